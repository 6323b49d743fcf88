import { createPublicKey, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { type DeviceKey, makeDeviceKey } from '../../../electron/device/key.ts';
import {
  checkDeviceCertificate,
  type ExpectedCertificate,
} from '../../../electron/directory/device-certificate.ts';
import {
  ensureDeviceAuthority,
  issueDeviceCertificate,
} from '../../../server-stub/devices/certificate-authority.ts';
import { ensureServerCertificate } from '../../../server-stub/tls/server-certificate.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const YEAR = 365 * 86_400;
const NOW = 1_795_000_000;
const deviceId = randomUUID();

let key: DeviceKey;
beforeAll(async () => {
  key = (await makeDeviceKey()).key;
});

async function issued(change: { deviceId?: string; key?: DeviceKey; now?: number } = {}) {
  const now = (change.now ?? NOW) * 1000;
  const authority = await ensureDeviceAuthority(temporaryFolder(), now);
  const jwk = (change.key ?? key).publicJwk;
  const subjectPublicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({
    format: 'der',
    type: 'spki',
  });
  const request = { deviceId: change.deviceId ?? deviceId, subjectPublicKey, now };
  return (await issueDeviceCertificate(authority, request)).chain;
}

function check(chain: readonly string[], change: Partial<ExpectedCertificate> = {}): string {
  try {
    return checkDeviceCertificate(chain, { deviceId, key, now: NOW, ...change });
  } catch (error) {
    return `${(error as Refusal).slug}: ${(error as Refusal).details.detail}`;
  }
}

const refusedFor = (why: string) => `device_certificate_invalid: ${why}`;

describe('checkDeviceCertificate', () => {
  test('a chain for this device is given back as PEM, leaf first', async () => {
    const pem = check(await issued());
    expect(pem.match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(2);
  });

  test('another key', async () => {
    const other = (await makeDeviceKey()).key;
    expect(check(await issued({ key: other }))).toBe(refusedFor('another key'));
  });

  test('another name', async () => {
    expect(check(await issued({ deviceId: randomUUID() }))).toBe(refusedFor('another device'));
  });

  test('no authority', async () => {
    expect(check((await issued()).slice(0, 1))).toBe(refusedFor('the chain is incomplete'));
    expect(check([])).toBe(refusedFor('the chain is incomplete'));
  });

  test('an authority of the same name with another key', async () => {
    const [leaf = ''] = await issued();
    const [, other = ''] = await issued();
    // Node's checkIssued compares the key identifiers, too; either way it is refused.
    expect(check([leaf, other])).toMatch(/^device_certificate_invalid: the (issuer|signature)/);
  });

  test('the leaf as its own authority', async () => {
    const [leaf = ''] = await issued();
    expect(check([leaf, leaf])).toBe(refusedFor('signed by one that is no authority'));
  });

  test.each([
    ['not valid yet', -30 * 86_400],
    ['has expired', 20 * YEAR],
  ])('%s, in the directory’s time', async (why, later) => {
    expect(check(await issued(), { now: NOW + later })).toBe(refusedFor(why));
  });

  test('a certificate for servers', async () => {
    const { cert, ca } = await ensureServerCertificate({
      dataDir: temporaryFolder(),
      names: [],
      now: NOW * 1000,
    });
    const chain = [cert, ca].map((pem) => pem.replace(/-----.*?-----|\s/g, ''));
    expect(check(chain)).toBe(refusedFor('another key'));
  });

  test.each([
    ['not a certificate', ['AAAA', 'AAAA']],
    ['not a certificate', ['', '']],
  ])('%s', (why, chain) => {
    expect(check(chain)).toBe(refusedFor(why));
  });

  test('something behind the certificate', async () => {
    const [leaf = '', authority = ''] = await issued();
    const longer = Buffer.concat([Buffer.from(leaf, 'base64'), Buffer.from([0])]).toString('base64');
    expect(check([longer, authority])).toBe(refusedFor('more than a certificate'));
  });
});
