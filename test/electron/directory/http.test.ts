import { inspect } from 'node:util';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { startDeadline } from '../../../electron/directory/deadline.ts';
import { callOf, doorwayTo, type FakeDirectory, json, startFakeDirectory } from './fake-directory.ts';

let directory: FakeDirectory | undefined;
afterEach(async () => {
  await directory?.close();
  directory = undefined;
});

async function start(...args: Parameters<typeof startFakeDirectory>): Promise<FakeDirectory> {
  directory = await startFakeDirectory(...args);
  return directory;
}

const proofs = (from: FakeDirectory) =>
  from.seen.map(({ request }) => decodeJwt(String(request.headers.dpop)));

const refused = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new TypeError('it was not refused');
    },
    (error: Refusal) => error,
  );

describe('a call', () => {
  test('goes out with proof, token, form and request id, and comes back read', async () => {
    const at = await start((_seen, response) => json(response, 200, { ok: 1 }, { 'request-id': 'r-1' }));
    const { doorway } = await doorwayTo(at);
    const answer = await doorway.call(callOf(at.url));
    expect([answer.status, answer.text, answer.requestId]).toEqual([200, '{"ok":1}', 'r-1']);
    const [{ request, body }] = at.seen as [(typeof at.seen)[0]];
    expect(body).toBe('code=c0de-secret');
    expect(request.headers.authorization).toBe('DPoP t0ken-secret');
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(request.headers['accept-encoding']).toBeUndefined();
    expect(proofs(at)[0]).toMatchObject({ htm: 'POST', htu: `${at.url}/oauth2/token` });
  });

  test.each(['GET', 'POST', 'DELETE'] as const)('%s without a body does not wait for one', async (method) => {
    const at = await start((_seen, response) => response.writeHead(204).end());
    const { doorway } = await doorwayTo(at);
    const call = { method, url: `${at.url}/v1.0/me`, proof: true, idempotent: false } as const;
    expect((await doorway.call(call)).status).toBe(204);
    expect(at.seen.map(({ request, body }) => [request.method, body])).toEqual([[method, '']]);
  });

  test('has a fresh proof and the same request id on each attempt', async () => {
    const at = await start((_seen, response, count) =>
      count < 3 ? json(response, 503, {}) : json(response, 200, {}),
    );
    const { doorway, lines } = await doorwayTo(at);
    expect((await doorway.call(callOf(at.url))).status).toBe(200);
    expect(new Set(proofs(at).map((proof) => proof.jti)).size).toBe(3);
    expect(new Set(at.seen.map(({ request }) => request.headers['client-request-id'])).size).toBe(1);
    expect(lines.map((line) => [line.attempt, line.status])).toEqual([
      [1, 503],
      [2, 503],
      [3, 200],
    ]);
  });

  test('is not repeated when it is not idempotent', async () => {
    const at = await start((_seen, response) => response.destroy());
    const { doorway } = await doorwayTo(at);
    const refusal = await refused(doorway.call({ ...callOf(at.url), idempotent: false }));
    expect([refusal.slug, at.seen.length]).toEqual(['directory_unreachable', 1]);
  });

  test('waits as long as Retry-After says', async () => {
    const at = await start((_seen, response, count) =>
      count === 1 ? json(response, 429, {}, { 'retry-after': '1' }) : json(response, 200, {}),
    );
    const { doorway } = await doorwayTo(at);
    const started = performance.now();
    expect((await doorway.call(callOf(at.url))).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  test('hands a Retry-After over that is longer than it may wait', async () => {
    const at = await start((_seen, response) => json(response, 429, {}, { 'retry-after': '60' }));
    const { doorway } = await doorwayTo(at);
    const answer = await doorway.call(callOf(at.url));
    expect([answer.status, answer.retryAfter, at.seen.length]).toEqual([429, 60, 1]);
  });

  test('ends with its deadline', async () => {
    const at = await start(() => undefined);
    const { doorway } = await doorwayTo(at, { timeouts: { connect: 1_000, response: 10_000 } });
    const started = performance.now();
    const refusal = await refused(doorway.call({ ...callOf(at.url), deadline: startDeadline(300) }));
    expect(refusal.slug).toBe('directory_unreachable');
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  test('a directory that never answers is unreachable', async () => {
    const at = await start(() => undefined);
    const { doorway } = await doorwayTo(at, { timeouts: { connect: 1_000, response: 100 } });
    const refusal = await refused(doorway.call({ ...callOf(at.url), idempotent: false }));
    expect([refusal.slug, refusal.details.detail]).toEqual(['directory_unreachable', 'ETIMEDOUT']);
  });

  test('does not follow a redirect, least of all with a token', async () => {
    const at = await start((_seen, response) =>
      json(response, 302, {}, { location: 'https://localhost:1/elsewhere' }),
    );
    const { doorway } = await doorwayTo(at);
    expect((await doorway.call(callOf(at.url))).status).toBe(302);
    expect(at.seen).toHaveLength(1);
  });

  test('reads no more than a directory would say', async () => {
    const at = await start((_seen, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.alloc((1 << 20) + 1, 0x20));
    });
    const { doorway } = await doorwayTo(at);
    expect((await refused(doorway.call(callOf(at.url)))).slug).toBe('directory_incompatible');
  });

  test.each(['http://localhost', 'https://elsewhere.example', 'file:///etc/passwd', 'nonsense'])(
    'never goes to %s',
    async (base) => {
      const { doorway, lines } = await doorwayTo({ url: 'https://localhost:1', caFile: '/none' });
      const refusal = await refused(doorway.call({ ...callOf(base), url: `${base}/x` }));
      expect([refusal.slug, lines]).toEqual(['directory_incompatible', []]);
    },
  );

  test('a directory configured without TLS is never called', async () => {
    const { doorway } = await doorwayTo({ url: 'http://localhost:1', caFile: '/none' });
    const refusal = await refused(doorway.call({ ...callOf('http://localhost:1') }));
    expect(refusal.slug).toBe('directory_incompatible');
  });
});

describe('the nonce', () => {
  const asking = (status: number) => [status, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n1' }] as const;

  test.each([400, 401])('is given once more when asked for with %i, idempotent or not', async (status) => {
    const at = await start((_seen, response, count) =>
      count === 1 ? json(response, ...asking(status)) : json(response, 200, {}),
    );
    const { doorway } = await doorwayTo(at);
    const answer = await doorway.call({ ...callOf(at.url), idempotent: false });
    expect([answer.status, proofs(at).map((proof) => proof.nonce)]).toEqual([200, [undefined, 'n1']]);
  });

  test('is remembered for the next call', async () => {
    const at = await start((_seen, response) => json(response, 200, {}, { 'dpop-nonce': 'n2' }));
    const { doorway } = await doorwayTo(at);
    await doorway.call(callOf(at.url));
    await doorway.call(callOf(at.url));
    expect(proofs(at).map((proof) => proof.nonce)).toEqual([undefined, 'n2']);
  });

  test('a directory that always asks is not asked for ever', async () => {
    const at = await start((_seen, response, count) =>
      json(response, 401, { error: 'use_dpop_nonce' }, { 'dpop-nonce': `n${count}` }),
    );
    const { doorway } = await doorwayTo(at);
    expect((await doorway.call(callOf(at.url))).status).toBe(401);
    expect(at.seen).toHaveLength(2);
  });
});

describe('the clock', () => {
  const date = (ms: number) => ({ date: new Date(ms).toUTCString() });

  test.each([86_400, -86_400])('%i s off is measured, and proofs follow it', async (seconds) => {
    const at = await start((_seen, response) => json(response, 200, {}, date(Date.now() + seconds * 1000)));
    const { doorway } = await doorwayTo(at);
    expect(doorway.measuredSkew()).toBeNull();
    await doorway.call(callOf(at.url));
    await doorway.call(callOf(at.url));
    expect(Math.abs((doorway.measuredSkew() ?? 0) - seconds)).toBeLessThanOrEqual(2);
    const expected = Date.now() / 1000 + seconds;
    expect(Math.abs((proofs(at)[1]?.iat ?? 0) - expected)).toBeLessThan(5);
  });

  test('a proof refused for its time is made again as soon as the time is known', async () => {
    const at = await start((_seen, response, count) =>
      count === 1
        ? json(response, 400, { error: 'invalid_dpop_proof' }, date(Date.now() + 86_400_000))
        : json(response, 200, {}),
    );
    const { doorway } = await doorwayTo(at);
    expect((await doorway.call({ ...callOf(at.url), idempotent: false })).status).toBe(200);
  });

  test('a proof refused for another reason is not', async () => {
    const at = await start((_seen, response) =>
      json(response, 400, { error: 'invalid_dpop_proof' }, date(Date.now())),
    );
    const { doorway } = await doorwayTo(at);
    await doorway.call(callOf(at.url));
    const before = at.seen.length;
    await doorway.call(callOf(at.url));
    expect(at.seen.length - before).toBe(1);
  });
});

describe('secrets', () => {
  test('are in no line and in no refusal, however deep one looks', async () => {
    const at = await start((_seen, response, count) =>
      count === 1 ? json(response, 503, { error: 'c0de-secret t0ken-secret' }) : response.destroy(),
    );
    const { doorway, lines } = await doorwayTo(at);
    const refusal = await refused(doorway.call(callOf(at.url)));
    const shown =
      inspect([lines, refusal, doorway], { depth: 10, showHidden: true }) + JSON.stringify(refusal);
    const proof = String(at.seen[0]?.request.headers.dpop);
    for (const secret of ['c0de-secret', 't0ken-secret', proof]) expect(shown).not.toContain(secret);
    expect(lines.length).toBeGreaterThan(1);
  });
});
