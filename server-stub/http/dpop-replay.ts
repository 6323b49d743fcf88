/** A proof is remembered for as long as it could be accepted: the window for `iat`, or the life of a nonce. */
const REMEMBERED_MS = 10 * 60_000;
const MOST = 500_000;

/**
 * Which DPoP proofs have been used (RFC 9449 section 11.1). Memory is enough for one process: proofs from before the
 * start are refused by their `iat`, and nonces do not survive a restart.
 */
export class DpopReplay {
  readonly startedAt: number;
  readonly #seen = new Map<string, number>();

  /** @param startedAt milliseconds since 1970: proofs that claim to be older need a nonce */
  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** @returns whether this is the first time; it is counted as used either way. */
  firstUse(jkt: string, jti: string, now: number): boolean {
    this.#forget(now);
    const key = `${jkt} ${jti}`;
    if (this.#seen.has(key)) return false;
    this.#seen.set(key, now + REMEMBERED_MS);
    return true;
  }

  /** Entries are in the order of their end, so forgetting stops at the first that still counts. */
  #forget(now: number): void {
    for (const [key, endsAt] of this.#seen) {
      if (endsAt > now && this.#seen.size <= MOST) return;
      this.#seen.delete(key);
    }
  }
}
