import { Refusal } from '../../../electron/contract/refusal.ts';
import {
  DEFAULT_PREFERENCES,
  initialState,
  type Stage,
  type State,
} from '../../../electron/provisioning/state.ts';
import { FACTS } from './facts.ts';
import { PROFILE } from './world.ts';

const CHOICES = [{ name: 'software', available: true, recommended: true }] as const;

/** Each stage with work under way, and how many facts there are by then. */
export const STAGES: readonly (readonly [Stage, number])[] = [
  [
    {
      at: 'network',
      checks: {
        device: 'passed',
        network: 'running',
        directory: 'waiting',
        clock: 'waiting',
        profile: 'waiting',
      },
    },
    0,
  ],
  [{ at: 'account' }, 1],
  [{ at: 'pass', showing: 'pass' }, 1],
  [{ at: 'pass', showing: 'password' }, 1],
  [
    {
      at: 'loop',
      gates: [],
      interval: 5,
      refusal: new Refusal('mfa_enrolment_required').toJSON(),
      watching: { since: 100, lookedAt: 100 },
    },
    1,
  ],
  [{ at: 'naming' }, 2],
  [{ at: 'join' }, 2],
  [{ at: 'credential', phase: 'pin', choices: CHOICES, picked: 'software' }, 3],
  [{ at: 'credential', phase: 'working', choices: CHOICES, picked: 'software' }, 4],
  [{ at: 'proof', phase: 'pin', authenticator: 'software' }, 5],
  [{ at: 'release' }, 6],
];

export function working(stage: Stage, facts: number): State {
  return {
    ...initialState(FACTS.slice(0, facts), DEFAULT_PREFERENCES),
    stage,
    profile: PROFILE,
    account: 'amal@northwind.example',
    deviceName: 'NW-7F3K2',
    task: 7,
    again: { facts: [], effect: { effect: 'listAuthenticators' } },
  };
}
