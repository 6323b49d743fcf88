import type { Command } from '../../contract/commands.ts';
import type { Retrying, WifiPanel } from '../../contract/connection.ts';
import type { Slug } from '../../contract/refusals.ts';
import { NETWORK_CHECKS } from '../../contract/view.ts';
import type { State, Transition } from '../state.ts';

/** The directory was reached, whatever it then said. */
const REACHED: ReadonlySet<Slug> = new Set(['directory_busy', 'directory_failed']);

/** Work that the network stopped waits for its next try (`seconds`), or is tried again now. */
export function onRetrying(state: State, retrying: Retrying): Transition {
  const connection = REACHED.has(retrying.refusal.slug) ? state.connection : 'offline';
  const after: State = { ...state, retrying, connection };
  if (state.stage.at !== 'network') return { state: after };
  const checks = retrying.seconds > 0 ? failed(state.stage.checks) : begun();
  return { state: { ...after, refusal: retrying.refusal, stage: { at: 'network', checks } } };
}

type Checks = Extract<State['stage'], { at: 'network' }>['checks'];

function failed(checks: Checks): Checks {
  const entries = Object.entries(checks).map(([check, was]) => [check, was === 'running' ? 'failed' : was]);
  return Object.fromEntries(entries) as Checks;
}

function begun(): Checks {
  const [first, ...more] = NETWORK_CHECKS;
  return Object.fromEntries([[first, 'running'], ...more.map((check) => [check, 'waiting'])]) as Checks;
}

/** "Try now" while work waits for its next try by itself. `null`: nothing waits. */
export function onImpatience(state: State): Transition | null {
  return state.retrying !== null && state.retrying.seconds > 0 ? { state, wake: true } : null;
}

const LOOKING: WifiPanel = { phase: 'looking', networks: [] };

type WifiCommand = Extract<Command, { type: 'openWifi' | 'joinWifi' | 'closeWifi' }>;

/** The screen for choosing a Wi-Fi network. Whoever talks to the system's Wi-Fi takes these commands, too. `null`: not now. */
export function onWifiCommand(state: State, command: WifiCommand): Transition | null {
  const { wifi } = state;
  switch (command.type) {
    case 'openWifi':
      // What is under way tells what came of it.
      return mayChooseWifi(state) && (wifi.panel?.phase ?? 'list') === 'list'
        ? withPanel(state, { ...LOOKING, networks: wifi.panel?.networks ?? [] })
        : null;
    case 'joinWifi':
      return wifi.panel?.phase === 'list' ? { state } : null;
    case 'closeWifi':
      return wifi.panel === null ? null : withPanel(state, null);
  }
}

/** Only where there is no working way yet, or the one that was there is gone. */
export function mayChooseWifi({ wifi, stage, retrying, refusal }: State): boolean {
  if (wifi.offer !== 'here') return false;
  return wifi.panel !== null || retrying !== null || (stage.at === 'network' && refusal !== null);
}

/** What the screen shows now. Once it is shut, what comes late does not open it again. */
export function onWifiPanel(state: State, panel: WifiPanel | null): Transition | null {
  return state.wifi.panel === null ? null : withPanel(state, panel);
}

function withPanel(state: State, panel: WifiPanel | null): Transition {
  return { state: { ...state, wifi: { ...state.wifi, panel } } };
}
