import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openKey, sealKey } from '../../../../electron/credential/software/key-seal.ts';
import { isOutdated, SCRYPT, slowHash } from '../../../../electron/credential/software/slow-hash.ts';
import { QUICK } from './setup.ts';

const PLAIN = Buffer.from('a private key');
const PIN = Buffer.from('482915');
const VAULT_KEY = randomBytes(32);

describe('a sealed key', () => {
  it('opens with PIN and vault key together, and with neither alone', async () => {
    const sealed = await sealKey(PLAIN, QUICK, PIN, VAULT_KEY, 'one');
    expect(await openKey(sealed, PIN, VAULT_KEY, 'one')).toEqual(PLAIN);
    expect(await openKey(sealed, Buffer.from('482916'), VAULT_KEY, 'one')).toBeNull();
    expect(await openKey(sealed, PIN, randomBytes(32), 'one')).toBeNull();
    expect(await openKey(sealed, PIN, VAULT_KEY, 'another')).toBeNull();
  });

  it('is never the same twice', async () => {
    const one = await sealKey(PLAIN, QUICK, PIN, VAULT_KEY, 'one');
    const two = await sealKey(PLAIN, QUICK, PIN, VAULT_KEY, 'one');
    expect(
      [one.salt, one.nonce, one.text].some((part) => [two.salt, two.nonce, two.text].includes(part)),
    ).toBe(false);
  });
});

describe('the slow hash', () => {
  it('is argon2id as RFC 9106 has it', async () => {
    // p=1, t=2, m=64 MiB: vector of phc-winner-argon2 (src/test.c), the reference implementation.
    const hash = { name: 'argon2id', memory: 65_536, passes: 2, parallelism: 1 } as const;
    const tag = await slowHash(hash, Buffer.from('password'), Buffer.from('somesalt'));
    expect(tag.toString('hex')).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('is scrypt as RFC 7914 has it', async () => {
    const hash = { name: 'scrypt', cost: 1024, blockSize: 8, parallelism: 16 } as const;
    const tag = await slowHash(hash, Buffer.from('password'), Buffer.from('NaCl'));
    // RFC 7914, section 12, second vector: its first 32 bytes (the output is a prefix of the longer one).
    expect(tag.toString('hex')).toBe('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162');
  });

  it('is outdated when it asks less of the same hash, and never for being another one', () => {
    expect(isOutdated(QUICK, { ...QUICK, memory: 16 })).toBe(true);
    expect(isOutdated(QUICK, QUICK)).toBe(false);
    expect(isOutdated({ ...QUICK, memory: 16 }, QUICK)).toBe(false);
    expect(isOutdated({ ...SCRYPT, cost: 16 } as never, SCRYPT)).toBe(true);
    expect(isOutdated(QUICK, SCRYPT)).toBe(false);
  });
});
