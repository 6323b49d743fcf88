import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT, DAEMON, LOG_FOLDER, launchAgent, launchDaemon, SETUP_FOLDER } from './launchd.ts';
import { writePlist } from './plist.ts';

/** One file or folder that the set-up makes on a Mac. */
export interface Change {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  readonly content: string;
  /** Octal, as chmod(1) takes it. */
  readonly mode: string;
  /** `first`: taken back only when everything else is. */
  readonly stage: 'first' | 'rest';
  readonly why: string;
}

const SCRIPT = readFileSync(join(import.meta.dirname, 'files', 'setup.sh'), 'utf8');

/**
 * Every change, in the order in which it is made; taken back in the opposite order. First what goes on after a power cut; last what
 * starts the kiosk. Accounts are none of it: the kiosk runs in the session of whoever signs in and keeps the Mac.
 */
export function planMacos(): Change[] {
  const first = { kind: 'file', stage: 'first' } as const;
  const rest = { kind: 'file', stage: 'rest', mode: '644' } as const;
  return [
    {
      ...first,
      path: `${SETUP_FOLDER}/setup.sh`,
      content: SCRIPT,
      mode: '755',
      why: 'this program, where the job finds it',
    },
    {
      ...first,
      path: `/Library/LaunchDaemons/${DAEMON}.plist`,
      content: writePlist(launchDaemon()),
      mode: '644',
      why: 'goes on after a power cut, and takes all this back after the release',
    },
    {
      kind: 'folder',
      path: LOG_FOLDER,
      content: '',
      // launchd opens the log as the person who is signed in; nobody may take another’s away.
      mode: '1777',
      stage: 'rest',
      why: 'the kiosk’s errors, as launchd writes them',
    },
    {
      ...rest,
      path: `/Library/LaunchAgents/${AGENT}.plist`,
      content: writePlist(launchAgent()),
      why: 'starts the kiosk at sign-in, and again after every end but a release',
    },
  ];
}

/** What `setup.sh` reads: one change a line, `kind mode stage path`, tabs between. No path has a tab or a newline in it. */
export function planFile(): string {
  return planMacos()
    .map(({ kind, mode, stage, path }) => [kind, mode, stage, path].join('\t'))
    .join('\n')
    .concat('\n');
}
