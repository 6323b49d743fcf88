import { Refusal } from '../../electron/contract/refusal.ts';

const WINDOW = 10 * 60_000;
/** Most addresses that are counted at once: the counter must not be what an attacker fills. */
const MOST_SOURCES = 50_000;

/** Counts requests per address in windows of ten minutes, in memory: a restart forgives. */
export class SourceQuota {
  readonly #counts = new Map<string, { readonly endsAt: number; used: number }>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** @throws Refusal `throttled` with the seconds until the window ends. */
  count(source: string, now: number): void {
    this.#forget(now);
    const count = this.#counts.get(source) ?? { endsAt: now + WINDOW, used: 0 };
    this.#counts.set(source, count);
    count.used += 1;
    if (count.used <= this.#most) return;
    throw new Refusal('throttled', { retryAfter: Math.max(1, Math.ceil((count.endsAt - now) / 1000)) });
  }

  /** Entries lie in the order of their end. */
  #forget(now: number): void {
    for (const [source, count] of this.#counts) {
      if (count.endsAt > now && this.#counts.size <= MOST_SOURCES) return;
      this.#counts.delete(source);
    }
  }
}
