import { enterCredential, enterNetwork } from '../enter.ts';
import type { State, Transition } from '../state.ts';

/** Does again what was refused. `null`: there is nothing, or it holds a secret that has to be typed again. */
export function again(state: State): Transition | null {
  const { stage } = state;
  if (stage.at === 'network') return enterNetwork(state);
  // Something may have been plugged in or switched on since.
  if (stage.at === 'credential' && stage.phase === 'choose') return enterCredential(state);
  return state.again ? { state: { ...state, refusal: null }, work: state.again } : null;
}
