import type { Slug } from '../contract/refusals.ts';

/** Three attempts in all. Beyond that a person should see what is wrong and decide. */
const MAX_ATTEMPTS = 3;
const FIRST_DELAY_MS = 250;

/** What one attempt came to. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'unanswered'; readonly slug: Slug };

export interface RetryQuestion {
  readonly outcome: Outcome;
  /** Attempts made so far, from 1. */
  readonly attempt: number;
  /** Would doing it twice do no harm? */
  readonly idempotent: boolean;
  /** Milliseconds that the whole call may still take. */
  readonly remainingMs: number;
  /** 0 to 1: spreads the second tries of many devices that lost the same directory. */
  readonly jitter: number;
}

const RETRIED_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const RETRIED_SLUGS: ReadonlySet<Slug> = new Set(['directory_unreachable', 'name_not_resolved']);

/**
 * How long to wait before the next attempt, in milliseconds, or `null` for no further attempt. Pure.
 * `Retry-After` is never cut short: when it does not fit into what remains, the caller is told instead of kept waiting.
 */
export function retryDelay(question: RetryQuestion): number | null {
  const { outcome, attempt, idempotent, remainingMs, jitter } = question;
  if (!idempotent || attempt >= MAX_ATTEMPTS || !worthRetrying(outcome)) return null;
  const backoff = FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + jitter / 2);
  const asked = outcome.kind === 'answered' ? (outcome.retryAfter ?? 0) * 1000 : 0;
  const delay = Math.max(backoff, asked);
  return delay < remainingMs ? delay : null;
}

function worthRetrying(outcome: Outcome): boolean {
  return outcome.kind === 'answered' ? RETRIED_STATUSES.has(outcome.status) : RETRIED_SLUGS.has(outcome.slug);
}
