import { join, resolve } from 'node:path';
import type { HandoverPort, ReleaseReport } from '../provisioning/ports.ts';
import { makeFolder, readWholeFile, replaceFile } from '../vault/durable-file.ts';
import type { Lock } from './acts.ts';
import { giveFolder } from './give-folder.ts';
import { type KeptSettings, keepSettings } from './kept-settings.ts';
import type { OsUser } from './os-user.ts';

/** Name of the report in the state folder. Other people's scripts read it: only ever add members. */
export const RELEASE_REPORT_FILE = 'release-report.json';

export interface HandoverOptions {
  readonly stateDir: string;
  /** What day two has to know; asked at the release. */
  readonly settings?: () => KeptSettings;
  /** Who gets the state folder; `null` (default): it stays with the account that ran the agent. */
  readonly handTo?: OsUser | null;
  /** Does the system helper give it away after the session? Then it is only made ready here. */
  readonly byHelper?: boolean;
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
  /** The account that the state folder was given to, or gets when the session ends; absent where it stayed. */
  readonly handedTo?: { readonly user: string; readonly uid: number };
}

/** Copy of the directory's CA: the file that the run was given may be one that only root reads. */
const CA_FILE = 'directory-ca.pem';

/**
 * The end of a run on this machine: the report (0600, written whole or not at all), then the lock. In that order, because a
 * device that is open without a report is one nobody can account for, and one with a report that is still shut opens at the
 * next start. In between the state folder goes to the account that machine policy names (`giveFolder`).
 *
 * Safe to repeat: the same report is written again and the lock is told again.
 * @throws Refusal state_unwritable, handover_unsafe
 */
export function createHandover(options: HandoverOptions): HandoverPort {
  const { stateDir, settings, handTo = null, byHelper = false, lock = 'none', liftLock } = options;
  if (lock !== 'none' && liftLock === undefined) throw new TypeError('a real lock needs liftLock');
  return {
    async release(report) {
      const handedTo = handTo === null ? {} : { handedTo: { user: handTo.name, uid: handTo.uid } };
      const written: WrittenReport = { version: 1, ...report, lock, ...handedTo };
      await makeFolder(stateDir);
      if (settings) await keepSettings(stateDir, await reachable(settings(), stateDir, handTo));
      await replaceFile(
        join(stateDir, RELEASE_REPORT_FILE),
        Buffer.from(`${JSON.stringify(written, null, 2)}\n`),
      );
      if (handTo !== null && !byHelper) await giveFolder(stateDir, handTo);
      await liftLock?.();
    },
  };
}

/** The settings as the new owner can use them. */
async function reachable(
  settings: KeptSettings,
  stateDir: string,
  handTo: OsUser | null,
): Promise<KeptSettings> {
  if (handTo === null || settings.caFile === null) return settings;
  const kept = join(resolve(stateDir), CA_FILE);
  const ca = await readWholeFile(settings.caFile);
  // Resumed after a kill: the copy is what the settings name already, and nothing else is left to copy.
  if (ca !== null) await replaceFile(kept, ca);
  return { ...settings, caFile: kept };
}
