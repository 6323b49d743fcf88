/** Whom work under way waits for. What a person is asked is no wait. */
export type WaitsFor = 'directory' | 'laptop';

/** How work under way is going, by the time since something last happened. */
export type Pace = 'usual' | 'slow' | 'stalled';

/** Work that somebody may be waiting for in front of the screen. */
export interface Waiting {
  readonly for: WaitsFor;
  /** How long it usually takes, in seconds. */
  readonly usualSeconds: number;
  readonly pace: Pace;
  /** It can be begun anew by hand: nothing would be done twice. */
  readonly canRetry: boolean;
}

/** Seconds without anything happening, after which people begin to wonder. */
export const SLOW_AFTER = 12;
/** And after which there has to be something that they can do (design.md, rule 2). */
export const STALLED_AFTER = 30;

/** Seconds since something last happened -> how it is going. Whatever a clock says, it is one of the three. Pure. */
export function paceAfter(seconds: number): Pace {
  if (seconds >= STALLED_AFTER) return 'stalled';
  return seconds >= SLOW_AFTER ? 'slow' : 'usual';
}
