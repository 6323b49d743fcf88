import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import { Secret } from '../../../../electron/contract/secret.ts';
import { openVault } from '../../../../electron/vault/open-vault.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { tinyDisk } from '../../vault/tiny-disk.ts';
import { creationOptions, PIN, POLICY, requestOptions, softwareIn } from './setup.ts';

async function withCredential(stateDir = temporaryFolder()): Promise<{ stateDir: string; id: string }> {
  const { id } = await (await softwareIn(stateDir)).create(creationOptions(), PIN);
  return { stateDir, id };
}

/** Every file that belongs to credentials. */
function credentialFiles(stateDir: string): string[] {
  return ['credential', 'vault'].flatMap((folder) =>
    readdirSync(join(stateDir, folder))
      .filter((file) => file !== 'key')
      .map((file) => join(stateDir, folder, file)),
  );
}

describe('a creation is refused', () => {
  const refusal = async (changed: Parameters<typeof creationOptions>[0], pin: Secret | null = PIN) => {
    const authenticator = await softwareIn(temporaryFolder());
    return authenticator.create(creationOptions(changed), pin).catch((error) => error);
  };

  it('for another RP ID, also for a parent domain', async () => {
    for (const id of ['example.org', 'evil.example', 'login.example.org.evil.example']) {
      expect(await refusal({ rp: { id, name: 'x' } })).toMatchObject({ slug: 'profile_mismatch' });
    }
  });

  it('without ES256', async () => {
    const pubKeyCredParams = [{ type: 'public-key' as const, alg: -257 }];
    expect(await refusal({ pubKeyCredParams })).toMatchObject({ slug: 'authenticator_unavailable' });
  });

  it('without a PIN', async () => {
    expect(await refusal({}, null)).toMatchObject({ slug: 'input_missing' });
  });

  it.each([
    ['123', 'too_short'],
    ['12345a', 'not_digits'],
    ['135791', 'simple'],
    ['159753', 'common'],
  ])('with the PIN %s: %s', async (pin, reason) => {
    expect(await refusal({}, new Secret(pin))).toMatchObject({
      slug: 'pin_too_weak',
      details: { detail: reason },
    });
  });

  it('when the directory excludes a credential that is here', async () => {
    const { stateDir, id } = await withCredential();
    const again = (await softwareIn(stateDir)).create(
      creationOptions({ excludeCredentials: [{ type: 'public-key', id }] }),
      PIN,
    );
    await expect(again).rejects.toMatchObject({ slug: 'credential_exists' });
  });

  it('when the disk is full, leaving nothing behind', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    const authenticator = await softwareIn(disk.folder);
    disk.fill();
    await expect(authenticator.create(creationOptions(), PIN)).rejects.toMatchObject({
      slug: 'state_unwritable',
    });
    expect(readdirSync(join(disk.folder, 'credential'))).toEqual([]);
  });
});

describe('a creation that the vault refuses', () => {
  it('leaves no file behind', async () => {
    const stateDir = temporaryFolder();
    const vault = await openVault({ stateDir, prefer: 'file' });
    const locked = { ...vault, set: async () => Promise.reject(new Refusal('vault_locked')) };
    const authenticator = await softwareIn(stateDir, { vault: locked });
    await expect(authenticator.create(creationOptions(), PIN)).rejects.toMatchObject({
      slug: 'vault_locked',
    });
    expect(readdirSync(join(stateDir, 'credential'))).toEqual([]);
  });
});

describe('an assertion is refused', () => {
  it('for another RP ID, another credential, or without a PIN; none of which costs a try', async () => {
    const { stateDir, id } = await withCredential();
    const authenticator = await softwareIn(stateDir);
    const asked = (changed: Parameters<typeof requestOptions>[0], pin: Secret | null = PIN) =>
      authenticator.assert(requestOptions(changed), id, pin);
    for (let n = 0; n < POLICY.attempts + 1; n += 1) {
      await expect(asked({ rpId: 'example.org' })).rejects.toMatchObject({ slug: 'profile_mismatch' });
      const allowCredentials = [{ type: 'public-key' as const, id: 'AAAA' }];
      await expect(asked({ allowCredentials })).rejects.toMatchObject({ slug: 'credential_unknown' });
      await expect(asked({}, null)).rejects.toMatchObject({ slug: 'input_missing' });
    }
    await expect(asked({})).resolves.toBeDefined();
  });

  it('as credential_damaged for an id that was never here', async () => {
    const authenticator = await softwareIn(temporaryFolder());
    await expect(authenticator.assert(requestOptions(), 'AAAA', PIN)).rejects.toMatchObject({
      slug: 'credential_damaged',
    });
  });

  it('as credential_damaged when any of its files is missing or has one byte changed', async () => {
    const { stateDir, id } = await withCredential();
    const authenticator = await softwareIn(stateDir);
    const files = credentialFiles(stateDir);
    expect(files).toHaveLength(3);
    for (const file of files) {
      const whole = readFileSync(file);
      for (const spoil of [
        () => rmSync(file),
        () => writeFileSync(file, whole.with(whole.length >> 1, whole[whole.length >> 1]! ^ 4)),
        () => writeFileSync(file, whole.with(3, whole[3]! ^ 4)),
        () => writeFileSync(file, whole.subarray(0, whole.length >> 1)),
        () => writeFileSync(file, ''),
      ]) {
        spoil();
        const outcome = await authenticator.assert(requestOptions(), id, PIN).catch((error) => error);
        expect(outcome, file).toMatchObject({ slug: 'credential_damaged' });
        writeFileSync(file, whole);
      }
    }
    await expect(authenticator.assert(requestOptions(), id, PIN)).resolves.toBeDefined();
  });

  it('as credential_damaged when its count of tries is replaced by that of another credential', async () => {
    const { stateDir, id } = await withCredential();
    const folder = join(stateDir, 'credential');
    const [mine] = readdirSync(folder).filter((file) => file.endsWith('.tries'));
    await withCredential(stateDir);
    const [other] = readdirSync(folder).filter((file) => file.endsWith('.tries') && file !== mine);
    writeFileSync(join(folder, mine!), readFileSync(join(folder, other!)));
    await expect((await softwareIn(stateDir)).assert(requestOptions(), id, PIN)).rejects.toMatchObject({
      slug: 'credential_damaged',
    });
  });

  it('when the try cannot be counted, the PIN is not judged', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    const { id } = await withCredential(disk.folder);
    disk.readOnly();
    await expect((await softwareIn(disk.folder)).assert(requestOptions(), id, PIN)).rejects.toMatchObject({
      slug: 'state_unwritable',
    });
  });
});

describe('keepOnly', () => {
  it('removes every other credential, from disk and vault, and may be repeated', async () => {
    const { stateDir, id } = await withCredential();
    const { id: orphan } = await withCredential(stateDir);
    const authenticator = await softwareIn(stateDir);
    for (let n = 0; n < 2; n += 1) {
      await authenticator.keepOnly(id);
      expect(credentialFiles(stateDir)).toHaveLength(3);
    }
    await expect(authenticator.assert(requestOptions(), id, PIN)).resolves.toBeDefined();
    await expect(authenticator.assert(requestOptions(), orphan, PIN)).rejects.toMatchObject({
      slug: 'credential_damaged',
    });
    await authenticator.keepOnly(null);
    expect(credentialFiles(stateDir)).toEqual([]);
  });

  it('removes what an interrupted creation left, whatever it got done', async () => {
    const { stateDir } = await withCredential();
    const vault = await openVault({ stateDir, prefer: 'file' });
    for (const part of ['.key', '.sealed']) {
      for (const file of credentialFiles(stateDir)) if (file.endsWith(part)) rmSync(file);
      await (await softwareIn(stateDir, { vault })).keepOnly(null);
      expect(credentialFiles(stateDir)).toEqual([]);
      await withCredential(stateDir);
    }
  });

  it('does nothing in a folder that never held one', async () => {
    await expect((await softwareIn(temporaryFolder())).keepOnly(null)).resolves.toBeUndefined();
  });
});
