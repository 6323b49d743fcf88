import { resolve } from 'node:path';
import { type AdapterOptions, createAdapters } from './adapters.ts';
import type { Command } from './contract/commands.ts';
import type { MachinePolicy } from './contract/machine-policy.ts';
import type { BridgeAnswer, Preferences, View } from './contract/view.ts';
import type { PinPolicy, Profile } from './contract/wire/provisioning.ts';
import { createCeremonyBroker } from './credential/ceremony-broker.ts';
import { createPlatformAuthenticator } from './credential/platform.ts';
import { examine } from './examine.ts';
import { createDraftFile } from './journal/draft-file.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import { probeLockdown } from './lockdown/probe.ts';
import { createWifiDesk } from './network/wifi/desk.ts';
import { narrowProfile } from './policy/profile.ts';
import { type Flow, startFlow } from './provisioning/flow.ts';
import type { Ports } from './provisioning/ports.ts';
import { foldFacts, type Standing, withoutRun } from './provisioning/standing.ts';
import { DEFAULT_PREFERENCES, type Wishes } from './provisioning/state.ts';
import { Reports } from './reports.ts';
import { createHandover } from './system/handover.ts';
import type { KeptSettings } from './system/kept-settings.ts';
import { findHandoverUser, HANDOVER_VARIABLE, isHandedOverByHelper } from './system/os-user.ts';
import { abandonedRun, createTechnicians, type Technicians } from './technicians.ts';

export interface AgentOptions extends Omit<AdapterOptions, 'pin'> {
  readonly host: View['host'];
  /** `authenticator` pins one kind; `renew` begins again on a device that was released. */
  readonly wishes?: Wishes;
  /** What the screens begin with, where nobody has chosen yet. */
  readonly preferences?: Partial<Preferences>;
  /** What the machine's owner has decided: the profile can only become narrower, and its technicians' key counts. */
  readonly policy?: MachinePolicy;
  /** File with the technicians' public key; absent or `null`, and none in the policy: this device asks nobody. */
  readonly technicianKey?: string | null;
  /** How this host turns the machine off; absent: it leaves it on. */
  readonly powerOff?: () => Promise<void>;
}

/** The flow with its adapters: what a host drives. */
export interface Agent {
  dispatch(command: Command): BridgeAnswer;
  view(): View;
  onView(listener: (view: View) => void): () => void;
  /** The facts so far, folded. */
  standing(): Promise<Standing>;
  close(): Promise<void>;
}

type Broker = ReturnType<typeof createCeremonyBroker>;

/**
 * Composition root of the agent, the same for every host.
 * @throws Refusal state_in_use, journal_damaged, state_unwritable, vault_locked, vault_chip_unavailable, device_key_lost,
 *   handover_user_unknown, handover_not_allowed, handover_keychain
 */
export async function createAgent(options: AgentOptions): Promise<Agent> {
  const journal = await openJournal(options.state);
  try {
    return await compose(options, journal);
  } catch (thrown) {
    journal.close();
    throw thrown;
  }
}

async function compose(options: AgentOptions, journal: Journal): Promise<Agent> {
  const { log = () => {}, policy = {}, environment = process.env } = options;
  let profile: Profile | null = null;
  const byHelper = isHandedOverByHelper();
  const handTo = await findHandoverUser(environment[HANDOVER_VARIABLE], byHelper);
  const pin = () => profile?.pin ?? UNKNOWN_PIN;
  const adapters = await createAdapters({ ...options, handedOver: handTo !== null, pin });
  const { directory, device, clock } = adapters;
  const broker = createCeremonyBroker(clock.after);
  // What the renderer said last; a host without a renderer never offers the platform's authenticator.
  let platformAvailable = false;
  const ports: Ports = {
    ...directory,
    network: {
      reach: async (passed) => {
        const reached = await directory.network.reach(passed);
        profile = narrowProfile(reached.profile, policy);
        await technicians.onReached();
        return { ...reached, profile };
      },
    },
    journal,
    // A terminal ends with its window; a kiosk is brought back with what was on it.
    ...(options.host.name !== 'terminal' && {
      draft: createDraftFile(options.state, () => Date.now() / 1000),
    }),
    device,
    clock,
    authenticators: {
      platform: createPlatformAuthenticator({
        // A key of the operating system belongs to the account that made it, and stays behind when another one gets the laptop.
        available: async () => platformAvailable && handTo === null,
        ceremony: broker.ceremony,
      }),
      ...adapters.authenticators,
    },
    handover: createHandover({
      stateDir: options.state,
      handTo,
      byHelper,
      settings: () => settingsOf(options, profile?.pin ?? UNKNOWN_PIN),
    }),
  };
  const reports = new Reports({
    host: options.host.name,
    flow: () => flow,
    facts: () => journal.read(),
    clock,
    skewSeconds: () => directory.measuredSkew(),
    profile: () => profile,
    examine: () => examine(options.state),
    send: (report) => directory.deviceReport.send(report),
    log,
  });
  const technicians: Technicians = await createTechnicians({
    stateDir: options.state,
    key: options.technicianKey ?? policy.technicianKey ?? null,
    device,
    directory,
    clock,
    directoryUrl: options.directory,
    flow: () => flow,
    standing: async () => foldFacts(await journal.read()),
    timeline: () => reports.moments(),
    powerOff: options.powerOff ?? (async () => {}),
    log,
  });
  const flow: Flow = await startFlow({
    ports: { ...ports, technician: technicians, lockdown: { report: () => probeLockdown() } },
    host: options.host,
    // A script, and whoever types in a terminal, is told at once and decides.
    patient: options.host.name !== 'terminal',
    preferences: { ...DEFAULT_PREFERENCES, ...options.preferences },
    wishes: {
      ...options.wishes,
      abandonedRun: await abandonedRun(options.state),
      ...(policy.branding && { branding: policy.branding }),
    },
    onRefusal: (refusal) => {
      reports.refused(refusal.toJSON());
      log(JSON.stringify({ refused: refusal }));
    },
  });
  flow.onView((view) => reports.shown(view));
  reports.shown(flow.view());
  broker.onCeremony((ceremony) => flow.showCeremony(ceremony));
  const wifi = createWifiDesk({ flow: () => flow });
  if (options.host.name !== 'terminal') void wifi.offer();
  return {
    dispatch(command) {
      if (command.type === 'platformAuthenticator') platformAvailable = command.available;
      const answer = flow.dispatch(command);
      if (answer.ok) answerCeremony(broker, command);
      if (answer.ok) technicians.take(command);
      if (answer.ok) wifi.take(command);
      if (answer.ok) reports.take(command);
      return answer;
    },
    view: () => flow.view(),
    onView: (listener) => flow.onView(listener),
    standing: async () => withoutRun(foldFacts(await journal.read()), await abandonedRun(options.state)),
    async close() {
      technicians.close();
      // A screen tells a fact while it is being written: who ends the process then would lose it.
      await journal.settled();
      closeAll(flow, directory, journal);
    },
  };
}

/**
 * Until the profile is known. No key is made before it is; and a key that exists carries the number of tries of its own
 * profile, of which the smaller one counts.
 */
const UNKNOWN_PIN: PinPolicy = {
  minimumLength: 127,
  maximumLength: 127,
  digitsOnly: false,
  refuseSimple: true,
  attempts: 32,
};

/** The CA's path is made whole: day two starts in another folder. */
function settingsOf({ directory, caFile, rpId, uiOrigin }: AgentOptions, pin: PinPolicy): KeptSettings {
  return { version: 1, directory, caFile: caFile === null ? null : resolve(caFile), rpId, uiOrigin, pin };
}

/** The renderer's answer to a ceremony goes to whoever waits for it; the reducer has let it through. */
function answerCeremony(broker: Broker, command: Command): void {
  if (command.type === 'credentialCreated') broker.created(command.ceremony, command.registration);
  if (command.type === 'credentialAsserted') broker.asserted(command.ceremony, command.assertion);
  if (command.type === 'ceremonyFailed') broker.failed(command.ceremony, command.error);
}

function closeAll(flow: Flow, directory: { close(): void }, journal: Journal): void {
  flow.close();
  directory.close();
  journal.close();
}
