import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../../electron/contract/secret.ts';
import {
  authValueOf,
  withoutTrailingZeros,
} from '../../../../../electron/credential/tpm/session/auth-value.ts';
import { cipherFeedback } from '../../../../../electron/credential/tpm/session/cipher-feedback.ts';
import { kdfa, kdfe } from '../../../../../electron/credential/tpm/session/key-derivation.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('AES-128-CFB', () => {
  it('gives the vectors of NIST SP 800-38A, F.3.13', () => {
    const key = hex('2b7e151628aed2a6abf7158809cf4f3c');
    const iv = hex('000102030405060708090a0b0c0d0e0f');
    const plain = hex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51');
    const text = hex('3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b');
    expect(cipherFeedback('encrypt', key, iv, plain)).toEqual(text);
    expect(cipherFeedback('decrypt', key, iv, text)).toEqual(plain);
  });

  it('is what OpenSSL makes, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (plain) => {
        const [key, iv] = [randomBytes(16), randomBytes(16)];
        const cipher = createCipheriv('aes-128-cfb', key, iv);
        const text = Buffer.concat([cipher.update(plain), cipher.final()]);
        expect(cipherFeedback('encrypt', key, iv, plain)).toEqual(text);
        expect(cipherFeedback('decrypt', key, iv, text)).toEqual(Buffer.from(plain));
      }),
    );
  });
});

describe('key derivation', () => {
  it('KDFa is HMAC over counter, label with its NUL, contexts and length', () => {
    const key = Buffer.from('key');
    const block = (counter: string, bits: string) =>
      createHmac('sha256', key)
        .update(hex(counter))
        .update('ATH\0')
        .update(Buffer.from('u'))
        .update(Buffer.from('v'))
        .update(hex(bits))
        .digest();
    const derived = (bits: number) => kdfa(key, 'ATH', Buffer.from('u'), Buffer.from('v'), bits);
    expect(derived(256)).toEqual(block('00000001', '00000100'));
    expect(derived(384)).toEqual(
      Buffer.concat([block('00000001', '00000180'), block('00000002', '00000180').subarray(0, 16)]),
    );
  });

  it('KDFe is a hash over counter, shared secret, label with its NUL and both parties', () => {
    const [z, u, v] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
    const whole = Buffer.concat([hex('00000001'), z, Buffer.from('SECRET\0'), u, v]);
    expect(kdfe(z, 'SECRET', u, v)).toEqual(createHash('sha256').update(whole).digest());
  });
});

describe('the authorization value of a PIN', () => {
  it('has no zeros at its end, wherever the salt leads', () => {
    const salts = Array.from({ length: 2000 }, (_, n) => Buffer.from(String(n)));
    const values = salts.map((salt) => authValueOf(new Secret('482915'), salt));
    expect(values.every((value) => value.at(-1) !== 0)).toBe(true);
    expect(
      values.some((value) => value.length === 31),
      'one that had a zero',
    ).toBe(true);
  });

  it('is the same for the same PIN in another normal form, and at most 32 bytes long', () => {
    const salt = Buffer.alloc(32, 9);
    expect(authValueOf(new Secret('caf\u00e9'), salt)).toEqual(authValueOf(new Secret('cafe\u0301'), salt));
    expect(authValueOf(new Secret('7'.repeat(127)), salt).length).toBeLessThanOrEqual(32);
  });

  it.each([
    ['00', ''],
    ['0100', '01'],
    ['010000', '01'],
    ['0001', '0001'],
    ['', ''],
  ])('%s is seen as %s', (value, seen) => {
    expect(withoutTrailingZeros(hex(value)).toString('hex')).toBe(seen);
  });
});
