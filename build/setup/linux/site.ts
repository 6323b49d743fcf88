import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from './apply.ts';
import { SetupJournal } from './journal.ts';
import type { Barrier } from './place.ts';
import { GREETD_SETTINGS, type Machine } from './plan.ts';

/** Opens the record of a root. @throws Refusal setup_journal_damaged */
export function openSite(root: string, options: { force?: boolean; barrier?: Barrier } = {}): Site {
  const whole = realpathSync(root);
  const { force = false, barrier = () => {} } = options;
  return { root: whole, journal: new SetupJournal(whole, barrier), force, barrier };
}

/** What the plan has to know, read from a root. */
export function readMachine(root: string): Machine {
  const text = (path: string) => {
    const isFile = lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile();
    return isFile ? readFileSync(join(root, path), 'utf8') : null;
  };
  return {
    passwd: text('/etc/passwd'),
    group: text('/etc/group'),
    shadow: text('/etc/shadow'),
    gshadow: text('/etc/gshadow'),
    hasKioskEnv: existsSync(join(root, '/etc/latchkey/kiosk.env')),
    hasDisplayManager:
      lstatSync(join(root, '/etc/systemd/system/display-manager.service'), { throwIfNoEntry: false }) !==
      undefined,
    session: new SetupJournal(root).of(GREETD_SETTINGS) === undefined ? 'systemd' : 'greetd',
  };
}
