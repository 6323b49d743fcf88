import { EXITS, SECONDS_BETWEEN_STARTS } from '../../kiosk/restart.ts';
import type { Dict } from './plist.ts';

export const AGENT = 'com.latchkey.kiosk';
export const DAEMON = 'com.latchkey.setup';
/** Where the set-up keeps itself; only root may write there, because launchd runs it as root. */
export const SETUP_FOLDER = '/Library/Application Support/Latchkey Setup';
export const LOG_FOLDER = '/Library/Logs/Latchkey';

/**
 * The kiosk, in the session of whoever signs in. launchd knows two ends only, success and everything else, so exit 3 (abandoned)
 * starts it again: there the technician powers the Mac off. launchd.plist(5).
 */
export function launchAgent(): Dict {
  const leavesAtSuccess = EXITS.some(({ code, does }) => code === 0 && does === 'leave');
  return {
    Label: AGENT,
    ProgramArguments: ['/Applications/Latchkey.app/Contents/MacOS/Latchkey'],
    LimitLoadToSessionType: 'Aqua',
    RunAtLoad: true,
    KeepAlive: { SuccessfulExit: !leavesAtSuccess },
    // Without it launchd would wait ten seconds.
    ThrottleInterval: SECONDS_BETWEEN_STARTS,
    ProcessType: 'Interactive',
    HardResourceLimits: { Core: 0 },
    Umask: 0o077,
    StandardErrorPath: `${LOG_FOLDER}/kiosk.log`,
  };
}

/** Goes on with what a power cut stopped, and takes the set-up back after the release: at each start and each minute. */
export function launchDaemon(): Dict {
  return {
    Label: DAEMON,
    ProgramArguments: ['/bin/sh', `${SETUP_FOLDER}/setup.sh`, 'resume', '--root', '/'],
    RunAtLoad: true,
    StartInterval: 60,
    ProcessType: 'Background',
    HardResourceLimits: { Core: 0 },
    Umask: 0o022,
  };
}
