/** One way for the kiosk to end, and what its supervisor does next. */
export interface ExitRow {
  /** Exit code; `other`: any other code, or a signal. */
  readonly code: number | 'other';
  readonly does: 'leave' | 'restart';
  readonly why: string;
}

/**
 * What every supervisor does when the kiosk ends: systemd (linux/), Shell Launcher and launchd (build/setup/windows and macos) and the
 * preview's own. A test compares the files with this table.
 */
export const EXITS: readonly ExitRow[] = [
  { code: 0, does: 'leave', why: 'the device was released: the credential is proved' },
  { code: 3, does: 'leave', why: 'a technician abandoned the run: the device is not released, and said so' },
  {
    code: 'other',
    does: 'restart',
    why: 'a crash, a kill, a start that failed: the journal knows where to go on',
  },
];

/**
 * Milliseconds that a supervisor waits before it starts the kiosk again. The aim is the screen back within 3 s, start included.
 * Short is safe: a kiosk that cannot start shows why for a minute, and one that dies at once takes a second to get there.
 */
export const RESTART_MS = 200;

/** What launchd has instead: whole seconds between two starts, not after an end. */
export const SECONDS_BETWEEN_STARTS = 1;

/** Pure: is the kiosk started again after this end? */
export function isRestarted(code: number | null): boolean {
  const row = EXITS.find((each) => each.code === code) ?? EXITS.find((each) => each.code === 'other');
  return row?.does !== 'leave';
}
