import 'reflect-metadata';
import { ChallengePasswordAttribute, Pkcs10CertificateRequest } from '@peculiar/x509';
import { describe, expect, test } from 'vitest';
import { requestCertificate } from '../../../electron/device/csr.ts';
import { makeDeviceKey } from '../../../electron/device/key.ts';
import { readCertificateRequest } from '../../../server-stub/devices/certificate-request.ts';

describe('requestCertificate', () => {
  test('is what the directory reads: our key, proved, with the nonce', async () => {
    const { key } = await makeDeviceKey();
    const der = await requestCertificate(key, 'bm9uY2U');
    const read = await readCertificateRequest(Buffer.from(der).toString('base64'));
    expect([read.publicJwk, read.thumbprint, read.nonce]).toEqual([key.publicJwk, key.thumbprint, 'bm9uY2U']);
  });

  test('verifies for x509 itself, and carries one attribute', async () => {
    const { key } = await makeDeviceKey();
    const request = new Pkcs10CertificateRequest(new Uint8Array(await requestCertificate(key, 'n')));
    expect(await request.verify()).toBe(true);
    expect(request.subject).toBe('CN=latchkey');
    expect(request.attributes).toHaveLength(1);
    expect(request.attributes[0]).toBeInstanceOf(ChallengePasswordAttribute);
  });

  test('a key that signs something else does not pass', async () => {
    const [{ key }, { key: other }] = [await makeDeviceKey(), await makeDeviceKey()];
    const der = await requestCertificate({ ...key, sign: other.sign }, 'n');
    await expect(readCertificateRequest(Buffer.from(der).toString('base64'))).rejects.toMatchObject({
      slug: 'csr_invalid',
    });
  });
});
