import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/contract/secret.ts';
import { ARGON2ID } from '../../../../electron/credential/software/slow-hash.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, handClock, PIN, QUICK, requestOptions, softwareIn, WRONG_PIN } from './setup.ts';

const CHILD = new URL('change-pin-once.ts', import.meta.url).pathname;
const NEW_PIN = new Secret('704416');

async function withCredential() {
  const stateDir = temporaryFolder();
  const authenticator = await softwareIn(stateDir);
  const { id } = await authenticator.create(creationOptions(), PIN);
  return { stateDir, authenticator, id };
}

const opens = async (stateDir: string, id: string, pin: Secret) => {
  const authenticator = await softwareIn(stateDir, { clock: handClock(Date.now() / 1000) });
  return authenticator.assert(requestOptions(), id, pin).then(
    () => true,
    (refusal) => refusal.slug,
  );
};

const keyFile = (stateDir: string) => {
  const folder = join(stateDir, 'credential');
  const name = readdirSync(folder).find((file) => file.endsWith('.key'))!;
  return readFileSync(join(folder, name), 'utf8');
};

describe('changing the PIN', () => {
  it('takes the old one: then the new one opens and the old one does not', async () => {
    const { stateDir, authenticator, id } = await withCredential();
    await authenticator.changePin?.(id, PIN, NEW_PIN);
    expect(await opens(stateDir, id, NEW_PIN)).toBe(true);
    expect(await opens(stateDir, id, PIN)).toBe('pin_wrong');
  });

  it('refuses a wrong old PIN, counts it, and changes nothing', async () => {
    const { stateDir, authenticator, id } = await withCredential();
    const before = keyFile(stateDir);
    for (const slug of ['pin_wrong', 'pin_wrong', 'pin_locked']) {
      await expect(authenticator.changePin?.(id, WRONG_PIN, NEW_PIN)).rejects.toMatchObject({ slug });
    }
    await expect(authenticator.changePin?.(id, PIN, NEW_PIN)).rejects.toMatchObject({ slug: 'pin_locked' });
    expect(keyFile(stateDir)).toBe(before);
  });

  it.each([
    ['pin_too_weak', new Secret('123456')],
    ['pin_too_weak', new Secret('12')],
    ['pin_unchanged', PIN],
  ])('refuses with %s, and the old one still opens', async (slug, pin) => {
    const { stateDir, authenticator, id } = await withCredential();
    await expect(authenticator.changePin?.(id, PIN, pin)).rejects.toMatchObject({ slug });
    expect(await opens(stateDir, id, PIN)).toBe(true);
  });

  it('judges the new PIN before it takes a try', async () => {
    const { stateDir, authenticator, id } = await withCredential();
    for (let n = 0; n < 5; n += 1) {
      await expect(authenticator.changePin?.(id, WRONG_PIN, new Secret('111111'))).rejects.toMatchObject({
        slug: 'pin_too_weak',
      });
    }
    expect(await opens(stateDir, id, PIN)).toBe(true);
  });

  it('keeps the same key, and writes neither PIN anywhere', async () => {
    const { stateDir, authenticator, id } = await withCredential();
    await authenticator.changePin?.(id, PIN, NEW_PIN);
    const written = readdirSync(stateDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('');
    expect(written).not.toContain(PIN.reveal());
    expect(written).not.toContain(NEW_PIN.reveal());
  });

  it('brings an outdated hash up to date on the way', async () => {
    const stateDir = temporaryFolder();
    const { id } = await (await softwareIn(stateDir)).create(creationOptions(), PIN);
    const stronger = { ...QUICK, memory: 64 };
    await (await softwareIn(stateDir, { hash: stronger })).changePin?.(id, PIN, NEW_PIN);
    expect(keyFile(stateDir)).toContain('"memory":64');
  });

  it('killed at any instant, exactly one of the two PINs opens', async () => {
    const { stateDir, id } = await withCredential();
    const pins = [PIN, NEW_PIN];
    const seen = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const [from, to] = [pins[0]!, pins[1]!];
      const child = spawn(process.execPath, [CHILD, stateDir, id], { stdio: ['pipe', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      await once(child.stdout, 'data');
      child.stdin.write(`${from.reveal()} ${to.reveal()}\n`);
      await sleep(round * 60);
      child.kill('SIGKILL');
      await exited;
      const answers = [await opens(stateDir, id, from), await opens(stateDir, id, to)];
      expect(
        answers.filter((answer) => answer === true),
        `round ${round}: ${answers}`,
      ).toHaveLength(1);
      if (answers[1] === true) pins.reverse();
      seen.add(String(answers[1]));
    }
    // Both ends were met: the kills came before and after the change.
    expect(seen.size).toBe(2);
  }, 60_000);
});

it('at full cost, the credential is sealed at full cost again', async () => {
  const stateDir = temporaryFolder();
  const authenticator = await softwareIn(stateDir, { hash: ARGON2ID });
  const { id } = await authenticator.create(creationOptions(), PIN);
  await authenticator.changePin?.(id, PIN, NEW_PIN);
  expect(keyFile(stateDir)).toContain(`"memory":${ARGON2ID.name === 'argon2id' ? ARGON2ID.memory : 0}`);
});
