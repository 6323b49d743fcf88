import type { App } from 'electron';
import { MAX_RELAUNCHES, relaunchArguments, relaunchCount } from './crashes.ts';

/** The events of the process that this file listens to. */
interface Fatal {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/** Only the kind of error: its text could quote what somebody typed. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/**
 * An error that nobody caught leaves the process in an unknown state, so it ends and starts again; the journal knows where
 * to go on. Without this, Electron would show a dialog with the stack on top of the kiosk.
 */
export function installFatal(given: {
  readonly process: Fatal;
  readonly app: Pick<App, 'relaunch' | 'exit'>;
  readonly argv: readonly string[];
  readonly noticed: (kind: string) => void;
}): void {
  let ending = false;
  function end(error: unknown): void {
    // Ending can fail as well; once is enough.
    if (ending) return;
    ending = true;
    given.noticed(kindOf(error));
    if (relaunchCount(given.argv) < MAX_RELAUNCHES)
      given.app.relaunch({ args: relaunchArguments(given.argv) });
    given.app.exit(1);
  }
  given.process.on('uncaughtException', end);
  given.process.on('unhandledRejection', end);
}
