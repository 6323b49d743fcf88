/**
 * How far a control of the machine holds. `enforced`: looked at, and nothing is left open. `partial`: looked at, and a part is
 * open. `missing`: looked at, and it is open. `unknown`: nobody could look, or the answer was not understood.
 */
export type ControlState = 'enforced' | 'partial' | 'missing' | 'unknown';

/** One control as it was found. */
export interface ControlReport {
  /** Row of the platform's table (electron/lockdown/controls). */
  readonly control: string;
  readonly title: string;
  readonly state: ControlState;
  /** What was seen, in a few words of our own. */
  readonly seen: string;
  /** What somebody can do while it is open. */
  readonly why: string;
}
