/** What the place holds now. */
export type Seen =
  /** What the set-up makes of it; at a revert, also what an older plan had made. */
  | 'after'
  /** What was found there; at an apply, also what an older plan had made. */
  | 'before'
  | 'other'
  /** Cannot be asked now: a feature that waits for a restart, a service that answers SYSTEM alone. */
  | 'unavailable'
  /** A place of the account or of a feature, and there is no account, or the feature is off. */
  | 'gone';

export type Verdict =
  /** As it should be. */
  | 'nothing'
  /** Put what the plan says; without a record of the place, that is written first. */
  | 'make'
  /** Put back what was found. */
  | 'restore'
  /** Somebody else changed it: told, and not touched. */
  | 'foreign'
  /** Cannot be looked at yet: the next pass asks again. */
  | 'later';

export interface Decision {
  readonly verb: 'apply' | 'revert';
  /** Whether the record has this place. */
  readonly recorded: boolean;
  readonly seen: Seen;
  readonly does: Verdict;
  /** With `-Force`; as `does` where it is not said. */
  readonly forced?: Verdict;
  readonly why: string;
}

/**
 * Every decision of the set-up: one row for each case. The PowerShell engine looks them up and decides nothing by itself; the
 * tests run them in a model of a machine whose power is cut.
 */
export const DECISIONS: readonly Decision[] = [
  { verb: 'apply', recorded: true, seen: 'after', does: 'nothing', why: 'made before' },
  { verb: 'apply', recorded: false, seen: 'after', does: 'nothing', why: 'somebody’s own: never taken back' },
  {
    verb: 'apply',
    recorded: true,
    seen: 'before',
    does: 'make',
    why: 'recorded, and then the power went; or a newer plan',
  },
  { verb: 'apply', recorded: false, seen: 'other', does: 'make', why: 'the first time' },
  {
    verb: 'apply',
    recorded: true,
    seen: 'other',
    does: 'foreign',
    forced: 'make',
    why: 'changed since by somebody else; the first original stays what comes back',
  },
  {
    verb: 'apply',
    recorded: true,
    seen: 'unavailable',
    does: 'later',
    why: 'a feature comes with a restart',
  },
  { verb: 'apply', recorded: false, seen: 'unavailable', does: 'later', why: 'the same' },
  { verb: 'apply', recorded: true, seen: 'gone', does: 'later', why: 'account and feature come first' },
  { verb: 'apply', recorded: false, seen: 'gone', does: 'later', why: 'the same' },
  { verb: 'revert', recorded: true, seen: 'before', does: 'nothing', why: 'taken back, or never made' },
  { verb: 'revert', recorded: true, seen: 'after', does: 'restore', why: 'ours' },
  {
    verb: 'revert',
    recorded: true,
    seen: 'other',
    does: 'foreign',
    forced: 'restore',
    why: 'changed since by somebody else',
  },
  {
    verb: 'revert',
    recorded: true,
    seen: 'unavailable',
    does: 'later',
    forced: 'nothing',
    why: 'cannot be asked now; where it is gone for good, IT says so with -Force',
  },
  {
    verb: 'revert',
    recorded: true,
    seen: 'gone',
    does: 'nothing',
    why: 'it went with its account or feature',
  },
];

/** What the task does at a start and each minute: the first row whose sign is there. */
export const RESUMES = [
  { sign: 'reverting', does: 'revert', why: 'a revert that the power stopped goes on' },
  { sign: 'released', does: 'revert', why: 'the kiosk’s report says that the device is released' },
  { sign: 'applying', does: 'apply', why: 'an apply that the power or a restart stopped goes on' },
] as const;
