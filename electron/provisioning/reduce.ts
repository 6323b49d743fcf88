import type { NetworkCheck } from '../contract/view.ts';
import { NETWORK_CHECKS } from '../contract/view.ts';
import { isAllowed } from './allowed.ts';
import type { Event } from './event.ts';
import { onIntervention } from './interventions.ts';
import type { State, Transition, Work } from './state.ts';
import { onCommand } from './steps/on-command.ts';
import { onRefused } from './steps/on-refused.ts';
import { onResult } from './steps/on-result.ts';

/**
 * (state, event) -> state and the work that follows. `null` when the event does not belong here: a command that the stage
 * does not take, or the result of work that was given up. Pure: no clock, no randomness, no I/O.
 */
export function reduce(state: State, event: Event): Transition | null {
  switch (event.type) {
    case 'command':
      return isAllowed(state.stage, state.task !== null, event.command.type)
        ? onCommand(state, event.command)
        : null;
    case 'started':
      return { state: { ...state, task: event.task, again: repeatable(event.work) } };
    case 'checked':
      return event.task === state.task ? onChecked(state, event.check) : null;
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
      return event.task === state.task ? onResult(state, event.result, event.at) : null;
    case 'refused':
      return event.task === state.task ? onRefused(state, event.refusal, event.at) : null;
  }
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
