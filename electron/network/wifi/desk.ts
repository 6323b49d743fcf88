import { createHash } from 'node:crypto';
import type { Command } from '../../contract/commands.ts';
import type { WifiNetwork, WifiOffer, WifiPanel } from '../../contract/connection.ts';
import { asRefusal, Refusal } from '../../contract/refusal.ts';
import {
  DEVICES,
  forgetArguments,
  joinArguments,
  LIST,
  RADIO,
  RADIO_ON,
  readFailure,
  readNetworks,
  readRadio,
  readWifiDevice,
  type SeenNetwork,
  type WifiTarget,
} from './nmcli.ts';
import { type RunNmcli, runNmcli } from './run.ts';

/** What the desk needs of the flow. */
export interface WifiFlow {
  dispatch(command: Command): unknown;
  offerWifi(offer: WifiOffer): void;
  showWifi(panel: WifiPanel | null): void;
}

export interface WifiDeskOptions {
  flow(): WifiFlow;
  readonly platform?: NodeJS.Platform;
  readonly run?: RunNmcli;
}

export interface WifiDesk {
  /** Finds out whether Wi-Fi can be chosen here, and tells the flow. */
  offer(): Promise<void>;
  /** Takes what the flow has accepted; other commands are none of its business. */
  take(command: Command): void;
}

type JoinCommand = Extract<Command, { type: 'joinWifi' }>;

/** Choosing a Wi-Fi network through NetworkManager. One thing at a time; what the screen shows is the flow's. */
export function createWifiDesk({
  flow,
  platform = process.platform,
  run = runNmcli,
}: WifiDeskOptions): WifiDesk {
  let networks: readonly SeenNetwork[] = [];
  let turn = 0;
  let looking: Promise<readonly SeenNetwork[]> | null = null;

  const look = async (): Promise<void> => {
    const mine = ++turn;
    try {
      // One look at a time, however often somebody opens and shuts the screen.
      looking ??= lookAround(run).finally(() => {
        looking = null;
      });
      networks = await looking;
      if (mine === turn) flow().showWifi({ phase: 'list', networks: networks.map(shown) });
    } catch (thrown) {
      if (mine === turn) tell(asRefusal(thrown));
    }
  };

  const join = async (command: JoinCommand): Promise<void> => {
    const mine = ++turn;
    const chosen = networks.find(({ id }) => id === command.network);
    const network = chosen === undefined ? {} : { network: chosen.id };
    flow().showWifi({ phase: 'joining', networks: networks.map(shown), ...network });
    try {
      await connect(run, targetOf(command, chosen), command);
      if (mine === turn) flow().showWifi(null);
      // What waits for a network need not wait for its next turn.
      flow().dispatch({ type: 'retry' });
    } catch (thrown) {
      if (mine === turn) tell(asRefusal(thrown), chosen?.id);
    }
  };

  const tell = (refusal: Refusal, network?: string): void =>
    flow().showWifi({
      phase: 'list',
      networks: networks.map(shown),
      refusal: refusal.toJSON(),
      ...(network !== undefined && { network }),
    });

  return {
    offer: async () => flow().offerWifi(await offerHere(platform, run)),
    take(command) {
      if (command.type === 'openWifi') void look();
      if (command.type === 'joinWifi') void join(command);
      if (command.type === 'closeWifi' || command.type === 'back') turn += 1;
    },
  };
}

/** Through NetworkManager where it runs and has an adapter; elsewhere the system's own settings are the only way. */
async function offerHere(platform: NodeJS.Platform, run: RunNmcli): Promise<WifiOffer> {
  if (platform !== 'linux') return 'elsewhere';
  const answer = await run(DEVICES);
  if (answer.code !== 0) return 'none';
  return readWifiDevice(answer.stdout) === null ? 'none' : 'here';
}

async function lookAround(run: RunNmcli): Promise<readonly SeenNetwork[]> {
  await switchOn(run);
  const answer = await run(LIST);
  if (answer.code !== 0) throw readFailure(answer);
  return readNetworks(answer.stdout);
}

/** Software may have switched the radio off, and can switch it on again; a switch of the laptop only a hand can. */
async function switchOn(run: RunNmcli): Promise<void> {
  const answer = await run(RADIO);
  if (answer.code !== 0) throw readFailure(answer);
  const { hardware, software } = readRadio(answer.stdout);
  if (!hardware) throw new Refusal('wifi_switched_off');
  if (!software) await run(RADIO_ON);
}

function targetOf({ name }: JoinCommand, chosen: SeenNetwork | undefined): WifiTarget {
  if (chosen?.security === 'enterprise') throw new Refusal('wifi_enterprise');
  if (chosen) return { kind: 'seen', bssid: chosen.bssid };
  if (name === undefined) throw new Refusal('wifi_out_of_range');
  return { kind: 'hidden', name };
}

async function connect(run: RunNmcli, target: WifiTarget, { passphrase }: JoinCommand): Promise<void> {
  const devices = await run(DEVICES);
  const device = readWifiDevice(devices.stdout);
  if (devices.code !== 0 || device === null) throw new Refusal('wifi_unavailable');
  const profile = profileOf(target);
  const answer = await run(joinArguments(target, device, profile, passphrase !== undefined), passphrase);
  // nmcli of old ends with 0 and says on its output that it failed.
  if (answer.code === 0 && !/^Error:/m.test(`${answer.stdout}\n${answer.stderr}`)) return;
  await run(forgetArguments(profile));
  throw readFailure(answer);
}

/** A name of our own, the same each time, so that a second try takes the place of the first. */
function profileOf(target: WifiTarget): string {
  const what = target.kind === 'seen' ? target.bssid : target.name;
  return `latchkey-${createHash('sha256').update(what).digest('hex').slice(0, 12)}`;
}

/** The access point is nobody's business on the screen. */
const shown = ({ bssid: _bssid, ...network }: SeenNetwork): WifiNetwork => network;
