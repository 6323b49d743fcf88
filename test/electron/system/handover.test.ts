import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHandover, RELEASE_REPORT_FILE } from '../../../electron/system/handover.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { tinyDisk } from '../vault/tiny-disk.ts';

const REPORT = {
  runId: '0b7e6f4e-6a52-4c62-9b0f-3f2f5d1f8a11',
  deviceId: 'd1',
  deviceName: 'LK-4711',
  userPrincipalName: 'ada@example.org',
  credentialId: 'c1',
  authenticator: 'software',
  releasedAt: 1_795_000_050,
} as const;

describe('the hand-over', () => {
  it('writes the report, for its owner alone, and says that nothing was locked', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    await createHandover({ stateDir }).release(REPORT);
    const path = join(stateDir, RELEASE_REPORT_FILE);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      ...REPORT,
      lock: 'none',
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('may be repeated: the same report, nothing left beside it', async () => {
    const stateDir = temporaryFolder();
    const handover = createHandover({ stateDir });
    await handover.release(REPORT);
    const first = readFileSync(join(stateDir, RELEASE_REPORT_FILE));
    await handover.release(REPORT);
    expect(readFileSync(join(stateDir, RELEASE_REPORT_FILE))).toEqual(first);
    expect(readdirSync(stateDir)).toEqual([RELEASE_REPORT_FILE]);
  });

  it('makes ready what the system helper gives away: told in the report, and still ours', async () => {
    const stateDir = temporaryFolder();
    const handTo = { name: 'amal', uid: 54_321, gid: 54_321 };
    await createHandover({ stateDir, handTo, byHelper: true }).release(REPORT);
    const written = JSON.parse(readFileSync(join(stateDir, RELEASE_REPORT_FILE), 'utf8'));
    expect(written.handedTo).toEqual({ user: 'amal', uid: 54_321 });
    expect(statSync(stateDir).uid).toBe(process.getuid?.());
  });

  it('lifts a real lock after the report is there', async () => {
    const stateDir = temporaryFolder();
    const seen: string[][] = [];
    const handover = createHandover({
      stateDir,
      lock: 'os-session',
      liftLock: async () => void seen.push(readdirSync(stateDir)),
    });
    await handover.release(REPORT);
    expect(seen).toEqual([[RELEASE_REPORT_FILE]]);
    expect(JSON.parse(readFileSync(join(stateDir, RELEASE_REPORT_FILE), 'utf8')).lock).toBe('os-session');
  });

  it('does not lift the lock when the report cannot be written', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    disk.fill();
    let lifted = false;
    const handover = createHandover({
      stateDir: disk.folder,
      lock: 'os-session',
      liftLock: async () => {
        lifted = true;
      },
    });
    await expect(handover.release(REPORT)).rejects.toMatchObject({ slug: 'state_unwritable' });
    expect(lifted).toBe(false);
  });

  it('cannot claim a lock that it has no way to lift', () => {
    expect(() => createHandover({ stateDir: '/nowhere', lock: 'os-session' })).toThrow(TypeError);
  });
});
