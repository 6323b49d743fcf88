import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  generateKeyPairSync,
  randomBytes,
  scrypt,
} from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';
import type { Secret } from '../contract/secret.ts';
import { readWholeFile } from '../vault/durable-file.ts';
import { keyIdOf, PublicJwk } from './public-key.ts';

const PlainJwk = z.extend(PublicJwk, { d: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) });

/** A key file with a passphrase: the public part in the open, the private one under AES-256-GCM with a key from scrypt. */
const SealedJwk = z.extend(PublicJwk, {
  sealed: z.strictObject({ salt: z.string(), nonce: z.string(), box: z.string() }),
});
const KeyFile = z.union([PlainJwk, SealedJwk]);

/** RFC 7914; 64 MiB and about a third of a second, so that a stolen file costs a guesser something for each try. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const TAG_BYTES = 16;
const slowKey = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

export interface PrivateKey {
  readonly keyId: string;
  readonly public: PublicJwk;
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
}

/** Makes a key pair. `passphrase` `null`: the file itself is the secret. */
export async function makeKeyFile(passphrase: Secret | null): Promise<{ file: unknown; public: PublicJwk }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = PlainJwk.parse(privateKey.export({ format: 'jwk' }));
  const publicJwk = { kty, crv, x, y };
  if (passphrase === null) return { file: { ...publicJwk, d }, public: publicJwk };
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await slowKey(passphrase.reveal(), salt, 32, COST), nonce);
  cipher.setAAD(Buffer.from(keyIdOf(publicJwk)));
  const box = Buffer.concat([
    cipher.update(Buffer.from(d, 'base64url')),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const sealed = {
    salt: salt.toString('base64url'),
    nonce: nonce.toString('base64url'),
    box: box.toString('base64url'),
  };
  return { file: { ...publicJwk, sealed }, public: publicJwk };
}

/** Writes a new file that only its owner can read; one that is there is never overwritten: it may be the only key. */
export async function writeKeyFile(path: string, content: unknown, mode: 0o600 | 0o644): Promise<void> {
  try {
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(`${JSON.stringify(content)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw new Refusal('technician_key_unusable', { detail: `cannot write ${path}` }, thrown);
  }
}

/**
 * @param askPassphrase called only where the file is sealed
 * @throws Refusal technician_key_unusable
 */
export async function readKeyFile(path: string, askPassphrase: () => Promise<Secret>): Promise<PrivateKey> {
  const content = await readWholeFile(path);
  if (content === null) throw new Refusal('technician_key_unusable', { detail: `no file ${path}` });
  const file = parseKeyFile(content);
  const d = 'd' in file ? Buffer.from(file.d, 'base64url') : await unseal(file, await askPassphrase());
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d);
  const whole = `04${Buffer.from(file.x, 'base64url').toString('hex')}${Buffer.from(file.y, 'base64url').toString('hex')}`;
  if (pair.getPublicKey('hex', 'uncompressed') !== whole) {
    throw new Refusal('technician_key_unusable', {
      detail: 'the private and the public part do not belong together',
    });
  }
  const { kty, crv, x, y } = file;
  return { keyId: keyIdOf(file), public: { kty, crv, x, y }, privateKey: d };
}

function parseKeyFile(content: Buffer): z.infer<typeof KeyFile> {
  try {
    return KeyFile.parse(JSON.parse(content.toString()));
  } catch (thrown) {
    throw new Refusal('technician_key_unusable', { detail: 'the file holds no P-256 key' }, thrown);
  }
}

async function unseal(file: z.infer<typeof SealedJwk>, passphrase: Secret): Promise<Buffer> {
  const part = (text: string) => Buffer.from(text, 'base64url');
  const { salt, nonce, box } = file.sealed;
  try {
    const key = await slowKey(passphrase.reveal(), part(salt), 32, COST);
    const decipher = createDecipheriv('aes-256-gcm', key, part(nonce), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(keyIdOf(file)));
    decipher.setAuthTag(part(box).subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(part(box).subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (thrown) {
    throw new Refusal('technician_key_unusable', { detail: 'the passphrase is wrong' }, thrown);
  }
}
