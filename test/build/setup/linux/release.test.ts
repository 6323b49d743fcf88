import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apply } from '../../../../build/setup/linux/apply.ts';
import { SETUP_STATE } from '../../../../build/setup/linux/journal.ts';
import { planLinux } from '../../../../build/setup/linux/plan.ts';
import { KIOSK_STATE, release } from '../../../../build/setup/linux/release.ts';
import { openSite, readMachine } from '../../../../build/setup/linux/site.ts';
import type { Fact } from '../../../../electron/contract/facts.ts';
import { asRefusal } from '../../../../electron/contract/refusal.ts';
import { FIRST_LINK, writeFactLine } from '../../../../electron/journal/fact-lines.ts';
import { Root } from './root.ts';

/* What ends a kiosk for good, run by root: only the journal of the run lets it. */

const AMAL = 1000;
const STARTED: Fact = {
  fact: 'started',
  runId: '0b2f6c1e-8a52-4d1b-9a57-6f6a6d0c7f11',
  keyThumbprint: 'k',
  deviceName: 'NW-1',
  at: 1,
};
const RELEASED: Fact = { fact: 'released', at: 2 };

let root: Root;
let before: string[];
beforeEach((context) => {
  if (process.geteuid?.() !== 0) context.skip('not run: only root may give files to another account');
  root = new Root();
  chmodSync(root.folder, 0o711);
  mkdirSync(root.at('/var/lib'), { recursive: true });
  root.put('/etc/passwd', `${root.read('/etc/passwd')}amal:x:${AMAL}:${AMAL}::/home/amal:/bin/bash\n`);
  before = root.picture();
  apply(openSite(root.folder), planLinux(readMachine(root.folder)));
});
afterEach(() => root?.discard());

/** The state folder as the kiosk's user leaves it. */
function ran(...facts: readonly Fact[]): void {
  let link = FIRST_LINK;
  const lines = facts.map((fact) => {
    const written = writeFactLine(fact, link);
    link = written.link;
    return written.line.toString();
  });
  root.put(`${KIOSK_STATE}/journal`, lines.join(''), 0o600);
  root.put(`${KIOSK_STATE}/vault/key`, 'key', 0o600);
  for (const path of ['', '/journal', '/vault', '/vault/key'])
    chownSync(root.at(KIOSK_STATE + path), 999, 999);
  chmodSync(root.at(KIOSK_STATE), 0o700);
}

const policy = (value: object) => root.put('/etc/latchkey/policy.d/10.json', JSON.stringify(value));
const owners = () =>
  ['', '/journal', '/vault', '/vault/key'].map((path) => lstatSync(root.at(KIOSK_STATE + path)).uid);
const slugOf = (task: Promise<unknown>) =>
  task.then(
    () => 'none',
    (thrown) => asRefusal(thrown).slug,
  );

describe('a run that was released', () => {
  test('its folder is the person’s whom machine policy names, and /etc is as it was', async () => {
    ran(STARTED, RELEASED);
    policy({ handoverUser: 'amal' });
    await release(openSite(root.folder));
    expect(owners()).toEqual(Array(4).fill(AMAL));
    expect(lstatSync(root.at(KIOSK_STATE)).mode & 0o777).toBe(0o700);
    rmSync(root.at('/etc/latchkey'), { recursive: true });
    expect(root.picture()).toEqual(before);
  });

  test('where policy names nobody its folder is root’s: the kiosk’s number is free again', async () => {
    ran(STARTED, RELEASED);
    await release(openSite(root.folder));
    expect(owners()).toEqual([0, 0, 0, 0]);
    expect(root.read('/etc/passwd')).not.toContain('latchkey');
    expect(root.picture()).toEqual(before);
    expect(existsSync(root.at(SETUP_STATE))).toBe(false);
  });

  test.each([1, 2, 9, 30])('killed at fsync %i it goes on from there', async (at) => {
    ran(STARTED, RELEASED);
    const killed = spawnSync(process.execPath, [
      join(import.meta.dirname, 'killed.ts'),
      'release',
      root.folder,
      String(at),
    ]);
    expect(killed.signal).toBe('SIGKILL');
    await release(openSite(root.folder));
    expect(owners()).toEqual([0, 0, 0, 0]);
    expect(root.picture()).toEqual(before);
  });

  test('what somebody else changed is told, and keeps nobody locked in', async () => {
    ran(STARTED, RELEASED);
    root.put('/etc/sysctl.d/60-latchkey.conf', 'kernel.sysrq = 1\n');
    const left = (await release(openSite(root.folder))).filter(({ did }) => did === 'left');
    expect(left.map(({ path }) => path)).toContain('/etc/sysctl.d/60-latchkey.conf');
    expect(existsSync(root.at('/etc/systemd/system/latchkey-kiosk.service'))).toBe(false);
    expect(existsSync(root.at(`${SETUP_STATE}/reverting`))).toBe(false);
  });
});

describe('refused, and nothing is changed', () => {
  let applied: string[];
  beforeEach(() => {
    applied = root.picture();
  });
  afterEach(() => {
    expect(root.picture()).toEqual(applied);
    expect(existsSync(root.at(`${SETUP_STATE}/reverting`))).toBe(false);
  });

  test('release_not_reached: no run at all, and a run that only began', async () => {
    expect(await slugOf(release(openSite(root.folder)))).toBe('release_not_reached');
    ran(STARTED);
    expect(await slugOf(release(openSite(root.folder)))).toBe('release_not_reached');
    expect(owners()).toEqual([999, 999, 999, 999]);
  });

  test('release_not_reached: a second run began after the one that was released', async () => {
    ran(STARTED, RELEASED, { ...STARTED, runId: '6e0a3b0e-3a53-4a0a-8f0c-0a4d1c1d2e3f', at: 3 });
    expect(await slugOf(release(openSite(root.folder)))).toBe('release_not_reached');
  });

  test('the command ends with 3, which its unit does not try again', () => {
    const main = join(import.meta.dirname, '../../../../build/setup/linux/main.ts');
    const { status, stderr } = spawnSync(process.execPath, [main, 'release', '--root', root.folder], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('LK-9260') });
    const unit = root.read('/etc/systemd/system/latchkey-release.service');
    expect(unit).toMatch(/^RestartPreventExitStatus=3$/m);
    // No dead screen: the kiosk that only stopped comes back.
    expect(unit).toMatch(/^OnFailure=latchkey-kiosk\.service$/m);
  });

  test('journal_damaged: one changed byte', async () => {
    ran(STARTED, RELEASED);
    const file = `${KIOSK_STATE}/journal`;
    root.put(file, root.read(file).replace('"at":2', '"at":3'), 0o600);
    expect(await slugOf(release(openSite(root.folder)))).toBe('journal_damaged');
  });

  test('state_unwritable: a folder in the place of the journal', async () => {
    mkdirSync(root.at(`${KIOSK_STATE}/journal`), { recursive: true });
    expect(await slugOf(release(openSite(root.folder)))).toBe('state_unwritable');
  });
});

describe('refused once the run was released: the lock stays until it can be done', () => {
  test('handover_unsafe: a link out of the state folder is given to nobody', async () => {
    ran(STARTED, RELEASED);
    symlinkSync('/etc/shadow', root.at(`${KIOSK_STATE}/vault/other`));
    const shadow = lstatSync('/etc/shadow');
    expect(await slugOf(release(openSite(root.folder)))).toBe('handover_unsafe');
    expect(lstatSync('/etc/shadow').uid).toBe(shadow.uid);
    expect(existsSync(root.at('/etc/systemd/system/latchkey-kiosk.service'))).toBe(true);
  });

  test('handover_user_unknown: an account that is not there', async () => {
    ran(STARTED, RELEASED);
    policy({ handoverUser: 'nobody-here' });
    expect(await slugOf(release(openSite(root.folder)))).toBe('handover_user_unknown');
    policy({ handoverUser: 'amal' });
    await release(openSite(root.folder));
    expect(owners()).toEqual(Array(4).fill(AMAL));
  });

  test('policy_unsafe: a policy that others could have written names nobody', async () => {
    ran(STARTED, RELEASED);
    policy({ handoverUser: 'amal' });
    chmodSync(root.at('/etc/latchkey/policy.d/10.json'), 0o666);
    expect(await slugOf(release(openSite(root.folder)))).toBe('policy_unsafe');
    expect(readFileSync(root.at('/etc/passwd'), 'utf8')).toContain('latchkey');
  });
});
