import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { makeDeviceKey, parseDeviceKey, thumbprintOf } from '../../../electron/device/key.ts';

describe('the device key', () => {
  test('signs what its public half verifies', async () => {
    const { key } = await makeDeviceKey();
    const bytes = Buffer.from('to be signed');
    const signature = await key.sign(bytes);
    expect(signature).toHaveLength(64);
    const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
    expect(verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  test('is the same after it was kept', async () => {
    const { key, pkcs8 } = await makeDeviceKey();
    const again = parseDeviceKey(pkcs8);
    expect([again.publicJwk, again.thumbprint]).toEqual([key.publicJwk, key.thumbprint]);
  });

  test('is known by its RFC 7638 thumbprint', () => {
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
      y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
    } as const;
    // RFC 9449 6.1: the key of its examples and its jkt.
    expect(thumbprintOf(jwk)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
  });

  test('shows nothing private', async () => {
    const { key, pkcs8 } = await makeDeviceKey();
    const shown = inspect(key, { depth: 10, showHidden: true }) + JSON.stringify(key);
    const { d } = JSON.parse(
      JSON.stringify(
        (await import('node:crypto'))
          .createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
          .export({ format: 'jwk' }),
      ),
    ) as { d: string };
    expect(shown).not.toContain(d);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['noise', new Uint8Array(138).fill(7)],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'der', type: 'pkcs8' }),
    ],
    ['another kind', generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })],
  ])('%s is a lost key', (_what, bytes) => {
    let thrown: unknown;
    try {
      parseDeviceKey(new Uint8Array(bytes));
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Refusal).slug).toBe('device_key_lost');
    expect((thrown as Refusal).cause).toBeUndefined();
  });
});
