/** How many messages one page may send. A person makes a few a minute; a ceremony adds two or three. */
export const BURST = 30;
/** And how fast the allowance grows back. */
export const PER_SECOND = 5;

/** Says whether one more message may pass now. */
export type Allowance = () => boolean;

/**
 * A token bucket. A page that floods the bridge is answered with refusals that cost nothing, so that it cannot keep the
 * flow from its work. `clock` gives milliseconds; set back, it gives nothing and takes nothing.
 */
export function createAllowance(clock: () => number, burst = BURST, perSecond = PER_SECOND): Allowance {
  let tokens = burst;
  let last = clock();
  return () => {
    const now = clock();
    tokens = Math.min(burst, tokens + (Math.max(0, now - last) / 1000) * perSecond);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
