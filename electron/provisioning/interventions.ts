import { TechnicianAction } from '../contract/technician/actions.ts';
import { enterNetwork, show } from './enter.ts';
import type { Stage, State, Transition } from './state.ts';
import { stepOf } from './state.ts';
import { again } from './steps/again.ts';

/** What needs nothing of the run. */
const ANYWHERE = ['diagnostics', 'powerOff'] as const satisfies readonly TechnicianAction[];

/** What a technician's code can open at each stage, beside that. */
export const INTERVENTIONS: Readonly<Record<Stage['at'], readonly TechnicianAction[]>> = {
  welcome: ['abandon'],
  network: ['retry', 'restartStep', 'abandon'],
  account: ['restartStep', 'abandon'],
  pass: ['restartStep', 'abandon'],
  loop: ['restartStep', 'abandon'],
  naming: ['restartStep', 'abandon'],
  join: ['retry', 'restartStep', 'abandon'],
  // Sealed for the wrong person: ended here, it can be staged anew.
  seal: ['retry', 'restartStep', 'abandon'],
  credential: ['retry', 'restartStep', 'abandon'],
  proof: ['retry', 'restartStep', 'abandon'],
  release: ['retry', 'restartStep', 'abandon'],
  // A released device is not taken back from here: that is an administrator's act in the directory.
  ownPin: [],
  done: [],
  abandoned: [],
};

/** In the order of the screen. */
export function interventionsAt(stage: Stage): readonly TechnicianAction[] {
  const here: readonly TechnicianAction[] = [...ANYWHERE, ...INTERVENTIONS[stage.at]];
  return TechnicianAction.options.filter((action) => here.includes(action));
}

/** What a technician has been let in to do. `null`: not here. */
export function onIntervention(state: State, action: TechnicianAction): Transition | null {
  if (!interventionsAt(state.stage).includes(action)) return null;
  switch (action) {
    case 'diagnostics':
    case 'powerOff':
      return { state };
    case 'retry':
      return again(state) ?? enterNetwork(state);
    // As after a power cut: everything but the facts is forgotten, and they say where it goes on.
    case 'restartStep':
      return enterNetwork({ ...state, profile: null });
    case 'abandon':
      return abandon(state);
  }
}

function abandon(state: State): Transition {
  const stage: Stage = { at: 'abandoned', from: stepOf(state.stage), told: null };
  return { ...show(state, stage), work: { facts: [], effect: { effect: 'abandon' } } };
}
