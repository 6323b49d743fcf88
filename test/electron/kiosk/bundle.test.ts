import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { mainConfig } from '../../../build/vite/main.ts';
import { preloadConfig } from '../../../build/vite/preload.ts';
import { CHECKLIST } from '../../../electron/kiosk/checklist.ts';
import { FUSES } from '../../../electron/kiosk/fuses.ts';
import { KIOSK_WEB_PREFERENCES, kioskWindowOptions } from '../../../electron/kiosk/window.ts';

/*
 * Electron's checklist, held against the main bundle and the preload as packages have them. What a bundle cannot show
 * (that Electron obeys) is a spec of the workflow.
 */

const ROOT = join(import.meta.dirname, '../../..');
let main = '';
let preload = '';

async function bundled(config: ReturnType<typeof mainConfig>): Promise<string> {
  const built = (await build({ ...config, build: { ...config.build, write: false } })) as
    | Rolldown.RolldownOutput
    | Rolldown.RolldownOutput[];
  const [first] = [built].flat();
  expect(first?.output).toHaveLength(1);
  return first?.output[0].code ?? '';
}

beforeAll(async () => {
  main = await bundled(mainConfig(ROOT));
  preload = await bundled(preloadConfig(ROOT));
  // Comments speak of what is not done.
  main = main.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}, 60_000);

/** Where the bundle has what it must not have, with a few words around it. */
function found(pattern: RegExp): string[] {
  return [...main.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => main.slice(index - 60, index + 60));
}

/** `option: "contextIsolation", value: true`, as the bundle writes a row. */
const row = (option: string, value: unknown) =>
  new RegExp(
    `option: "${option}",\\s*value: ${typeof value === 'string' ? `"${value}"` : String(value)}(?!\\w)`,
  );

/** Point -> what the bundle must have, and must not. Twenty rows, as the checklist. */
const CHECKS: Readonly<Record<number, { has?: readonly RegExp[]; hasNot?: readonly RegExp[] }>> = {
  1: {
    has: [/protocol\.handle\("https"/, /onBeforeRequest/, /setProxy/],
    // Two stay: the agent's own Node asks in the clear whether there is a portal, and reads the address of a proxy. No page sees either.
    hasNot: [/["'`]http:\/\/(?!\$\{(?:directoryHost|said)\})/, /["'`]ws:\/\//],
  },
  2: {
    has: [
      row('nodeIntegration', false),
      row('nodeIntegrationInWorker', false),
      row('nodeIntegrationInSubFrames', false),
    ],
  },
  3: { has: [row('contextIsolation', true)] },
  4: {
    has: [row('sandbox', true), /app\.enableSandbox\(\)/, /name: "no-sandbox"/],
    hasNot: [/appendSwitch/],
  },
  5: {
    has: [
      /setPermissionRequestHandler/,
      /setPermissionCheckHandler/,
      /setDevicePermissionHandler/,
      /setDisplayMediaRequestHandler/,
      /new Set\(\)/,
    ],
  },
  6: { has: [row('webSecurity', true), /name: "disable-web-security"/] },
  7: {
    has: [/directive: "default-src",\s*value: "'none'"/, /require-trusted-types-for/],
    hasNot: [/unsafe-/],
  },
  8: { has: [row('allowRunningInsecureContent', false)] },
  9: { has: [row('experimentalFeatures', false)] },
  10: { has: [/name: "enable-blink-features"/], hasNot: [/enableBlinkFeatures/] },
  11: { has: [row('webviewTag', false)], hasNot: [/allowpopups/i] },
  12: { has: [/"will-attach-webview", \(event\) => event\.preventDefault\(\)/] },
  13: { has: [/"will-navigate"/, /"will-frame-navigate"/, /"will-redirect"/, /"did-navigate"/] },
  14: { has: [/setWindowOpenHandler\(\(\) => \(\{ action: "deny" \}\)\)/], hasNot: [/action: "allow"/] },
  15: { hasNot: [/openExternal/, /openPath/, /\bshell\b[^"]*from "electron"/] },
  17: { has: [/senderFault\(/, /\.ipc\.handle\(/], hasNot: [/\bipcMain\b/] },
  18: { hasNot: [/loadFile\(/, /["'`]file:\/\//, /registerSchemesAsPrivileged/] },
  19: {},
  20: {},
  16: {},
};

test('every point of the checklist is checked here', () => {
  expect(Object.keys(CHECKS).map(Number)).toEqual(CHECKLIST.map(({ point }) => point));
});

describe('the main bundle', () => {
  test.each(CHECKLIST)('$point. $demand', ({ point }) => {
    expect((CHECKS[point]?.has ?? []).filter((pattern) => !pattern.test(main))).toEqual([]);
    expect((CHECKS[point]?.hasNot ?? []).flatMap(found)).toEqual([]);
  });

  test.each(KIOSK_WEB_PREFERENCES)('$option is $value', ({ option, value }) => {
    expect(row(option, value).test(main)).toBe(true);
  });

  test.each([
    ['code from text', /\beval\(|new Function\(|executeJavaScript|insertCSS|\bvm\b.*from/],
    ['developer tools', /openDevTools|toggleDevTools|devtools-opened|debugger\.attach/],
    ['the remote module', /["']@?electron\/remote["']/],
    ['a dialog, a tray, a notification', /\bdialog\.|new Tray|new Notification/],
    ['global shortcuts, which secure nothing', /globalShortcut/],
    ['crash dumps, which may hold a pass', /crashReporter/],
    ['updates by itself', /autoUpdater/],
    ['certificates that are let through', /rejectUnauthorized: false|callback\(true\)|callback\(0\)/],
    ['a debugging port', /["'`]--(inspect|remote-debugging)/],
  ])('has no %s', (_what, pattern) => {
    expect(found(pattern)).toEqual([]);
  });

  test('imports of Electron the modules it needs, and never its npm package', () => {
    const names = [...main.matchAll(/import \{([^}]+)\} from "electron"/g)].flatMap(([, list]) =>
      (list ?? '').split(','),
    );
    expect(names.map((name) => name.trim()).toSorted()).toEqual([
      'BrowserWindow',
      'Menu',
      'app',
      'powerSaveBlocker',
      'screen',
      'session',
    ]);
  });
});

test('16. Electron is one exact version', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
});

test('20. the preload exposes two functions and hands out nothing of Electron', () => {
  expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
  expect(preload).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/);
  expect(preload).not.toMatch(/\beval\(|new Function\(|sendSync|sendToHost/);
});

test('a packaged window has no developer tools', () => {
  const given = { preload: '', session: {} as Electron.Session };
  expect(kioskWindowOptions({ ...given, packaged: true }).webPreferences?.devTools).toBe(false);
});

test('builder’s keys are the names of the fuses; it has none for the ninth', () => {
  for (const { fuse, builder } of FUSES) {
    if (builder !== null) expect(builder).toBe(`${fuse[0]?.toLowerCase()}${fuse.slice(1)}`);
  }
  expect(FUSES.filter(({ builder }) => builder === null).map(({ fuse }) => fuse)).toEqual([
    'WasmTrapHandlers',
  ]);
});
