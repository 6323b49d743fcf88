import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/** Requests of one device key and of one address in ten minutes: a run with every retry stays far below. */
const WINDOW = 10 * 60_000;
const PER_KEY = 300;
const PER_SOURCE = 1_200;
/** Most keys and addresses that are counted at once: the counter must not be what an attacker fills. */
const MOST = 50_000;

/** New runs of one key in a day: somebody who tries all day long stays below. */
const DAY = 86_400_000;
const RUNS_PER_DAY = 200;
/** What one run may leave behind. */
const EVENTS_PER_RUN = 1_000;

interface Count {
  readonly endsAt: number;
  used: number;
}

/** Counts requests per device key and per address, in memory: a restart forgives, and rows on disk have their own limits. */
export class RequestQuota {
  readonly #counts = new Map<string, Count>();

  /** @throws Refusal `throttled` with the seconds until the window ends. */
  count(jkt: string, source: string, now: number): void {
    this.#forget(now);
    this.#add(`key ${jkt}`, PER_KEY, now);
    this.#add(`source ${source}`, PER_SOURCE, now);
  }

  #add(name: string, most: number, now: number): void {
    const count = this.#counts.get(name) ?? { endsAt: now + WINDOW, used: 0 };
    this.#counts.set(name, count);
    count.used += 1;
    if (count.used > most) {
      throw new Refusal('throttled', { retryAfter: Math.max(1, Math.ceil((count.endsAt - now) / 1000)) });
    }
  }

  /** Entries lie in the order of their end. */
  #forget(now: number): void {
    for (const [name, count] of this.#counts) {
      if (count.endsAt > now && this.#counts.size <= MOST) return;
      this.#counts.delete(name);
    }
  }
}

/** @throws Refusal `throttled` when the key has opened as many runs today as it may. */
export async function checkRunsOf(context: DirectoryContext, jkt: string): Promise<void> {
  const now = context.clock.now();
  const { count, oldest } = await context.store.db
    .selectFrom('runs')
    .select((column) => [
      column.fn.countAll<number>().as('count'),
      column.fn.min<number | null>('created_at').as('oldest'),
    ])
    .where('jkt', '=', jkt)
    .where('created_at', '>', now - DAY)
    .executeTakeFirstOrThrow();
  if (count < RUNS_PER_DAY) return;
  throw new Refusal('throttled', {
    retryAfter: Math.max(1, Math.ceil(((oldest ?? now) + DAY - now) / 1000)),
  });
}

/** @throws Refusal `throttled` when the run would have more events than any run has. */
export function checkEventsOf(stored: number, more: number): void {
  if (stored + more > EVENTS_PER_RUN) {
    throw new Refusal('throttled', { retryAfter: 86_400, detail: 'this run has reported too many events' });
  }
}
