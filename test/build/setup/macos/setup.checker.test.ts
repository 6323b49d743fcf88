import { appendFileSync, chmodSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planMacos } from '../../../../build/setup/macos/plan.ts';
import { FIRST_LINK, writeFactLine } from '../../../../electron/journal/fact-lines.ts';
import { Mac } from './mac.ts';

/* The script itself, by a POSIX shell, in a folder that stands for a Mac’s disk. launchctl is called on a real Mac only. */

const AGENT = '/Library/LaunchAgents/com.latchkey.kiosk.plist';
const DAEMON = '/Library/LaunchDaemons/com.latchkey.setup.plist';
const STATE = '/private/var/db/latchkey-setup';

let mac: Mac;
let before: string[];
beforeEach(() => {
  mac = new Mac();
  before = mac.picture();
});
afterEach(() => mac.discard());

describe('apply and revert', () => {
  test('everything is there, and then all is as it was, byte for byte, mode for mode', () => {
    expect(mac.run('verify').status).toBe(1);
    expect(mac.run('apply')).toMatchObject({ status: 0 });
    expect(mac.run('verify')).toMatchObject({ status: 0 });
    expect(readFileSync(mac.at(AGENT), 'utf8')).toContain('<string>com.latchkey.kiosk</string>');
    expect(mac.run('apply').said).not.toContain('make');
    expect(mac.run('revert')).toMatchObject({ status: 0 });
    expect(mac.picture()).toEqual(before);
    expect(mac.has(STATE)).toBe(false);
    expect(mac.run('revert')).toEqual({ status: 0, said: '' });
  });

  test('a plan says every change and makes none', () => {
    const { status, said } = mac.run('plan');
    expect(status).toBe(0);
    expect(said.trim().split('\n')).toEqual(planMacos().map(({ path }) => `make\t${path}`));
    expect(mac.picture()).toEqual(before);
    expect(mac.has(STATE)).toBe(false);
  });

  test('wrong arguments are 2, / is for a Mac only, and without its plan it makes nothing', () => {
    expect(mac.run('undo').status).toBe(2);
    expect(mac.run('apply', '--what').status).toBe(2);
    if (process.platform !== 'darwin') expect(mac.run('plan', '--root', '/')).toMatchObject({ status: 1 });
    rmSync(join(mac.setup, 'plan'));
    for (const verb of ['plan', 'apply', 'verify'])
      expect(mac.run(verb)).toMatchObject({ status: 1, said: expect.stringContaining('no plan') });
    expect(mac.picture()).toEqual(before);
  });
});

describe('a power cut', () => {
  test('at a change of apply, and at one of revert: both can be done again, and all is as it was', () => {
    let cuts = 0;
    // Steps that share no factor with the number of changes, so that in the long run each is met.
    for (let at = 2; ; at += process.env.CI === 'true' ? 11 : 29) {
      mac.discard();
      mac = new Mac();
      const wasKilled = mac.kill('apply', at);
      if (at % 2 === 0) expect(mac.run('apply'), `apply after ${at}`).toMatchObject({ status: 0 });
      mac.kill('revert', at - 1);
      expect(mac.run('revert'), `revert after ${at}`).toMatchObject({ status: 0 });
      expect(mac.picture(), `cut at ${at}`).toEqual(before);
      expect(mac.has(STATE)).toBe(false);
      if (!wasKilled) break;
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(1);
  });

  test('a newer set-up changes its files; cut before the file, the older one is known as ours, and the first original comes back', () => {
    mac.run('apply');
    const older = readFileSync(mac.at(AGENT), 'utf8');
    mac.renew();
    expect(mac.run('verify').status).toBe(1);
    mac.run('apply');
    expect(readFileSync(mac.at(AGENT), 'utf8')).toContain('newer');
    // What the disk has when the power goes between the two.
    mac.put(AGENT, older);
    expect(entryOf(AGENT).match(/^after=/gm)).toHaveLength(2);
    expect(mac.run('plan').said).toContain(`make\t${AGENT}`);
    expect(mac.run('revert').status).toBe(0);
    expect(mac.picture()).toEqual(before);
  });

  test('launchd goes on with a revert that was stopped, and the job for it goes last of all', () => {
    mac.run('apply');
    expect(mac.kill('revert', 4)).toBe(true);
    expect(mac.has(DAEMON)).toBe(true);
    expect(mac.resume().status).toBe(0);
    expect(mac.picture()).toEqual(before);
  });
});

describe('the release', () => {
  const FOLDER = '/Users/amal/Library/Application Support/Latchkey';
  /** As the kiosk writes it: the report first, the fact last. */
  const release = (at: number) => {
    mac.put(`${FOLDER}/release-report.json`, `{"version":1,"releasedAt":${at}}`);
    const { line } = writeFactLine({ fact: 'released', at }, FIRST_LINK);
    mac.put(`${FOLDER}/journal`, line.toString());
  };

  test('nothing happens before the release is finished, and then all is taken back', () => {
    mac.run('apply');
    const applied = mac.picture();
    expect(mac.resume()).toEqual({ status: 0, said: '' });
    expect(mac.picture()).toEqual(applied);
    mac.put(`${FOLDER}/release-report.json`, '{"version":1}');
    expect(mac.resume()).toEqual({ status: 0, said: '' });
    expect(mac.run('verify').status).toBe(0);
    release(1);
    expect(mac.resume().status).toBe(0);
    expect(mac.has(AGENT)).toBe(true);
    expect(mac.picture().filter((line) => !/Users\/amal\/Library\/App/.test(line))).toEqual(before);
  });

  test('the report of an earlier release is none of this set-up, whatever the clock says', () => {
    release(1);
    mac.run('apply');
    mac.resume();
    expect(mac.run('verify').status).toBe(0);
    release(2);
    mac.resume();
    expect(mac.has(DAEMON)).toBe(false);
  });
});

describe('what somebody else did since', () => {
  test('LK-9220: with one file changed apply makes nothing at all, and with --force it does', () => {
    mac.run('apply');
    mac.put(AGENT, 'theirs');
    const now = mac.picture();
    expect(mac.run('apply')).toMatchObject({ status: 1, said: expect.stringContaining('LK-9220') });
    expect(mac.picture()).toEqual(now);
    expect(mac.run('apply', '--force').status).toBe(0);
    expect(mac.run('verify').status).toBe(0);
  });

  test('revert leaves it, says so, keeps the record and the job, and takes the rest back; with --force it too', () => {
    mac.run('apply');
    mac.put(AGENT, 'theirs');
    expect(mac.run('revert')).toMatchObject({ status: 1, said: expect.stringContaining(`left\t${AGENT}`) });
    expect(mac.has(DAEMON)).toBe(true);
    expect(mac.has('/Library/Logs/Latchkey')).toBe(false);
    expect(mac.run('revert', '--force').status).toBe(0);
    expect(mac.picture()).toEqual(before);
  });

  test('the log that the kiosk wrote stays, and is no reason to go on', () => {
    mac.run('apply');
    mac.put('/Library/Logs/Latchkey/kiosk.log', 'a line\n');
    expect(mac.run('revert').status).toBe(0);
    expect(mac.picture().filter((line) => !line.includes('Logs/Latchkey'))).toEqual(before);
    expect(mac.has(STATE)).toBe(false);
  });
});

describe('tricks', () => {
  test('LK-9221: a folder on the way is a link out of the root', () => {
    mac.link('/Library/LaunchDaemons', '/tmp');
    expect(mac.run('apply')).toMatchObject({ status: 1, said: expect.stringContaining('LK-9221') });
    expect(mac.has(`${STATE}/record`)).toBe(false);
  });

  test('LK-9221: a folder on the way that others may write', () => {
    chmodSync(mac.at('/Library/Application Support'), 0o777);
    expect(mac.run('apply')).toMatchObject({ status: 1, said: expect.stringContaining('LK-9221') });
  });

  test('a link in place of a file is replaced, never written through, and comes back as it was', () => {
    mac.put('/victim', 'theirs');
    mac.link(AGENT, mac.at('/victim'));
    const linked = mac.picture();
    expect(mac.run('apply').status).toBe(0);
    expect(readFileSync(mac.at('/victim'), 'utf8')).toBe('theirs');
    expect(mac.run('revert').status).toBe(0);
    expect(mac.picture()).toEqual(linked);
    expect(readlinkSync(mac.at(AGENT))).toBe(mac.at('/victim'));
  });

  test('LK-9222: nothing is taken back on the word of a record, or of an original, that was changed', () => {
    mac.run('apply');
    const original = mac.at(`${STATE}/originals/${fileOf(AGENT).slice(-4)}`);
    const content = readFileSync(original);
    appendFileSync(original, 'more');
    expect(mac.run('revert')).toMatchObject({ status: 1, said: expect.stringContaining('LK-9222') });
    expect(readFileSync(mac.at(AGENT), 'utf8')).toContain('com.latchkey.kiosk');
    writeFileSync(original, content);
    writeFileSync(
      fileOf(DAEMON),
      readFileSync(fileOf(DAEMON), 'utf8').replace('LaunchDaemons', 'LaunchAgents'),
    );
    const applied = mac.picture();
    expect(mac.run('revert')).toMatchObject({ status: 1, said: expect.stringContaining('LK-9222') });
    expect(mac.picture()).toEqual(applied);
  });

  test('LK-9202: two at once', () => {
    mac.put('/private/var/run/latchkey-setup', `${process.pid}\n`);
    expect(mac.run('apply')).toMatchObject({ status: 1, said: expect.stringContaining('LK-9202') });
    // Whoever had it is dead.
    mac.put('/private/var/run/latchkey-setup', '');
    expect(mac.run('revert').status).toBe(0);
  });
});

function fileOf(path: string): string {
  const numbers = Array.from({ length: 9 }, (_, index) => mac.at(`${STATE}/record/000${index + 1}`));
  const found = numbers.find(
    (file) => mac.has(file.slice(mac.folder.length)) && readFileSync(file, 'utf8').includes(`path=${path}\n`),
  );
  if (found === undefined) throw new RangeError(path);
  return found;
}

function entryOf(path: string): string {
  return readFileSync(fileOf(path), 'utf8');
}
