import { createHash } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/** When wrong answers begin to cost time, and how much. Each further one doubles the wait up to the longest. */
interface Rule {
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

const MINUTE = 60_000;
const RULES = {
  /** One device: a person who mistypes. */
  key: { free: 5, firstMs: MINUTE, longestMs: 60 * MINUTE },
  /**
   * One address: many keys are cheap, addresses are not. Never longer than a minute, because a whole staging room shares
   * one; a pass of eight characters stands against a guess a minute for longer than anybody lives.
   */
  source: { free: 10, firstMs: 15_000, longestMs: MINUTE },
  /** The user, from anywhere: shorter still, so that a stranger cannot shut a user out. */
  user: { free: 20, firstMs: 5_000, longestMs: 15_000 },
  /**
   * Codes of an app have six digits, and are asked for after a right password only: whoever guesses them has stolen that,
   * so they may be shut out for long. A pass or a passkey still opens.
   */
  otp: { free: 5, firstMs: MINUTE, longestMs: 60 * MINUTE },
} as const satisfies Record<string, Rule>;

/** Failures are forgotten after a day without one. */
const MEMORY_MS = 24 * 60 * MINUTE;

/** Who tries, from where, for whom. `name` is what `lockoutName` made of the user name. */
export interface Attempt {
  readonly name: string;
  /** `null` in a browser, which has no device key. */
  readonly jkt: string | null;
  readonly source: string;
  /** Holds the user's pass: strangers cannot lock this one out. */
  readonly holder: boolean;
  /** Codes have counts of their own. */
  readonly factor?: 'otp';
}

/** The same for names that exist and names that do not, and never the text itself: people type passes into it. */
export function lockoutName(userName: string): string {
  return createHash('sha256').update(userName.trim().toLowerCase()).digest('base64url');
}

function countersOf(attempt: Attempt): [string, Rule][] {
  if (attempt.factor === 'otp') return [[`otp ${attempt.name}`, RULES.otp]];
  const own: [string, Rule][] =
    attempt.jkt === null ? [] : [[`key ${attempt.name} ${attempt.jkt}`, RULES.key]];
  if (attempt.holder) return own;
  return [
    ...own,
    [`source ${attempt.name} ${attempt.source}`, RULES.source],
    [`user ${attempt.name}`, RULES.user],
  ];
}

/** How long the next try has to wait after so many wrong ones. */
export function waitAfter(failures: number, rule: Rule): number {
  if (failures < rule.free) return 0;
  return Math.min(rule.firstMs * 2 ** Math.min(failures - rule.free, 30), rule.longestMs);
}

/** Tries that are being hashed right now: without them a hundred at once would all slip under the limit. */
export class Lockout {
  readonly #underway = new Map<string, number>();

  /**
   * Runs `check` unless the way is locked, and counts a wrong answer. Locks are looked at before the slow hash.
   *
   * @param check resolves with whether the answer was right
   * @throws Refusal `method_locked`, `throttled`
   */
  async guard(context: DirectoryContext, attempt: Attempt, check: () => Promise<boolean>): Promise<boolean> {
    const counters = countersOf(attempt);
    await this.#refuseLocked(context, counters);
    for (const [key] of counters) this.#underway.set(key, (this.#underway.get(key) ?? 0) + 1);
    try {
      const right = await check();
      if (right) await this.#forget(context, attempt);
      else await this.#count(context, counters);
      return right;
    } finally {
      for (const [key] of counters) {
        const left = (this.#underway.get(key) ?? 1) - 1;
        if (left === 0) this.#underway.delete(key);
        else this.#underway.set(key, left);
      }
    }
  }

  async #refuseLocked(context: DirectoryContext, counters: [string, Rule][]): Promise<void> {
    const now = context.clock.now();
    const rows = await context.store.db
      .selectFrom('lockouts')
      .selectAll()
      .where(
        'key',
        'in',
        counters.map(([key]) => key),
      )
      .execute();
    const until = Math.max(0, ...rows.map((row) => row.locked_until));
    if (until > now) throw new Refusal('method_locked', { retryAfter: Math.ceil((until - now) / 1000) });
    for (const [key, rule] of counters) {
      const failures =
        rows.find((row) => row.key === key && row.last_failure_at > now - MEMORY_MS)?.failures ?? 0;
      const underway = this.#underway.get(key) ?? 0;
      // The first after a lock may always try; more at once only while there are free tries for all of them.
      if (underway > 0 && failures + underway >= rule.free) throw new Refusal('throttled', { retryAfter: 1 });
    }
  }

  async #count(context: DirectoryContext, counters: [string, Rule][]): Promise<void> {
    const now = context.clock.now();
    await context.store.transaction(async () => {
      for (const [key, rule] of counters) {
        const { db } = context.store;
        const row = await db.selectFrom('lockouts').selectAll().where('key', '=', key).executeTakeFirst();
        const before = row && row.last_failure_at > now - MEMORY_MS ? row.failures : 0;
        const failures = before + 1;
        const values = { failures, locked_until: now + waitAfter(failures, rule), last_failure_at: now };
        await db
          .insertInto('lockouts')
          .values({ key, ...values })
          .onConflict((found) => found.column('key').doUpdateSet(values))
          .execute();
      }
    });
  }

  /** A right answer clears this device and this address (a right code: codes); the user's own count fades by itself. */
  async #forget(context: DirectoryContext, attempt: Attempt): Promise<void> {
    const { name, jkt, source, factor } = attempt;
    const keys = factor === 'otp' ? [`otp ${name}`] : [`key ${name} ${jkt}`, `source ${name} ${source}`];
    await context.store.db.deleteFrom('lockouts').where('key', 'in', keys).execute();
  }
}
