import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { trustedAuthorities } from '../../../electron/directory/trust.ts';
import { callOf, doorwayTo, type FakeDirectory, json, startFakeDirectory } from './fake-directory.ts';

const DAY = 86_400_000;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function fake(now?: number, host?: string): Promise<FakeDirectory> {
  const directory = await startFakeDirectory((_seen, response) => json(response, 200, {}), now, host);
  open.push(directory);
  return directory;
}

async function slugOf(at: Pick<FakeDirectory, 'url' | 'caFile'>, more: object = {}): Promise<string> {
  const { doorway } = await doorwayTo(at, more);
  return await doorway.call(callOf(at.url)).then(
    (answer) => String(answer.status),
    (error: Refusal) => error.slug,
  );
}

describe('trust', () => {
  test('the right CA opens', async () => expect(await slugOf(await fake())).toBe('200'));

  test('another CA does not, and nothing was sent', async () => {
    const [at, other] = [await fake(), await fake()];
    expect(await slugOf({ url: at.url, caFile: other.caFile })).toBe('certificate_untrusted');
    expect(at.seen).toEqual([]);
  });

  test('the public authorities do not vouch for a private CA', async () => {
    const at = await fake();
    const { doorway } = await doorwayTo(at);
    expect(doorway).toBeDefined();
    const authorities = await trustedAuthorities({});
    expect(authorities.length).toBeGreaterThan(0);
    expect(await slugOf(at, { caFile: undefined, ca: authorities.join('\n') })).toBe('certificate_untrusted');
  });

  test('an address that is not in the certificate does not', async () => {
    const at = await fake(Date.now(), '127.0.0.2');
    expect(await slugOf(at)).toBe('certificate_wrong_name');
  });

  test.each([
    ['begins next year', 365],
    ['ended last year', -365],
  ])('a certificate that %s points to the clock', async (_what, days) => {
    expect(await slugOf(await fake(Date.now() + days * DAY))).toBe('clock_wrong');
  });

  test.each([6, -100])('a clock %i days off does not stop TLS', async (days) => {
    expect(await slugOf(await fake(Date.now() + days * DAY))).toBe('200');
  });

  test('a CA file that is not there, or is none, is not trusted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-ca-'));
    const caFile = join(folder, 'ca.pem');
    await expect(trustedAuthorities({ caFile })).rejects.toMatchObject({ slug: 'certificate_untrusted' });
    await writeFile(caFile, 'hello');
    await expect(trustedAuthorities({ caFile })).rejects.toMatchObject({ slug: 'certificate_untrusted' });
    await rm(folder, { recursive: true });
  });

  test('no loosening by the environment', async () => {
    const [at, other] = [await fake(), await fake()];
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await slugOf({ url: at.url, caFile: other.caFile })).toBe('certificate_untrusted');
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });
});

describe('nobody there', () => {
  test('a closed port', async () => {
    const at = await fake();
    await at.close();
    expect(await slugOf(at)).toBe('certificate_untrusted');
    const ca = (await trustedAuthorities({})).join('\n');
    expect(await slugOf(at, { caFile: undefined, ca })).toBe('directory_unreachable');
    open.length = 0;
  });

  test('something that does not speak TLS', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n').destroySoon());
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const { caFile } = await fake();
    const { port } = server.address() as AddressInfo;
    expect(await slugOf({ url: `https://localhost:${port}`, caFile })).toBe('directory_incompatible');
  });
});
