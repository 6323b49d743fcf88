import { copyFileSync, cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealedFileVault } from '../../../electron/vault/sealed-file.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { tinyDisk } from './tiny-disk.ts';

const VALUE = Buffer.from('-- the device key --');
const MACHINE = '0123456789abcdef0123456789abcdef';

async function filled(): Promise<string> {
  const folder = join(temporaryFolder(), 'vault');
  await createSealedFileVault(folder, MACHINE).set('device-key', VALUE);
  return folder;
}

describe('the sealed file', () => {
  it('gives back what it was given, to a new instance too, and forgets what it is told to forget', async () => {
    const folder = await filled();
    const vault = createSealedFileVault(folder, MACHINE);
    expect(Buffer.from((await vault.get('device-key'))!)).toEqual(VALUE);
    await vault.set('device-key', Buffer.from('new'));
    expect(Buffer.from((await vault.get('device-key'))!).toString()).toBe('new');
    await vault.delete('device-key');
    await vault.delete('device-key');
    expect(await vault.get('device-key')).toBeNull();
  });

  it('keeps any bytes', async () => {
    const vault = createSealedFileVault(join(temporaryFolder(), 'vault'), null);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (value) => {
        await vault.set('any', value);
        expect(Buffer.from((await vault.get('any'))!)).toEqual(Buffer.from(value));
      }),
      { numRuns: 30 },
    );
  });

  it('lies in files for its owner alone, and shows nothing of the value', async () => {
    const folder = await filled();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const file of ['key', 'device-key.sealed']) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(folder, file)).includes(VALUE)).toBe(false);
    }
  });

  it('refuses every flipped bit and every truncation, as what the caller says was lost', async () => {
    const folder = await filled();
    const path = join(folder, 'device-key.sealed');
    const vault = createSealedFileVault(folder, MACHINE);
    const whole = readFileSync(path);
    for (let bit = 0; bit < whole.length * 8; bit += 5) {
      writeFileSync(path, whole.with(bit >> 3, whole[bit >> 3]! ^ (1 << (bit & 7))));
      await expect(vault.get('device-key')).rejects.toMatchObject({ slug: 'device_key_lost' });
      await expect(vault.get('device-key', 'credential_damaged')).rejects.toMatchObject({
        slug: 'credential_damaged',
      });
    }
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length));
      await expect(vault.get('device-key')).rejects.toMatchObject({ slug: 'device_key_lost' });
    }
  });

  it('refuses an entry that was put in the place of another', async () => {
    const folder = await filled();
    copyFileSync(join(folder, 'device-key.sealed'), join(folder, 'other.sealed'));
    await expect(createSealedFileVault(folder, MACHINE).get('other')).rejects.toMatchObject({
      slug: 'device_key_lost',
    });
  });

  it('refuses on another machine', async () => {
    const folder = await filled();
    const copy = join(temporaryFolder(), 'copy');
    cpSync(folder, copy, { recursive: true });
    await expect(
      createSealedFileVault(copy, MACHINE.replace('0', 'f')).get('device-key'),
    ).rejects.toMatchObject({
      slug: 'device_key_lost',
    });
    // What the comment on it says, no more: whoever has the machine's id as well opens the copy.
    await expect(createSealedFileVault(copy, MACHINE).get('device-key')).resolves.not.toBeNull();
  });

  it('refuses without its key, or with a damaged one, and does not make a new one over it', async () => {
    const folder = await filled();
    const vault = createSealedFileVault(folder, MACHINE);
    const key = readFileSync(join(folder, 'key'));
    writeFileSync(join(folder, 'key'), key.subarray(1));
    await expect(vault.get('device-key')).rejects.toMatchObject({ slug: 'device_key_lost' });
    await expect(vault.set('other', VALUE)).rejects.toMatchObject({ slug: 'device_key_lost' });
    rmSync(join(folder, 'key'));
    await expect(vault.get('device-key')).rejects.toMatchObject({ slug: 'device_key_lost' });
  });

  it('refuses a full disk as state_unwritable and keeps the old value', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    const vault = createSealedFileVault(join(disk.folder, 'vault'), MACHINE);
    await vault.set('device-key', VALUE);
    disk.fill();
    await expect(vault.set('device-key', Buffer.alloc(8192))).rejects.toMatchObject({
      slug: 'state_unwritable',
    });
    expect(Buffer.from((await vault.get('device-key'))!)).toEqual(VALUE);
  });

  it.each(['', '../x', 'A', 'a/b', 'a'.repeat(65)])(
    'takes %j for a mistake of the programmer',
    async (name) => {
      const vault = createSealedFileVault(join(temporaryFolder(), 'vault'), null);
      await expect(vault.get(name)).rejects.toBeInstanceOf(TypeError);
    },
  );
});
