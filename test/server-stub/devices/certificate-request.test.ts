import fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { readCertificateRequest } from '../../../server-stub/devices/certificate-request.ts';
import { x509 } from '../../../server-stub/tls/x509.ts';
import { makeRequest } from './make-request.ts';

const refused = (base64: string, detail: RegExp) =>
  expect(readCertificateRequest(base64)).rejects.toMatchObject({
    slug: 'csr_invalid',
    details: { detail: expect.stringMatching(detail) },
  });

test('key, thumbprint and nonce are read', async () => {
  const { csr, keys } = await makeRequest({ nonce: 'Zm9v' });
  const read = await readCertificateRequest(csr);
  const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
  expect(read.nonce).toBe('Zm9v');
  expect(read.thumbprint).toBe(await calculateJwkThumbprint(jwk as never));
  expect(read.publicJwk).toMatchObject({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y });
});

test('a trailing byte is refused', async () => {
  const { der } = await makeRequest();
  await refused(Buffer.concat([der, Buffer.from([0])]).toString('base64'), /nothing else/);
});

test('a cut request is refused', async () => {
  const { der } = await makeRequest();
  await refused(der.subarray(0, -1).toString('base64'), /nothing else/);
});

test('sloppy base64 is refused', async () => {
  const { csr } = await makeRequest();
  await refused(`${csr}=`, /base64/);
});

test('garbage inside a right length is refused', async () => {
  await refused(Buffer.from([0x30, 3, 1, 2, 3]).toString('base64'), /PKCS#10/);
});

test('a changed subject is refused', async () => {
  const { der } = await makeRequest({ name: 'CN=aaaaaaaa' });
  const at = der.indexOf('aaaaaaaa');
  der.write('b', at);
  await refused(der.toString('base64'), /does not verify/);
});

test('ECDSA with SHA-384 is refused', async () => {
  const { csr } = await makeRequest({ hash: 'SHA-384' });
  await refused(csr, /SHA-256/);
});

test('P-384 is refused', async () => {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, [
    'sign',
    'verify',
  ]);
  await refused((await makeRequest({ keys })).csr, /P-256/);
});

test('RSA is refused', async () => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  await refused((await makeRequest({ keys })).csr, /ECDSA/);
});

test('a request without a nonce is refused', async () => {
  await refused((await makeRequest({ attributes: [] })).csr, /challengePassword/);
});

test('a request with two nonces is refused', async () => {
  const attributes = ['one', 'two'].map((nonce) => new x509.ChallengePasswordAttribute(nonce));
  await refused((await makeRequest({ attributes })).csr, /exactly one/);
});

test('no byte can be changed without a refusal or the same reading', async () => {
  const { der, csr } = await makeRequest();
  const { thumbprint, nonce } = await readCertificateRequest(csr);
  await fc.assert(
    fc.asyncProperty(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bent = Buffer.from(der);
      bent.writeUInt8(bent.readUInt8(at) ^ flip, at);
      const read = await readCertificateRequest(bent.toString('base64')).catch((thrown: unknown) => thrown);
      if (read instanceof Error) expect(read).toBeInstanceOf(Refusal);
      else expect(read).toMatchObject({ thumbprint, nonce });
    }),
    { numRuns: 400 },
  );
});
