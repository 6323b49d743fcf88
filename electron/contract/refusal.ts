import type { Gate } from './gate.ts';
import { refusalRow, type Slug } from './refusals.ts';

/** What a refusal carries besides its row. Nothing here may be secret: it is shown, logged and printed. */
export interface RefusalDetails {
  /** Seconds until trying again makes sense. */
  readonly retryAfter?: number;
  /** The gates of policy that stood in the way; present only after a factor was verified. */
  readonly gates?: readonly Gate[];
  /** One technical sentence for the log and the technician, never shown as the main text. */
  readonly detail?: string;
  /** `request-id` of the directory's answer. */
  readonly requestId?: string;
  /**
   * What this laptop takes for the time (seconds since 1970), where a certificate's dates are the matter, and by how much that is
   * wrong at the least (seconds; negative: it is behind), where that can be told.
   */
  readonly clock?: { readonly laptop: number; readonly offBy?: number };
}

/**
 * The one error class. `slug` is a row of the refusal table; everything a person reads comes from that row.
 * Programmer mistakes stay what they are (TypeError); everything expected is a Refusal.
 */
export class Refusal extends Error {
  readonly slug: Slug;
  readonly details: RefusalDetails;

  constructor(slug: Slug, details: RefusalDetails = {}, cause?: unknown) {
    super(refusalRow(slug).cause, cause === undefined ? undefined : { cause });
    this.name = 'Refusal';
    this.slug = slug;
    this.details = details;
  }

  get helpCode(): string {
    return refusalRow(this.slug).helpCode;
  }

  /** The plain form that travels in views, events and logs. */
  toJSON(): RefusalNotice {
    return { slug: this.slug, helpCode: this.helpCode, ...this.details };
  }
}

/** A refusal as data. */
export interface RefusalNotice extends RefusalDetails {
  readonly slug: Slug;
  readonly helpCode: string;
  /** When trying again makes sense: seconds since 1970 in the directory's time; there where it is known when it was refused. */
  readonly retryAt?: number;
}

/** Turns whatever was thrown into a Refusal; what is not one becomes `agent_failed` with the original as cause. */
export function asRefusal(thrown: unknown): Refusal {
  return thrown instanceof Refusal ? thrown : new Refusal('agent_failed', {}, thrown);
}
