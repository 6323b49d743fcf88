import { networkInterfaces } from 'node:os';

/** Often enough that nobody waits for it, and it costs next to nothing. */
const LOOK_MS = 2_000;

/**
 * Calls back whenever an adapter has won or lost an address: a cable was plugged in, a Wi-Fi was joined, a lease came. Gives back the
 * way to stop. Every system tells such changes in another way; asking every two seconds is the same everywhere.
 */
export function watchAddresses(
  changed: () => void,
  read: () => unknown = networkInterfaces,
  every: number = LOOK_MS,
): () => void {
  let before = JSON.stringify(read());
  const timer = setInterval(() => {
    const now = JSON.stringify(read());
    if (now === before) return;
    before = now;
    changed();
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}
