import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ensureDeviceAuthority,
  issueDeviceCertificate,
} from '../../../server-stub/devices/certificate-authority.ts';
import { readCertificateRequest } from '../../../server-stub/devices/certificate-request.ts';
import { makeRequest } from './make-request.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const DEVICE = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-devices-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('the certificate names the device, holds its key, chains, and is for clients', async () => {
  const request = await readCertificateRequest((await makeRequest()).csr);
  const authority = await ensureDeviceAuthority(dataDir, NOW);
  const issued = await issueDeviceCertificate(authority, {
    deviceId: DEVICE,
    subjectPublicKey: request.subjectPublicKey,
    now: NOW,
  });
  const [leaf, ca] = issued.chain.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
  expect(leaf!.subject).toBe(`CN=${DEVICE}`);
  expect(leaf!.subjectAltName).toBe(`URI:urn:uuid:${DEVICE}`);
  expect(leaf!.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(leaf!.ca).toBe(false);
  expect(leaf!.checkIssued(ca!) && leaf!.verify(ca!.publicKey)).toBe(true);
  expect(leaf!.publicKey.equals(createPublicKey({ key: request.publicJwk, format: 'jwk' }))).toBe(true);
  expect(leaf!.validFromDate.getTime()).toBe(NOW - 7 * DAY);
  expect(leaf!.validToDate.getTime()).toBe(issued.expiresAt);
});

test('the device CA is kept across starts, readable by its owner alone', async () => {
  const first = await ensureDeviceAuthority(dataDir, NOW);
  const second = await ensureDeviceAuthority(dataDir, NOW + DAY);
  expect(second.certificate.toString('pem')).toBe(first.certificate.toString('pem'));
  expect(statSync(join(dataDir, 'devices', 'authority.pem')).mode & 0o777).toBe(0o600);
});
