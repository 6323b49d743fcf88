import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apply, preview } from '../../../../build/setup/linux/apply.ts';
import { SETUP_STATE } from '../../../../build/setup/linux/journal.ts';
import { freeId, planLinux } from '../../../../build/setup/linux/plan.ts';
import { revert } from '../../../../build/setup/linux/revert.ts';
import { openSite, readMachine } from '../../../../build/setup/linux/site.ts';
import { asRefusal } from '../../../../electron/contract/refusal.ts';
import { Root } from './root.ts';

let root: Root;
let before: string[];
beforeEach(() => {
  root = new Root();
  before = root.picture();
});
afterEach(() => root.discard());

class PowerCut extends Error {}

/** Applies, or reverts, until the n-th fsync; `Infinity`: to the end. Returns how many there were. */
function act(verb: 'apply' | 'revert', cutAt = Number.POSITIVE_INFINITY, force = false): number {
  let count = 0;
  const barrier = () => {
    count += 1;
    if (count === cutAt) throw new PowerCut();
  };
  try {
    const site = openSite(root.folder, { barrier, force });
    if (verb === 'apply') apply(site, planLinux(readMachine(site.root)));
    else revert(site);
  } catch (thrown) {
    if (!(thrown instanceof PowerCut)) throw thrown;
  }
  return count;
}
function slugOf(task: () => unknown): string {
  try {
    task();
    return 'none';
  } catch (thrown) {
    return asRefusal(thrown).slug;
  }
}
const isVerified = () =>
  preview(openSite(root.folder), planLinux(readMachine(root.folder))).every(({ does }) => does === 'nothing');

describe('apply and revert', () => {
  test('everything is there, and then /etc is as it was, byte for byte, mode for mode', () => {
    act('apply');
    expect(isVerified()).toBe(true);
    expect(root.read('/etc/passwd')).toMatch(/^latchkey:x:999:999:.*nologin$/m);
    expect(root.read('/etc/group')).toMatch(/^systemd-network:x:998:\nlatchkey:x:999:\n$/m);
    expect(existsSync(root.at('/etc/systemd/system/latchkey-kiosk.service.d/20-tpm.conf'))).toBe(true);
    expect(root.picture()).not.toEqual(before);
    act('revert');
    expect(root.picture()).toEqual(before);
    expect(existsSync(root.at(SETUP_STATE))).toBe(false);
  });

  test('a second apply changes nothing, nor does a second revert', () => {
    act('apply');
    const applied = root.picture();
    act('apply');
    expect(root.picture()).toEqual(applied);
    act('revert');
    act('revert');
    expect(root.picture()).toEqual(before);
  });

  test('a plan says hashes, modes and owners, and makes nothing', () => {
    const steps = preview(openSite(root.folder), planLinux(readMachine(root.folder)));
    const mine = steps.find(({ path }) => path === '/etc/sysctl.d/60-latchkey.conf');
    expect(mine).toMatchObject({ does: 'make', before: { mode: 0o600 }, after: { mode: 0o644 } });
    expect(steps.every(({ why }) => why !== '')).toBe(true);
    expect(root.picture()).toEqual(before);
    expect(existsSync(root.at(SETUP_STATE))).toBe(false);
  });

  test('a newer package changes its files, and the first original is still what comes back', () => {
    act('apply');
    const site = openSite(root.folder);
    const newer = planLinux(readMachine(root.folder)).map((change) =>
      change.kind === 'file' ? { ...change, content: `${change.content}# newer\n` } : change,
    );
    apply(site, newer);
    expect(root.read('/etc/sysctl.d/60-latchkey.conf')).toContain('# newer');
    act('revert');
    expect(root.picture()).toEqual(before);
  });
});

describe('a power cut', () => {
  test('in an upgrade, once its first change is recorded and not yet made: what is there is still ours', () => {
    act('apply');
    const newer = planLinux(readMachine(root.folder)).map((change) =>
      change.kind === 'file' ? { ...change, content: `${change.content}# newer\n` } : change,
    );
    const barrier = (at: string) => {
      if (at.startsWith('recorded')) throw new Error('no power');
    };
    expect(() => apply(openSite(root.folder, { barrier }), newer)).toThrow('no power');
    expect(preview(openSite(root.folder), newer).filter(({ does }) => does === 'foreign')).toEqual([]);
    expect(revert(openSite(root.folder)).filter(({ did }) => did === 'left')).toEqual([]);
    expect(root.picture()).toEqual(before);
  });

  test('at any fsync of apply and any fsync of revert: both can be done again, and /etc is as it was', () => {
    const cuts = act('apply');
    const backs = act('revert');
    expect(cuts).toBeGreaterThan(60);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: cuts }),
        fc.integer({ min: 1, max: backs }),
        fc.boolean(),
        (cut, back, again) => {
          root.discard();
          root = new Root();
          act('apply', cut);
          if (again) {
            act('apply');
            expect(isVerified()).toBe(true);
          }
          act('revert', back);
          act('revert');
          expect(root.picture()).toEqual(before);
          expect(existsSync(root.at(SETUP_STATE))).toBe(false);
        },
      ),
      { numRuns: process.env.CI === 'true' ? 40 : 6 },
    );
  });

  test('each fsync of apply in turn; outside CI every eighth', () => {
    const cuts = act('apply');
    for (let cut = 1; cut <= cuts; cut += process.env.CI === 'true' ? 1 : 8) {
      root.discard();
      root = new Root();
      act('apply', cut);
      act('revert');
      expect(root.picture(), `cut at ${cut}`).toEqual(before);
    }
  });

  test.each([3, 20, 30])('a real SIGKILL at fsync %i of apply, and one in revert', (at) => {
    const child = (verb: string, n: number) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'killed.ts'), verb, root.folder, String(n)])
        .signal;
    expect(child('apply', at)).toBe('SIGKILL');
    act('apply');
    expect(isVerified()).toBe(true);
    expect(child('revert', at)).toBe('SIGKILL');
    act('revert');
    expect(root.picture()).toEqual(before);
  });

  test('what goes on with a stopped release at the next start is taken back last of all', () => {
    act('apply');
    const link = root.at('/etc/systemd/system/multi-user.target.wants/latchkey-release-resume.service');
    const backs = act('revert');
    for (const cut of [2, Math.floor(backs / 2), backs - 12]) {
      act('apply');
      act('revert', cut);
      expect(readlinkSync(link)).toBe('/etc/systemd/system/latchkey-release-resume.service');
      expect(existsSync(root.at(`${SETUP_STATE}/reverting`)), `cut at ${cut}`).toBe(true);
      act('revert');
      expect(root.picture()).toEqual(before);
    }
  });

  test('half a line at the end of the record was no change', () => {
    act('apply', 10);
    appendFileSync(root.at(`${SETUP_STATE}/journal.jsonl`), 'abcdef {"kind":"fi');
    act('apply');
    act('revert');
    expect(root.picture()).toEqual(before);
  });
});

describe('what somebody else did since', () => {
  test('setup_foreign_change: with one place changed by somebody else apply makes nothing at all', () => {
    act('apply', 30);
    root.put('/etc/systemd/system/latchkey-release.service', '# mine\n');
    const now = root.picture();
    expect(slugOf(() => act('apply'))).toBe('setup_foreign_change');
    expect(root.picture()).toEqual(now);
  });

  test('setup_foreign_change: a file of ours that was edited is named, and written over with --force alone', () => {
    act('apply');
    root.put('/etc/systemd/system/latchkey-release.service', '# mine\n');
    expect(slugOf(() => act('apply'))).toBe('setup_foreign_change');
    expect(root.read('/etc/systemd/system/latchkey-release.service')).toBe('# mine\n');
    act('apply', Number.POSITIVE_INFINITY, true);
    expect(isVerified()).toBe(true);
  });

  test('revert leaves it, says so, keeps the record, and takes the rest back; with --force it too', () => {
    act('apply');
    root.put('/etc/systemd/system/latchkey-release.service', '# mine\n');
    const undone = revert(openSite(root.folder));
    expect(undone.filter(({ did }) => did === 'left').map(({ path }) => path)).toContain(
      '/etc/systemd/system/latchkey-release.service',
    );
    expect(root.picture().filter((line) => !before.includes(line))).toHaveLength(1);
    expect(existsSync(root.at(SETUP_STATE))).toBe(true);
    act('revert', Number.POSITIVE_INFINITY, true);
    expect(root.picture()).toEqual(before);
  });

  test('a user who was added meanwhile stays, and only our line goes', () => {
    act('apply');
    appendFileSync(root.at('/etc/passwd'), 'amal:x:1000:1000::/home/amal:/bin/bash\n');
    act('apply');
    act('revert');
    expect(root.read('/etc/passwd')).toMatch(/nologin\namal:x:1000:1000::\/home\/amal:\/bin\/bash\n$/);
    expect(root.read('/etc/passwd')).not.toContain('latchkey');
    expect(existsSync(root.at(SETUP_STATE))).toBe(false);
  });

  test('a folder that somebody uses by now stays with what is in it', () => {
    act('apply');
    root.put('/etc/latchkey/policy.d/10.json', '{}');
    act('revert');
    expect(
      root
        .picture()
        .filter((line) => !before.includes(line))
        .map((line) => line.split(' ')[0]),
    ).toEqual(['latchkey', 'latchkey/policy.d', 'latchkey/policy.d/10.json']);
    expect(existsSync(root.at(SETUP_STATE))).toBe(false);
  });

  test('kiosk.env that IT wrote is not ours', () => {
    root.put('/etc/latchkey/kiosk.env', 'LATCHKEY_RP_ID=a.example\n', 0o600);
    act('apply');
    act('revert');
    expect(root.read('/etc/latchkey/kiosk.env')).toBe('LATCHKEY_RP_ID=a.example\n');
  });
});

describe('tricks', () => {
  test('setup_path_unsafe: a folder on the way is a link out of the root', () => {
    rmSync(root.at('/etc/sysctl.d'), { recursive: true });
    const outside = `${root.folder}-outside`;
    mkdirSync(outside);
    symlinkSync(outside, root.at('/etc/sysctl.d'));
    expect(slugOf(() => act('apply'))).toBe('setup_path_unsafe');
    expect(existsSync(root.at(SETUP_STATE))).toBe(false);
    rmSync(outside, { recursive: true });
  });

  test('setup_path_unsafe: a folder on the way that anybody may write', () => {
    chmodSync(root.at('/etc/systemd'), 0o777);
    expect(slugOf(() => act('apply'))).toBe('setup_path_unsafe');
  });

  test('a link in place of a file is replaced, never written through', () => {
    const outside = `${root.folder}-victim`;
    writeFileSync(outside, 'theirs');
    rmSync(root.at('/etc/sysctl.d/60-latchkey.conf'));
    symlinkSync(outside, root.at('/etc/sysctl.d/60-latchkey.conf'));
    const linked = root.picture();
    act('apply');
    expect(readFileSync(outside, 'utf8')).toBe('theirs');
    act('revert');
    expect(root.picture()).toEqual(linked);
    rmSync(outside);
  });

  test('setup_path_unsafe: /etc/passwd is a link', () => {
    symlinkSync('/etc/passwd-', root.at('/etc/passwd2'));
    const content = root.read('/etc/passwd');
    const machine = { ...readMachine(root.folder), passwd: content };
    rmSync(root.at('/etc/passwd'));
    symlinkSync('group', root.at('/etc/passwd'));
    expect(slugOf(() => apply(openSite(root.folder), planLinux(machine)))).toBe('setup_path_unsafe');
  });

  test('setup_journal_damaged: nothing is taken back on the word of a record that was changed', () => {
    act('apply');
    const file = root.at(`${SETUP_STATE}/journal.jsonl`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('/etc/passwd', '/etc/shadow'));
    const applied = root.picture();
    expect(slugOf(() => act('revert'))).toBe('setup_journal_damaged');
    expect(root.picture()).toEqual(applied);
  });

  test('setup_journal_damaged: an original that was cut short is not put back', () => {
    act('apply');
    truncateSync(root.at(`${SETUP_STATE}/originals/${originalOf('/etc/passwd')}`), 3);
    expect(slugOf(() => act('revert'))).toBe('setup_journal_damaged');
    expect(root.read('/etc/passwd')).toContain('root:x:0:0');
  });
});

function originalOf(path: string): number {
  return openSite(root.folder).journal.of(path)?.original ?? -1;
}

test('an id that no account has', () => {
  expect(freeId('a:x:999:999::/:\n', 'b:x:998:\n')).toBe(997);
  const all = Array.from({ length: 900 }, (_, index) => `u${index}:x:${index + 100}:\n`).join('');
  expect(() => freeId('', all)).toThrow(RangeError);
});
