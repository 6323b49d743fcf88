import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { makeDeviceKey } from '../../../electron/device/key.ts';
import { makeProof } from '../../../electron/directory/dpop-proof.ts';

const FACTS = {
  method: 'POST',
  url: 'https://directory.example:8443/oauth2/token?a=1#b',
  jti: 'one',
  issuedAt: 1_700_000_000,
};

async function verified(proof: string) {
  const currentDate = new Date(FACTS.issuedAt * 1000);
  return await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'], currentDate });
}

describe('makeProof', () => {
  test('is a signed dpop+jwt over method and URL without query, and nothing more', async () => {
    const { key } = await makeDeviceKey();
    const { payload, protectedHeader } = await verified(await makeProof(key, FACTS));
    expect(payload).toEqual({
      jti: 'one',
      htm: 'POST',
      htu: 'https://directory.example:8443/oauth2/token',
      iat: 1_700_000_000,
    });
    expect(await calculateJwkThumbprint(protectedHeader.jwk ?? {})).toBe(key.thumbprint);
    expect(Object.keys(protectedHeader.jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  test('carries the nonce, and the hash of the token (RFC 9449 7.1)', async () => {
    const { key } = await makeDeviceKey();
    const accessToken = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';
    const { payload } = await verified(await makeProof(key, { ...FACTS, nonce: 'n', accessToken }));
    expect([payload.nonce, payload.ath]).toEqual(['n', 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo']);
  });
});
