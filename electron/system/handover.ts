import { join } from 'node:path';
import type { HandoverPort, ReleaseReport } from '../provisioning/ports.ts';
import { makeFolder, replaceFile } from '../vault/durable-file.ts';
import type { Lock } from './acts.ts';
import { type KeptSettings, keepSettings } from './kept-settings.ts';

/** Name of the report in the state folder. Other people's scripts read it: only ever add members. */
export const RELEASE_REPORT_FILE = 'release-report.json';

export interface HandoverOptions {
  readonly stateDir: string;
  /** What day two has to know; asked at the release. */
  readonly settings?: () => KeptSettings;
  /** What keeps the machine in the flow. `none` (default) for the terminal and the preview, which never locked anything. */
  readonly lock?: Lock;
  /** Lifts a lock that is real; may be called again after a crash, and must then do nothing more. */
  readonly liftLock?: () => Promise<void>;
}

/** What lies in the report besides what the flow knows. */
export interface WrittenReport extends ReleaseReport {
  readonly version: 1;
  /**
   * What had kept the machine in the flow. `none`: this host locks nothing, so release lifted nothing, and nobody may read
   * this report as proof that the device had been locked down.
   */
  readonly lock: Lock;
}

/**
 * The end of a run on this machine: the report (0600, written whole or not at all), then the lock. In that order, because a
 * device that is open without a report is one nobody can account for, and one with a report that is still shut opens at the
 * next start. The state folder stays with the user who ran the agent; handing it to another one is not built yet.
 *
 * Safe to repeat: the same report is written again and the lock is told again.
 * @throws Refusal state_unwritable
 */
export function createHandover(options: HandoverOptions): HandoverPort {
  const { stateDir, settings, lock = 'none', liftLock } = options;
  if (lock !== 'none' && liftLock === undefined) throw new TypeError('a real lock needs liftLock');
  return {
    async release(report) {
      const written: WrittenReport = { version: 1, ...report, lock };
      await makeFolder(stateDir);
      if (settings) await keepSettings(stateDir, settings());
      await replaceFile(
        join(stateDir, RELEASE_REPORT_FILE),
        Buffer.from(`${JSON.stringify(written, null, 2)}\n`),
      );
      await liftLock?.();
    },
  };
}
