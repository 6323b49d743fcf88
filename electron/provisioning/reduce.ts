import type { CommandType } from '../contract/commands.ts';
import type { NetworkCheck } from '../contract/view.ts';
import { NETWORK_CHECKS } from '../contract/view.ts';
import { isAllowed } from './allowed.ts';
import type { Event } from './event.ts';
import { onIntervention } from './interventions.ts';
import { mayBeginAnew, waitOf } from './patience.ts';
import type { State, Transition, Work } from './state.ts';
import { onCommand } from './steps/on-command.ts';
import { onImpatience, onRetrying, onWifiPanel } from './steps/on-network.ts';
import { onRefused } from './steps/on-refused.ts';
import { onResult } from './steps/on-result.ts';

/**
 * (state, event) -> state and the work that follows. `null` when the event does not belong here: a command that the stage
 * does not take, or the result of work that was given up. Pure: no clock, no randomness, no I/O.
 */
export function reduce(state: State, event: Event): Transition | null {
  const transition = decide(state, event);
  if (!transition?.state.retrying) return transition;
  // What was tried again has ended, was given up, or made way for other work.
  const over = transition.state.task === null || event.type === 'started';
  return over ? { ...transition, state: { ...transition.state, retrying: null } } : transition;
}

function decide(state: State, event: Event): Transition | null {
  switch (event.type) {
    case 'command':
      if (event.command.type === 'retry' && state.retrying?.seconds) return onImpatience(state);
      if (event.command.type === 'back' && state.wifi.panel !== null) return onWifiPanel(state, null);
      return isAllowed(state.stage, isWorking(state, event.command.type), event.command.type)
        ? onCommand(state, event.command, event.at)
        : null;
    case 'started': {
      const { task, work } = event;
      return { state: { ...state, task, wait: waitOf(task, work.effect), again: repeatable(work) } };
    }
    case 'checked':
      return event.task === state.task ? onChecked(state, event.check) : null;
    case 'pace':
      return event.task === state.wait?.task
        ? { state: { ...state, wait: { ...state.wait, pace: event.pace } } }
        : null;
    case 'retrying':
      return event.task === state.task ? onRetrying(state, event.retrying) : null;
    case 'interfaces': {
      const { interfaces, serialNumber } = event;
      return { state: { ...state, interfaces, serialNumber: serialNumber ?? state.serialNumber } };
    }
    case 'wifiOffer':
      return { state: { ...state, wifi: { ...state.wifi, offer: event.offer } } };
    case 'wifi':
      return onWifiPanel(state, event.panel);
    case 'ceremony':
      return { state: { ...state, ceremony: event.ceremony } };
    case 'technician':
      return { state: { ...state, technician: event.panel } };
    case 'report':
      return { state: { ...state, report: event.panel } };
    case 'sealed':
      return { state: { ...state, sealedReport: event.text } };
    case 'intervention':
      return onIntervention(state, event.action);
    case 'result':
      return event.task === state.task ? onResult(reached(state), event.result, event.at) : null;
    case 'refused':
      return event.task === state.task ? onRefused(state, event.refusal, event.at) : null;
  }
}

/** Work that has come to nothing for half a minute keeps nobody from beginning it anew. */
function isWorking(state: State, command: CommandType): boolean {
  return state.task !== null && !(command === 'retry' && mayBeginAnew(state));
}

/** What had waited for the network has got through. */
function reached(state: State): State {
  return state.retrying === null ? state : { ...state, connection: 'connected' };
}

/** Work that `retry` may do again as it is; `null` where a secret would have to be kept for it. */
function repeatable(work: Work): Work | null {
  switch (work.effect?.effect) {
    case 'answerPass':
    case 'answerPassword':
    case 'changePin':
      return null;
    case 'create':
    case 'prove':
      return work.effect.pin === null ? work : null;
    default:
      return work;
  }
}

/** One check of the network step has passed; the next one is running. */
function onChecked(state: State, check: NetworkCheck): Transition | null {
  if (state.stage.at !== 'network') return null;
  const next = NETWORK_CHECKS[NETWORK_CHECKS.indexOf(check) + 1];
  const checks = { ...state.stage.checks, [check]: 'passed', ...(next && { [next]: 'running' }) };
  return { state: { ...state, stage: { at: 'network', checks } } };
}
