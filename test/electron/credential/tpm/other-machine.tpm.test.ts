import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND } from '../../../../electron/credential/tpm/wire/constants.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions } from '../software/setup.ts';
import { BusProxy, codeOf } from './proxy.ts';
import { refusalOf, TestTpm, tpmIn } from './setup.ts';

async function withCredential(): Promise<{ tpm: TestTpm; stateDir: string; id: string }> {
  const stateDir = temporaryFolder();
  const tpm = await TestTpm.start();
  const { id } = await tpmIn(stateDir, tpm).create(creationOptions(), PIN);
  return { tpm, stateDir, id };
}

const filesIn = (stateDir: string): string[] => {
  const folder = join(stateDir, 'credential-tpm');
  return readdirSync(folder).map((name) => join(folder, name));
};

/** Changes one field of the credential's record and makes its hash fit, as a clever thief or a very odd disk would. */
function change(stateDir: string, field: string, edit: (bytes: Buffer) => void): void {
  const file = filesIn(stateDir).find((name) => name.endsWith('.key'))!;
  const record = JSON.parse(readFileSync(file, 'utf8').split('\n')[1]!);
  const bytes = Buffer.from(record[field], 'base64url');
  edit(bytes);
  const json = JSON.stringify({ ...record, [field]: bytes.toString('base64url') });
  writeFileSync(file, `${createHash('sha256').update(json).digest('base64url')}\n${json}\n`);
}

const FOREIGN = {
  slug: 'credential_damaged',
  details: { detail: 'The key belongs to another TPM, or this one was cleared since.' },
};

describe('a TPM credential', () => {
  it('refuses on another machine, counts nothing there, and still works at home', async () => {
    const { tpm, stateDir, id } = await withCredential();
    const tries = filesIn(stateDir).map((file) => readFileSync(file));
    const other = await TestTpm.start();
    expect(await refusalOf(tpmIn(stateDir, other).assert(requestOptions(), id, PIN))).toMatchObject(FOREIGN);
    expect(filesIn(stateDir).map((file) => readFileSync(file))).toEqual(tries);
    expect(await other.tool('tpm2_getcap', 'properties-variable')).toMatch(/LOCKOUT_COUNTER: 0x0/);
    await tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN);
  });

  it('refuses on a TPM that was cleared, which can hold a new credential', async () => {
    const { tpm, stateDir, id } = await withCredential();
    await tpm.tool('tpm2_clear', '-c', 'p');
    expect(await refusalOf(tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN))).toMatchObject(FOREIGN);
    const { id: next } = await tpmIn(stateDir, tpm).create(creationOptions(), PIN);
    await tpmIn(stateDir, tpm).assert(requestOptions(), next, PIN);
  });

  it('tells nothing to a listener who puts in the storage key of a TPM of their own', async () => {
    const { tpm, stateDir, id } = await withCredential();
    const theirs = await BusProxy.before(await TestTpm.start());
    await tpmIn(temporaryFolder(), theirs).create(creationOptions(), PIN);
    const isPrimary = (command: Buffer) => codeOf(command) === COMMAND.createPrimary;
    const answer = theirs.exchanges.find(({ command }) => isPrimary(command))!.answer;
    const proxy = await BusProxy.before(tpm, (command) => (isPrimary(command) ? answer : 'pass'));
    expect(await refusalOf(tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN))).toMatchObject(FOREIGN);
    expect(proxy.exchanges.map(({ command }) => codeOf(command))).toEqual([
      COMMAND.createPrimary,
      COMMAND.flushContext,
    ]);
  });

  it('survives changed PCRs, as after a firmware update, and a restart', async () => {
    const { tpm, stateDir, id } = await withCredential();
    for (let pcr = 0; pcr <= 8; pcr += 1)
      await tpm.tool('tpm2_pcrextend', `${pcr}:sha256=${'ab'.repeat(32)}`);
    await tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN);
    await tpm.restart();
    await tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN);
  });

  it.each(['privatePart', 'publicArea'])(
    'says that its %s is damaged, not that the PIN is wrong',
    async (field) => {
      const { tpm, stateDir, id } = await withCredential();
      change(stateDir, field, (bytes) => {
        bytes[40]! ^= 1;
      });
      const refusal = await refusalOf(tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN));
      expect(refusal.slug).toBe('credential_damaged');
      expect(refusal.details.detail).toMatch(/^The key file is damaged \(0x[0-9a-f]{3}\)\.$/);
      expect(await tpm.leftovers()).toEqual([]);
    },
  );

  it('says that it is damaged for every byte of its files that changed, before it asks the TPM', async () => {
    const { stateDir, id } = await withCredential();
    const nowhere = { tcti: `swtpm:path=${stateDir}/none` };
    for (const file of filesIn(stateDir)) {
      const whole = readFileSync(file);
      for (let at = 0; at < whole.length; at += 37) {
        const broken = Buffer.from(whole);
        broken[at]! ^= 1;
        writeFileSync(file, broken);
        const refusal = await refusalOf(tpmIn(stateDir, nowhere).assert(requestOptions(), id, PIN));
        expect(refusal.slug, `${file} at ${at}`).toBe('credential_damaged');
      }
      writeFileSync(file, whole);
    }
    const unbroken = await refusalOf(tpmIn(stateDir, nowhere).assert(requestOptions(), id, PIN));
    expect(unbroken.slug).toBe('authenticator_unavailable');
  });

  it('leaves nothing in the persistent handles and NV indices of the TPM', async () => {
    const { tpm } = await withCredential();
    expect(await tpm.tool('tpm2_getcap', 'handles-persistent')).toBe('');
    expect(await tpm.tool('tpm2_getcap', 'handles-nv-index')).toBe('');
  });
});
