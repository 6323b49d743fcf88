import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, readWholeFile, removeFile, replaceFile } from '../../../electron/vault/durable-file.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { tinyDisk } from './tiny-disk.ts';

describe('a durable file', () => {
  it('is replaced whole, is 0600 whatever was there before, and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old and longer', { mode: 0o644 });
    await replaceFile(path, Buffer.from('new'));
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o600]);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is refused, and not waited for, where no folder can be made', async (context) => {
    if (process.platform !== 'linux') return context.skip('not run: /proc is Linux’s');
    await expect(makeFolder('/proc/no/such')).rejects.toMatchObject({ slug: 'state_unwritable' });
  });

  it('does not write through a symbolic link', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'theirs'), 'theirs');
    symlinkSync(join(folder, 'theirs'), join(folder, 'file'));
    await replaceFile(join(folder, 'file'), Buffer.from('ours'));
    expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('theirs');
  });

  it('keeps its old content when the disk is full, and nothing is left beside it', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    const path = join(disk.folder, 'file');
    await replaceFile(path, Buffer.from('old'));
    disk.fill();
    await expect(replaceFile(path, Buffer.alloc(9000))).rejects.toMatchObject({
      slug: 'state_unwritable',
      details: { detail: 'The state folder answered ENOSPC.' },
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(disk.folder).filter((name) => !name.startsWith('ballast'))).toEqual(['file']);
  });

  it('is null when it is not there, and state_unwritable when it cannot be read', async () => {
    const folder = temporaryFolder();
    expect(await readWholeFile(join(folder, 'none'))).toBeNull();
    await expect(readWholeFile(folder)).rejects.toMatchObject({ slug: 'state_unwritable' });
  });

  it('can be removed twice, also from a folder that is not there', async () => {
    const folder = temporaryFolder();
    await replaceFile(join(folder, 'file'), Buffer.alloc(1));
    await removeFile(join(folder, 'file'));
    await removeFile(join(folder, 'file'));
    await removeFile(join(folder, 'none', 'file'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lies in a folder for its owner alone; one that was there keeps its mode', async () => {
    const folder = temporaryFolder();
    await makeFolder(join(folder, 'a', 'b'));
    expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700);
    mkdirSync(join(folder, 'c'), { mode: 0o755 });
    await makeFolder(join(folder, 'c'));
    expect(statSync(join(folder, 'c')).mode & 0o777).toBe(0o755);
  });
});
