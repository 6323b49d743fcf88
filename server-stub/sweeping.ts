import { writeCheckpointNowAndThen } from './audit/checkpoints.ts';
import type { DirectoryContext } from './context.ts';
import { logFailure } from './http/log-failure.ts';
import { lapseReservations } from './passes/lapse.ts';
import { sweepEnded } from './store/sweep.ts';

const EVERY_MS = 30_000;

/**
 * Lapses reservations and deletes what has ended, now and then. Nothing waits for it: every look judges time by itself.
 *
 * @returns how to stop; resolves when a sweep that is under way has ended
 */
export function startSweeping(context: DirectoryContext): () => Promise<void> {
  let underway = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      await lapseReservations(context);
      await sweepEnded(context.store, context.clock.now());
      await writeCheckpointNowAndThen(context);
    } catch (thrown) {
      logFailure(context.log, 'sweep failed', thrown);
    }
  };
  const timer = setInterval(() => {
    underway = underway.then(sweep);
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underway;
  };
}
