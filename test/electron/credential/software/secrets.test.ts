import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, handClock, PIN, QUICK, requestOptions, softwareIn, WRONG_PIN } from './setup.ts';

afterEach(() => vi.restoreAllMocks());

/** Every file below a folder, as bytes. */
function contents(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Buffer.concat(files.map((file) => readFileSync(join(file.parentPath, file.name))));
}

/** The ways in which bytes are written down. */
function spellings(secret: Buffer): Buffer[] {
  const texts = (['hex', 'base64', 'base64url'] as const).map((encoding) => secret.toString(encoding));
  return [secret, ...texts.map((text) => Buffer.from(text.replace(/=+$/, '')))];
}

/** Every secret that passes through while the work is done, so that we know what to search for. */
function watchPrivateKeys(): string[] {
  const seen: string[] = [];
  const fill = Buffer.prototype.fill;
  // What the code zeroes is what it holds to be secret: note each value just before it goes.
  vi.spyOn(Buffer.prototype, 'fill').mockImplementation(function (this: Buffer, ...rest) {
    if (rest[0] === 0 && this.length >= 6) seen.push(this.toString('hex'));
    return fill.apply(this, rest as never);
  });
  return seen;
}

describe('secrets of a software credential', () => {
  it('are in no file of the state folder: PIN, private key (PKCS #8 and d), keys derived on the way', async () => {
    const stateDir = temporaryFolder();
    const zeroed = watchPrivateKeys();
    const { id } = await (await softwareIn(stateDir)).create(creationOptions(), PIN);
    await (await softwareIn(stateDir)).assert(requestOptions(), id, PIN);
    const stronger = { ...QUICK, passes: 2 };
    await (await softwareIn(stateDir, { hash: stronger })).assert(requestOptions(), id, PIN);
    vi.restoreAllMocks();

    const secrets = [...zeroed].map((text) => Buffer.from(text, 'hex'));
    const pkcs8Length = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'der',
      type: 'pkcs8',
    }).length;
    const keys = secrets.filter((secret) => secret.length === pkcs8Length);
    expect(keys.length, 'the private key was zeroed after the creation and after both assertions').toBe(3);
    expect(secrets.some((secret) => secret.equals(Buffer.from(PIN.reveal())))).toBe(true);
    // PKCS #8 of a P-256 key: d is the 32 bytes from offset 36 on (RFC 5958, RFC 5915).
    const all = [...secrets, ...keys.map((key) => key.subarray(36, 68))];
    const written = contents(stateDir);
    for (const spelling of all.flatMap(spellings)) expect(written.includes(spelling)).toBe(false);
  });

  it('are in no error, however it is printed', async () => {
    const stateDir = temporaryFolder();
    const clock = handClock();
    const { id } = await (await softwareIn(stateDir)).create(creationOptions(), PIN);
    for (let n = 0; n < 4; n += 1) {
      const error = await (await softwareIn(stateDir, { clock }))
        .assert(requestOptions(), id, WRONG_PIN)
        .catch((refusal) => refusal);
      const printed = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;
      expect(printed).not.toContain(WRONG_PIN.reveal());
      expect(printed).not.toContain(PIN.reveal());
    }
    const weak = await (await softwareIn(stateDir)).create(creationOptions(), WRONG_PIN).catch(String);
    expect(weak).not.toContain(WRONG_PIN.reveal());
  });

  it('lie in files that only their owner can read, in folders that only their owner can enter', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    await (await softwareIn(stateDir)).create(creationOptions(), PIN);
    expect(statSync(stateDir).mode & 0o777).toBe(0o700);
    for (const entry of readdirSync(stateDir, { recursive: true, withFileTypes: true })) {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      expect(mode, entry.name).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
  });

  it('are sealed anew when more is asked of the slow hash, and by nothing else', async () => {
    const stateDir = temporaryFolder();
    const { id } = await (await softwareIn(stateDir)).create(creationOptions(), PIN);
    const folder = join(stateDir, 'credential');
    const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.key'))!);
    const hash = () => JSON.parse(readFileSync(file, 'utf8').split('\n')[1]!).key.hash;
    const before = readFileSync(file);
    await (await softwareIn(stateDir)).assert(requestOptions(), id, PIN);
    expect(readFileSync(file)).toEqual(before);
    const stronger = { ...QUICK, passes: 2 };
    await (await softwareIn(stateDir, { hash: stronger })).assert(requestOptions(), id, PIN);
    expect(hash()).toEqual(stronger);
    await (await softwareIn(stateDir)).assert(requestOptions(), id, PIN);
    expect(hash()).toEqual(stronger);
  });
});
