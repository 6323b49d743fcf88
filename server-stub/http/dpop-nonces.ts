import { hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../context.ts';

const STEP_MS = 60_000;
/** A nonce is good from two minutes before the minute that it was made for until two minutes after. */
const ACCEPTED = [-2, -1, 0, 1, 2] as const;
const ISSUED = 1;

/**
 * DPoP nonces (RFC 9449 section 8), by the same formula as oidc-provider: clients remember one nonce per origin, and two
 * schemes on one origin would throw each other's nonces out. The secret is new at each start, so that no proof from before
 * a restart (when the memory of used ones is gone) can ride on a nonce.
 */
export class DpopNonces {
  readonly secret: Buffer = randomBytes(32);
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    return this.#compute(ISSUED);
  }

  accepts(nonce: string): boolean {
    const given = Buffer.from(nonce);
    return ACCEPTED.some((offset) => {
      const ours = Buffer.from(this.#compute(offset));
      return ours.length === given.length && timingSafeEqual(ours, given);
    });
  }

  #compute(offset: number): string {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(this.#clock.now() / STEP_MS) + offset));
    return Buffer.from(hkdfSync('sha256', this.secret, step, 'DPoP', 32)).toString('base64url');
  }
}
