import { join } from 'node:path';
import { app, BrowserWindow, Menu, powerSaveBlocker, type Session, screen, session } from 'electron';
import { type Agent, createAgent } from './agent.ts';
import { asRefusal, Refusal } from './contract/refusal.ts';
import { installIpc } from './ipc/install.ts';
import { listBuiltFiles } from './kiosk/built-files.ts';
import { installClosing } from './kiosk/closing.ts';
import { installDisplays } from './kiosk/displays.ts';
import { installFatal } from './kiosk/fatal.ts';
import { kioskHost } from './kiosk/host.ts';
import { installKeys } from './kiosk/keys.ts';
import { type KioskSettings, kioskSettings } from './kiosk/machine.ts';
import { installMenu } from './kiosk/menu.ts';
import { installNavigation } from './kiosk/navigation.ts';
import { installWebRtcFence } from './kiosk/network.ts';
import { kioskPartition } from './kiosk/partition.ts';
import { installWakefulness } from './kiosk/power.ts';
import { installRecovery, showSafeScreen } from './kiosk/recovery.ts';
import { safeScreenFiles } from './kiosk/safe-screen.ts';
import { installSession } from './kiosk/session.ts';
import { refusedSwitch, refusedVariable } from './kiosk/switches.ts';
import { installTopmost } from './kiosk/topmost.ts';
import { installWebAuthn } from './kiosk/webauthn.ts';
import { coverWindowOptions, kioskWindowOptions } from './kiosk/window.ts';
import { installZoom } from './kiosk/zoom.ts';
import type { Merged } from './policy/merge.ts';
import { readMachinePolicy, requirePolicy } from './policy/read.ts';
import { settledEnvironment } from './policy/settle.ts';
import { preferencesFrom, preparedAnswers, wishesFrom } from './prepared.ts';
import { powerOff } from './system/power-off.ts';

/** The two bundles: `preload.cjs` and `renderer/`. */
const OUT = join(import.meta.dirname, '..', 'out');

/** Files are flushed in milliseconds; a vault or disk that hangs must not hold up the end of an OS session. */
const CLOSING_MS = 5_000;

/** Not 0, because nothing was proved; and not 1, after which a supervisor brings the kiosk back. */
const ABANDONED_EXIT = 3;

/** Long enough for the answer to the last command to reach the screen. */
const GOODBYE_MS = 250;

const argv = process.argv.slice(1);
const { platform } = process;

// Before `ready`: what must hold for every process and every page that will ever exist.
app.enableSandbox();
installFatal({ process, app, argv, noticed: (kind) => tell(`ended by ${kind}`) });
const start = readStart();
const uiOrigin = start instanceof Refusal ? 'https://localhost' : start.settings.uiOrigin;
installMenu({ menu: Menu, platform });
installNavigation({ app, uiOrigin });
installKeys({ app, platform });
installZoom({ app });
installWebRtcFence({ app });
const closing = installClosing({ app });

// Two kiosks would fight for the screen and for the journal. Not awaited: Electron is ready only once
// this file has run to its end (https://github.com/electron/electron/pull/41369).
if (app.requestSingleInstanceLock()) void app.whenReady().then(openKiosk);
// Not 0: nothing was proved. The supervisor asks again until the other one is gone.
else app.exit(1);

async function openKiosk(): Promise<void> {
  installWakefulness({ power: powerSaveBlocker });
  const agent = await startAgent().catch(asRefusal);
  const keychainGroup = start instanceof Refusal ? null : start.settings.keychainGroup;
  const kioskSession = session.fromPartition(kioskPartition(platform, keychainGroup));
  const helpCode = agent instanceof Refusal ? agent.helpCode : new Refusal('agent_failed').helpCode;
  const files = new Map([...(await listBuiltFiles(join(OUT, 'renderer'))), ...safeScreenFiles(helpCode)]);
  installSession({ app, session: kioskSession, uiOrigin, files });
  const rpId = start instanceof Refusal ? 'localhost' : start.settings.rpId;
  installWebAuthn({ app, session: kioskSession, platform, keychainGroup, rpId });
  const window = openWindow(kioskSession);
  const loadStart = installRecovery({
    app,
    window,
    uiOrigin,
    argv,
    clock: Date.now,
    noticed: (reason, action) => tell(`screen gone (${reason}), ${action}`),
  });
  if (agent instanceof Refusal) {
    apologise(agent, window);
    return;
  }
  connect(agent, window);
  await loadStart();
}

/** What this start goes by: the machine's policy, and the variables where the policy leaves room for them. */
interface Start {
  readonly policy: Merged;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settings: KioskSettings;
}

/** A machine that is set up wrongly still gets a screen, and the log the place that is wrong. */
function readStart(): Start | Refusal {
  try {
    const weakened = refusedSwitch(argv, app.isPackaged) ?? refusedVariable(process.env, app.isPackaged);
    if (weakened !== null) {
      throw new Refusal('settings_unusable', { detail: `${weakened} is not allowed in a packaged kiosk` });
    }
    const policy = requirePolicy(readMachinePolicy());
    const environment = settledEnvironment(policy, process.env);
    return { policy, environment, settings: kioskSettings(environment, app.getPath('userData')) };
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    tell(refusal.details.detail ?? refusal.slug);
    return refusal;
  }
}

async function startAgent(): Promise<Agent> {
  if (start instanceof Refusal) throw start;
  const { policy, environment, settings } = start;
  const host = kioskHost(process.versions, process.env);
  const answers = await preparedAnswers(settings.answers);
  return createAgent({
    ...settings,
    policy: policy.policy,
    environment,
    host,
    log: tell,
    wishes: wishesFrom(answers),
    preferences: preferencesFrom(answers),
    powerOff: switchOff,
  });
}

/** The preview is a window on somebody's desk: there it ends itself and leaves the machine on. */
async function switchOff(): Promise<void> {
  if (kioskHost(process.versions, process.env).name === 'electron') await powerOff();
  else app.quit();
}

function openWindow(kioskSession: Session): BrowserWindow {
  const window = new BrowserWindow(
    kioskWindowOptions({
      preload: join(OUT, 'preload.cjs'),
      session: kioskSession,
      packaged: app.isPackaged,
    }),
  );
  closing.guard(window);
  // The pass is on the screen; no effect on Linux.
  window.setContentProtection(true);
  window.once('ready-to-show', () => window.show());
  installDisplays({
    screen,
    window,
    cover: (bounds) => {
      const curtain = new BrowserWindow(coverWindowOptions(bounds, kioskSession));
      closing.guard(curtain);
      return curtain;
    },
  });
  return window;
}

/** Screen and flow: commands one way, views the other. */
function connect(agent: Agent, window: BrowserWindow): void {
  let ending: number | null = null;
  const push = installIpc({
    contents: window.webContents,
    uiOrigin,
    dispatcher: {
      dispatch(command) {
        const { kind } = agent.view().screen;
        const answer = agent.dispatch(command);
        // The flow takes `finish` on its last screens only: then the kiosk goes. What is sealed stays locked, and goes dark.
        if (answer.ok && command.type === 'finish') {
          if (kind !== 'sealed') ending = kind === 'abandoned' ? ABANDONED_EXIT : 0;
          setTimeout(() => void (kind === 'sealed' ? switchOff() : app.quit()), GOODBYE_MS);
        }
        return answer;
      },
    },
    refused: (why) => tell(`command refused (${why})`),
  });
  const topmost = installTopmost({ window });
  agent.onView((view) => {
    topmost(view);
    push(view);
  });
  let leaving = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    // Asked twice (Ctrl+C reaches every process of a terminal), it still leaves once.
    if (leaving) return;
    leaving = true;
    // Any end but the right one is not 0, so that whoever supervises the kiosk brings it back.
    const leave = (): void => app.exit(ending ?? 1);
    setTimeout(leave, CLOSING_MS).unref();
    void agent.close().finally(leave);
  });
}

/** Without a flow there is still a screen, with the help code; every minute a new process tries again. */
function apologise(refusal: Refusal, window: BrowserWindow): void {
  tell(`could not start: ${refusal.slug}`);
  showSafeScreen(window, uiOrigin, () => {
    // Not counted as a crash: what stood in the way may be gone by then.
    app.relaunch();
    app.exit(1);
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    app.exit(1);
  });
}

/** One line for the service manager's log, in words of our own. */
function tell(what: string): void {
  process.stderr.write(`latchkey: ${what}\n`);
}
