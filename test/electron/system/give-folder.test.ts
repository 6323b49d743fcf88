import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lockState } from '../../../electron/journal/state-lock.ts';
import { giveFolder } from '../../../electron/system/give-folder.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { tinyDisk } from '../vault/tiny-disk.ts';
import { otherAccount } from './other-account.ts';

const to = otherAccount()!;

/** Where an account that is not ours can get to. */
function stateFolder(): string {
  const above = temporaryFolder();
  chmodSync(above, 0o711);
  const folder = join(above, 'state');
  mkdirSync(join(folder, 'vault'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'journal'), 'facts', { mode: 0o600 });
  writeFileSync(join(folder, 'vault', 'key'), 'key', { mode: 0o600 });
  return folder;
}

const everything = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
];
const owners = (folder: string) => new Set(everything(folder).map((path) => lstatSync(path).uid));

describe('giving the state folder to another account', () => {
  beforeEach((context) => {
    if (to === null) context.skip('not run: only root may give files to another account');
  });

  it('gives all of it, closed to everybody else, and may be repeated', async () => {
    const folder = stateFolder();
    for (const _ of [1, 2]) {
      await giveFolder(folder, to);
      expect(owners(folder)).toEqual(new Set([to.uid]));
      expect(everything(folder).map((path) => statSync(path).gid)).toEqual(Array(4).fill(to.gid));
      expect([statSync(folder).mode & 0o777, statSync(join(folder, 'journal')).mode & 0o777]).toEqual([
        0o700, 0o600,
      ]);
    }
  });

  it('completes what a kill left half done, and what root wrote since', async () => {
    const folder = stateFolder();
    await giveFolder(folder, to);
    chownSync(folder, 0, 0);
    chownSync(join(folder, 'journal'), 0, 0);
    writeFileSync(join(folder, 'settings.json'), '{}', { mode: 0o600 });
    await giveFolder(folder, to);
    expect(owners(folder)).toEqual(new Set([to.uid]));
  });

  it('does not lose the lock of the process that gives', async () => {
    const folder = stateFolder();
    const lock = await lockState(folder);
    await giveFolder(folder, to);
    await expect(lockState(folder)).rejects.toMatchObject({ slug: 'state_in_use' });
    lock.release();
  });

  it.each<[string, RegExp, (folder: string) => void]>([
    [
      'a symbolic link',
      /vault\/link: it is neither/,
      (folder) => symlinkSync('/etc/passwd', join(folder, 'vault/link')),
    ],
    ['a link to a folder', /other: it is neither/, (folder) => symlinkSync('/etc', join(folder, 'other'))],
    [
      'a file with a second name',
      /twin: it has a second name/,
      (folder) => {
        const elsewhere = join(temporaryFolder(), 'file');
        writeFileSync(elsewhere, 'not ours');
        linkSync(elsewhere, join(folder, 'twin'));
      },
    ],
    [
      'a file of a third account',
      /journal: it belongs to a third account/,
      (folder) => chownSync(join(folder, 'journal'), 65_534, 65_534),
    ],
    [
      'a socket',
      /socket: it is neither/,
      (folder) => {
        const server = createServer().listen(join(folder, 'socket'));
        onTestFinished(() => void server.close());
      },
    ],
    ['a folder above that is shut', /may not pass/, (folder) => chmodSync(join(folder, '..'), 0o700)],
  ])('refuses %s, by name, and has changed nothing', async (_, detail, spoil) => {
    const folder = stateFolder();
    spoil(folder);
    const before = owners(folder);
    await new Promise((resolve) => setImmediate(resolve));
    await expect(giveFolder(folder, to)).rejects.toMatchObject({
      slug: 'handover_unsafe',
      details: { detail: expect.stringMatching(detail) },
    });
    expect(owners(folder)).toEqual(before);
  });

  it('refuses what lies on another disk', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    chmodSync(join(disk.folder, '..'), 0o711);
    await expect(giveFolder(join(disk.folder, '..'), to)).rejects.toMatchObject({ slug: 'handover_unsafe' });
  });
});
