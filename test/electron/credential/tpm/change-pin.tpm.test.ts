import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/contract/secret.ts';
import { authValueOf } from '../../../../electron/credential/tpm/session/auth-value.ts';
import { COMMAND } from '../../../../electron/credential/tpm/wire/constants.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions, WRONG_PIN } from '../software/setup.ts';
import { BusProxy, codeOf } from './proxy.ts';
import { filesIn, refusalOf, TestTpm, tpmIn } from './setup.ts';

const NEW_PIN = new Secret('704416');

async function withCredential() {
  const stateDir = temporaryFolder();
  const tpm = await TestTpm.start();
  await tpm.tool('tpm2_dictionarylockout', '-s', '-n', '32', '-t', '1000', '-l', '1000');
  const { id } = await tpmIn(stateDir, tpm).create(creationOptions(), PIN);
  return { stateDir, tpm, id };
}

type Laptop = Awaited<ReturnType<typeof withCredential>>;

const change = ({ stateDir, tpm, id }: Laptop, from: Secret, to: Secret) =>
  tpmIn(stateDir, tpm).changePin!(id, from, to);

const opens = ({ stateDir, tpm, id }: Laptop, pin: Secret) =>
  tpmIn(stateDir, tpm)
    .assert(requestOptions(), id, pin)
    .then(
      () => true,
      (refusal) => refusal.slug,
    );

function record(stateDir: string): { salt: string; privatePart: string } {
  const name = filesIn(stateDir).find((file) => file.endsWith('.key'))!;
  return JSON.parse(readFileSync(join(stateDir, 'credential-tpm', name), 'utf8').split('\n')[1]!);
}

describe('changing the PIN of a TPM credential', () => {
  it('takes the old one: then the new one opens and the old one does not', async () => {
    const laptop = await withCredential();
    const before = record(laptop.stateDir);
    await change(laptop, PIN, NEW_PIN);
    expect(await opens(laptop, NEW_PIN)).toBe(true);
    expect(await opens(laptop, PIN)).toBe('pin_wrong');
    const after = record(laptop.stateDir);
    expect(after.salt).not.toBe(before.salt);
    expect(after.privatePart).not.toBe(before.privatePart);
    expect(await laptop.tpm.leftovers()).toEqual([]);
  });

  it('refuses a wrong old PIN, counts it, and changes nothing', async () => {
    const laptop = await withCredential();
    const before = record(laptop.stateDir);
    for (const slug of ['pin_wrong', 'pin_wrong', 'pin_locked']) {
      expect((await refusalOf(change(laptop, WRONG_PIN, NEW_PIN))).slug).toBe(slug);
    }
    expect((await refusalOf(change(laptop, PIN, NEW_PIN))).slug).toBe('pin_locked');
    expect(record(laptop.stateDir)).toEqual(before);
  });

  it.each([
    ['pin_too_weak', new Secret('123456')],
    ['pin_unchanged', PIN],
  ])('refuses with %s, and the old one still opens', async (slug, pin) => {
    const laptop = await withCredential();
    expect((await refusalOf(change(laptop, PIN, pin))).slug).toBe(slug);
    expect(await opens(laptop, PIN)).toBe(true);
  });

  it('says nothing about the PIN to somebody who does not know it', async () => {
    const laptop = await withCredential();
    expect((await refusalOf(change(laptop, WRONG_PIN, WRONG_PIN))).slug).toBe('pin_wrong');
  });

  it('is heard by nobody on the bus, and leaves the old PIN when the TPM goes in the middle', async () => {
    const laptop = await withCredential();
    const proxy = await BusProxy.before(laptop.tpm, (command) =>
      codeOf(command) === COMMAND.objectChangeAuth ? 'cut' : 'pass',
    );
    const { slug } = await refusalOf(change({ ...laptop, tpm: proxy as never }, PIN, NEW_PIN));
    expect(slug).toBe('authenticator_unavailable');
    expect(await opens(laptop, PIN)).toBe(true);
    proxy.heed(() => 'pass');
    const before = Buffer.from(record(laptop.stateDir).salt, 'base64url');
    await change({ ...laptop, tpm: proxy as never }, PIN, NEW_PIN);
    const after = Buffer.from(record(laptop.stateDir).salt, 'base64url');
    for (const secret of [authValueOf(PIN, before), authValueOf(NEW_PIN, after), Buffer.from('704416')]) {
      expect(proxy.heard.includes(secret)).toBe(false);
    }
    expect(await opens(laptop, NEW_PIN)).toBe(true);
  });
});
