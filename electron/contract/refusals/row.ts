/**
 * When may the caller try again?
 * - `now`: the same request, at once (it is safe: every write is idempotent)
 * - `later`: the same request, after `retry_after` seconds or a short wait
 * - `other-input`: something the person gave has to change
 * - `never`: somebody has to act first
 */
export type Retry = 'now' | 'later' | 'other-input' | 'never';

/** One way in which a run can be refused. Texts are plain English; translations are keyed by the slug. */
export interface RefusalRow {
  /** HTTP status when it comes from the directory; `null` when only the agent can meet it. */
  readonly status: number | null;
  /** OAuth `error` (RFC 6749 5.2, RFC 9449, RFC 9470, first-party-apps draft); `null` off the OAuth endpoints. */
  readonly oauth: string | null;
  /** Entra's number for the same event, where Entra has one (reference: AADSTS codes). */
  readonly entra: number | null;
  readonly retry: Retry;
  /** `LK-nnnn`: the same on screen, in the log, in the QR and in the docs. Never reused for something else. */
  readonly helpCode: `LK-${number}`;
  /** What happened. */
  readonly cause: string;
  /** What the person in front of the laptop can do. */
  readonly userAction: string;
  /** What IT can do. */
  readonly technicianAction: string;
}
