import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import { type ExplainOptions, explain } from '../../../electron/network/explain.ts';
import {
  callOf,
  doorwayTo,
  type FakeDirectory,
  json,
  startFakeDirectory,
} from '../directory/fake-directory.ts';
import { nobody, plainForTest, proxyForTest, socketForTest } from './stand-ins.ts';

/* The causes on loopback: real sockets, certificates, proxies and portals. */

const DAY = 86_400_000;
const CABLE = { name: 'eth0', kind: 'wired', link: 'up', addresses: ['192.0.2.7'], mac: null } as const;

const open: FakeDirectory[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function fake(now?: number, host?: string): Promise<FakeDirectory> {
  const directory = await startFakeDirectory((_seen, response) => json(response, 200, {}), now, host);
  open.push(directory);
  return directory;
}

async function cause(
  directoryUrl: string,
  more: Partial<ExplainOptions> & { slug?: Slug; caFile?: string } = {},
) {
  const { slug = 'directory_unreachable', caFile, ...options } = more;
  return explain(new Refusal(slug, { detail: 'CODE' }), {
    directoryUrl,
    proxy: null,
    trusted: async () => (caFile === undefined ? [] : [readFileSync(caFile, 'utf8')]),
    interfaces: async () => [CABLE],
    portalCheck: (await nobody()).replace('https', 'http'),
    now: () => Date.now() / 1000,
    ...options,
  });
}

describe('the cause of a failure', () => {
  test('nobody listens: the directory is down', async () => {
    const { slug, details } = await cause(await nobody());
    expect([slug, details.detail]).toEqual([
      'directory_unreachable',
      'CODE; name: resolved, connection: refused',
    ]);
  });

  test('a name that no DNS knows', async () => {
    expect((await cause('https://directory.invalid')).slug).toBe('name_not_resolved');
  });

  test('a connection that is reset at the first word: blocked', async () => {
    const at = await socketForTest((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect((await cause(at)).slug).toBe('connection_blocked');
  });

  test('something that does not speak TLS', async () => {
    const at = await socketForTest((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect((await cause(at)).slug).toBe('directory_incompatible');
  });

  test('another authority', async () => {
    const [at, other] = [await fake(), await fake()];
    expect((await cause(at.url, { caFile: other.caFile })).slug).toBe('certificate_untrusted');
  });

  test('another name', async () => {
    const at = await fake(Date.now(), '127.0.0.2');
    expect((await cause(at.url, { caFile: at.caFile })).slug).toBe('certificate_wrong_name');
  });

  test('a certificate that ran out: the laptop’s date is told, and no difference is claimed', async () => {
    const at = await fake(Date.now() - 200 * DAY);
    const { slug, details } = await cause(at.url, { caFile: at.caFile, slug: 'clock_wrong' });
    expect(slug).toBe('certificate_expired');
    expect(details.clock?.laptop).toBeGreaterThan(Date.UTC(2026, 0) / 1000);
    expect(details.clock?.offBy).toBeUndefined();
  });

  test('a laptop that is behind: by how much at the least', async () => {
    const at = await fake(Date.now() + 365 * DAY);
    const { slug, details } = await cause(at.url, { caFile: at.caFile, slug: 'clock_wrong' });
    expect(slug).toBe('clock_wrong');
    // The certificate begins seven days before its directory's today.
    expect(details.clock?.offBy).toBeCloseTo((-358 * DAY) / 1000, -2);
  });

  test('a laptop that is ahead, as plain http on the way says', async () => {
    const at = await fake(Date.now() - 200 * DAY);
    const honest = await plainForTest((response) => {
      response.writeHead(404, { date: new Date(Date.now() - 190 * DAY).toUTCString() }).end();
    });
    const { slug, details } = await cause(at.url, { caFile: at.caFile, portalCheck: honest.url });
    expect(slug).toBe('clock_wrong');
    expect(details.clock?.offBy).toBeCloseTo((190 * DAY) / 1000, -2);
  });

  test.each<[string, number, Record<string, string>]>([
    ['redirects', 302, { location: 'http://wifi.hotel.example/' }],
    ['shows a page', 200, { 'content-type': 'text/html; charset=utf-8' }],
    ['says 511', 511, {}],
  ])('a portal that %s hides everything behind it', async (_how, status, headers) => {
    const portal = await plainForTest((response) => response.writeHead(status, headers).end());
    expect((await cause(await nobody(), { portalCheck: portal.url })).slug).toBe('captive_portal');
  });

  test('nothing is wrong any more: what was met first stays', async () => {
    const at = await fake();
    expect((await cause(at.url, { caFile: at.caFile, slug: 'directory_unreachable' })).slug).toBe(
      'directory_unreachable',
    );
    expect(at.seen).toEqual([]);
  });

  test('without a cable nobody is asked anything', async () => {
    const at = await fake();
    const interfaces = async () => [{ ...CABLE, link: 'down', addresses: [] } as const];
    const away = { interfaces, slug: 'directory_unreachable', caFile: at.caFile } as const;
    expect((await cause('https://directory.northwind.example', away)).slug).toBe('link_down');
  });

  test('a refusal of the directory itself is left alone', async () => {
    expect((await cause(await nobody(), { slug: 'directory_busy' })).slug).toBe('directory_busy');
  });
});

describe('a proxy', () => {
  const NAME = 'https://directory.northwind.example:8443';

  async function through(proxy: string, caFile: string) {
    const { doorway, lines } = await doorwayTo({ url: NAME, caFile }, { proxy });
    const answer = await doorway
      .call({ ...callOf(NAME), idempotent: false })
      .catch((error: Refusal) => error);
    return { answer, lines };
  }

  test('leads to the directory, whose certificate is checked as ever', async () => {
    const at = await fake();
    const proxy = await proxyForTest(() => Number(new URL(at.url).port));
    const { answer } = await through(proxy.url, at.caFile);
    // The bundled certificate is for localhost: TLS is with the directory, and not with the proxy.
    expect(answer).toMatchObject({ slug: 'certificate_wrong_name' });
    expect(proxy.asked).toMatchObject([{ host: 'directory.northwind.example:8443' }]);
    expect(at.seen).toEqual([]);
  });

  test.each([
    [407, 'proxy_password_wanted'],
    [403, 'proxy_refused'],
    [502, 'proxy_refused'],
  ])('that answers %i', async (status, slug) => {
    const proxy = await proxyForTest(() => ({ status }));
    const { answer } = await through(proxy.url, (await fake()).caFile);
    expect(answer).toMatchObject({ slug });
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBeUndefined();
    expect((await cause(NAME, { proxy: proxy.url, slug: slug as Slug })).slug).toBe(slug);
  });

  test('that is not there', async () => {
    const gone = (await nobody()).replace('https', 'http');
    const { answer } = await through(gone, (await fake()).caFile);
    expect(answer).toMatchObject({ slug: 'proxy_unreachable' });
  });
});
