import type { Pace, Waiting, WaitsFor } from '../contract/pace.ts';
import { isAllowed } from './allowed.ts';
import type { Effect, State } from './state.ts';
import { again } from './steps/again.ts';

interface PatienceRow {
  readonly for: WaitsFor;
  /** Median of our own walks through the demo, rounded up. */
  readonly usualSeconds: number;
  /** Begun a second time while the first may still be at it, nothing is done twice. */
  readonly twice: boolean;
}

const DIRECTORY = { for: 'directory', usualSeconds: 5, twice: true } as const;
const LAPTOP = { for: 'laptop', usualSeconds: 5, twice: false } as const;

/** What each kind of work waits for; `null`: for a person, or for a while that its screen tells by itself. */
const PATIENCE: Readonly<Record<Effect['effect'], PatienceRow | null>> = {
  reach: DIRECTORY,
  openSignIn: DIRECTORY,
  answerPass: DIRECTORY,
  answerPassword: DIRECTORY,
  poll: null,
  resumeWatch: DIRECTORY,
  takeUpReservation: DIRECTORY,
  join: { ...DIRECTORY, usualSeconds: 10 },
  seal: DIRECTORY,
  listAuthenticators: { ...LAPTOP, twice: true },
  create: { ...LAPTOP, usualSeconds: 10 },
  register: DIRECTORY,
  prove: DIRECTORY,
  // It gives the folder of the state away, which two cannot do at once.
  release: { ...DIRECTORY, usualSeconds: 10, twice: false },
  changePin: LAPTOP,
  abandon: DIRECTORY,
};

/** Work under way that may keep somebody waiting. */
export interface Wait {
  /** Number of the work. */
  readonly task: number;
  readonly row: PatienceRow;
  readonly pace: Pace;
}

/** The wait that a piece of work brings. A prompt of the laptop's own waits for a person, whose time it is. */
export function waitOf(task: number, effect: Effect | null): Wait | null {
  const byPerson = (effect?.effect === 'create' || effect?.effect === 'prove') && effect.pin === null;
  const row = effect === null || byPerson ? null : PATIENCE[effect.effect];
  return row && { task, row, pace: 'usual' };
}

/** Has the work under way gone on for so long without anything happening that it may be begun anew by hand? */
export function mayBeginAnew(state: State): boolean {
  const { wait, task, stage, retrying } = state;
  // Between two tries of its own there is somebody at it already.
  if (wait === null || wait.task !== task || retrying !== null || wait.pace !== 'stalled' || !wait.row.twice)
    return false;
  return isAllowed(stage, false, 'retry') && again(state) !== null;
}

/** What the screen says of it. */
export function waitingIn(state: State): Waiting | null {
  const { wait, task, retrying } = state;
  if (wait === null || wait.task !== task || retrying !== null) return null;
  const { for: whom, usualSeconds } = wait.row;
  return { for: whom, usualSeconds, pace: wait.pace, canRetry: mayBeginAnew(state) };
}
