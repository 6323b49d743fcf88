import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureServerCertificate } from '../../../server-stub/tls/server-certificate.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12);
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-tls-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const ensure = (now = NOW, names: string[] = []) => ensureServerCertificate({ dataDir, names, now });

test('a client that trusts the CA file gets through on localhost', async () => {
  const { key, cert, ca } = await ensure(Date.now());
  const server = createServer({ key, cert }, (_request, response) => response.end('here'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    for (const host of ['localhost', '127.0.0.1']) {
      const status = await new Promise((done, fail) => {
        get({ host, port, ca, family: 4 }, (response) => done(response.resume().statusCode)).on(
          'error',
          fail,
        );
      });
      expect(status).toBe(200);
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('names, purpose, chain and backdating are as the design says', async () => {
  const made = await ensure(NOW, ['directory.example', '192.0.2.7']);
  const leaf = new X509Certificate(made.cert);
  const ca = new X509Certificate(made.ca);
  expect(leaf.subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:directory.example, IP Address:192.0.2.7',
  );
  expect(leaf.ca).toBe(false);
  expect(ca.ca).toBe(true);
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(leaf.checkIssued(ca) && leaf.verify(ca.publicKey) && ca.verify(ca.publicKey)).toBe(true);
  expect(leaf.validFromDate.getTime()).toBe(NOW - 7 * DAY);
  expect(ca.validFromDate.getTime()).toBe(NOW - 7 * DAY);
});

test('a second start keeps both', async () => {
  const first = await ensure();
  expect(await ensure(NOW + DAY)).toEqual(first);
});

test('near its end the server certificate is renewed and the CA is kept', async () => {
  const first = await ensure();
  const second = await ensure(NOW + 121 * DAY);
  expect(second.cert).not.toBe(first.cert);
  expect(second.ca).toBe(first.ca);
});

test('a new public name gives a new certificate under the same CA', async () => {
  const first = await ensure();
  const second = await ensure(NOW, ['directory.example']);
  expect(second.cert).not.toBe(first.cert);
  expect(second.ca).toBe(first.ca);
  expect(await ensure(NOW, [])).toEqual(second);
});

test('keys are readable by their owner alone and no draft is left', async () => {
  await ensure();
  const folder = join(dataDir, 'tls');
  expect(readdirSync(folder).sort()).toEqual(['authority.pem', 'ca.pem', 'server.pem']);
  expect(statSync(join(folder, 'authority.pem')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'server.pem')).mode & 0o777).toBe(0o600);
});

test('a damaged authority stops the start instead of replacing what every agent trusts', async () => {
  await ensure();
  writeFileSync(join(dataDir, 'tls', 'authority.pem'), 'damaged');
  await expect(ensure()).rejects.toThrow();
});
