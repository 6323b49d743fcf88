import type { ControlReport } from '../lockdown.ts';
import type { RefusalNotice } from '../refusal.ts';
import type { Moment } from '../wire/report.ts';
import type { TechnicianEvent } from '../wire/technician.ts';
import type { TechnicianAction, TechnicianReason } from './actions.ts';

/** How many guesses there are now. */
export interface TriesLeft {
  /** Wrong codes until the next wait. */
  readonly triesLeft: number;
  /** Seconds until a code is judged again; absent where one is judged now. */
  readonly lockedFor?: number;
}

/** What the diagnostics show beside the lockdown report. Short lines; none of them is secret. */
export interface DiagnosticLine {
  readonly name: 'step' | 'connection' | 'refusal' | 'directory' | 'clock' | 'run' | 'device';
  readonly value: string;
}

/** The panel that the gesture opens. */
export type TechnicianPanel =
  | ({
      readonly phase: 'choose';
      /** What can be done at this point of the flow. */
      readonly actions: readonly TechnicianAction[];
      readonly refusal?: RefusalNotice;
    } & TriesLeft)
  | ({
      readonly phase: 'answer';
      readonly action: TechnicianAction;
      readonly reason: TechnicianReason;
      readonly keyId: string;
      /** For the QR code. */
      readonly scan: string;
      /** For reading out. */
      readonly lines: readonly string[];
      /** A code is being judged. */
      readonly busy: boolean;
      readonly refusal?: RefusalNotice;
    } & TriesLeft)
  | {
      readonly phase: 'diagnostics';
      readonly lines: readonly DiagnosticLine[];
      readonly lockdown: readonly ControlReport[];
      /** What happened on the way, newest first. */
      readonly timeline: readonly Moment[];
      /** What happened at this panel before, newest first. */
      readonly events: readonly {
        readonly at: string;
        readonly type: TechnicianEvent['type'];
        readonly action: TechnicianAction;
      }[];
    }
  /** The machine goes off, or the host says why it cannot. */
  | { readonly phase: 'poweringOff'; readonly refusal?: RefusalNotice };
