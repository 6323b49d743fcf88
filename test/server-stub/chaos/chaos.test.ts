import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { introduce } from '../../../server-stub/introduce.ts';
import { hasUsablePass } from '../../../server-stub/passes/find.ts';
import { Lab, slugOf } from '../../contract/lab.ts';

const PROFILE = '/provisioning/v1/profile';
const CHAOS = '/provisioning/v1/chaos';
const METHODS = '/v1.0/users/amal%40northwind.example/authentication/temporaryAccessPassMethods';
const striking = (name: string, fault: object, more: object = {}) => ({
  name,
  rules: [{ name: 'only', where: { route: PROFILE }, fault, ...more }],
});
const FILE = {
  start: null,
  scenarios: [
    striking('drop', { kind: 'drop' }),
    striking('drop-after', { kind: 'drop', when: 'after' }),
    striking('reset', { kind: 'reset' }),
    striking('reset-after', { kind: 'reset', when: 'after' }),
    striking('malformed', { kind: 'malformed' }),
    striking('truncated', { kind: 'truncated' }),
    striking('once', { kind: 'refuse', status: 503 }, { times: 1 }),
    ...[429, 500, 502, 503, 504].map((status) =>
      striking(`status-${status}`, { kind: 'refuse', status, retryAfterSeconds: 3 }),
    ),
    { name: 'off-clock', clockOffsetSeconds: 7200 },
    {
      name: 'token-garbage',
      rules: [{ name: 'only', where: { route: '/oauth2/token' }, times: 1, fault: { kind: 'malformed' } }],
    },
    {
      name: 'moments',
      moments: [
        {
          name: 'gone',
          at: { afterSeconds: 0 },
          act: { kind: 'disable-user', user: 'amal@northwind.example' },
        },
        { name: 'jump', at: { afterSeconds: 0 }, act: { kind: 'move-clock', seconds: 60 } },
      ],
    },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'latchkey-chaos-'));
const logged: string[] = [];
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  const chaos = join(folder, 'chaos.json');
  writeFileSync(chaos, JSON.stringify(FILE));
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  lab = await Lab.open({ chaos, log });
  headers = await lab.adminHeaders();
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => lab.call(CHAOS, { method: 'DELETE', headers }));

const choose = (scenario: string) => lab.call(CHAOS, { method: 'PUT', headers, body: { scenario } });
const struck = async () => (await lab.call(CHAOS, { headers })).body.struck;

describe('while a scenario is on', () => {
  test.each(['drop', 'drop-after', 'reset', 'reset-after', 'truncated'])(
    '%s: there is no whole answer',
    async (name) => {
      await choose(name);
      await expect(fetchText(PROFILE)).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(await struck()).toMatchObject({ only: expect.any(Number) });
    },
  );

  test('malformed: the body cannot be read', async () => {
    await choose('malformed');
    await expect(
      fetchText(PROFILE).then((text) => {
        expect(text.length).toBeGreaterThan(10);
        return JSON.parse(text);
      }),
    ).rejects.toThrow(SyntaxError);
  });

  test('malformed: also what the OAuth provider answers, once', async () => {
    await choose('token-garbage');
    expect(await fetchText('/oauth2/token', 'POST')).toMatch(/^(\{")+\{?$/);
    expect(await fetchText('/oauth2/token', 'POST')).toContain('error');
  });

  test.each([
    [429, 'throttled'],
    [500, 'directory_failed'],
    [503, 'directory_busy'],
  ])('%d is a typed refusal that says when to come back', async (status, slug) => {
    await choose(`status-${status}`);
    const answer = await lab.call(PROFILE);
    expect([answer.status, slugOf(answer), answer.headers['retry-after']]).toEqual([status, slug, '3']);
  });

  test.each([502, 504])('%d is what a gateway says', async (status) => {
    await choose(`status-${status}`);
    const answer = await lab.call(PROFILE);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html']);
  });

  test('what strikes once is over after that, and was logged with its request', async () => {
    await choose('once');
    const [first, second] = [await lab.call(PROFILE), await lab.call(PROFILE)];
    expect([first.status, second.status]).toEqual([503, 200]);
    const line = logged
      .map((text) => JSON.parse(text))
      .find((one) => one.requestId === first.headers['request-id']);
    expect(line).toMatchObject({ msg: 'chaos', scenario: 'once', rule: 'only', fault: 'refuse' });
  });

  test('the clock is off, and right again afterwards', async () => {
    const off = async () => Date.parse(String((await lab.call(PROFILE)).headers.date)) - Date.now();
    await choose('off-clock');
    expect(await off()).toBeGreaterThan(7_100_000);
    await lab.call(CHAOS, { method: 'DELETE', headers });
    expect(await off()).toBeLessThan(60_000);
  });

  test('moments come once: an account is switched off, the clock jumps', async () => {
    await choose('moments');
    await lab.call(PROFILE);
    const enabled = await lab.db
      .selectFrom('users')
      .select('account_enabled')
      .where('user_principal_name', '=', 'amal@northwind.example')
      .executeTakeFirst();
    expect(enabled?.account_enabled).toBe(0);
    await lab.call(PROFILE);
    expect(await struck()).toEqual({ gone: 1, jump: 1 });
    await lab.db
      .updateTable('users')
      .set({ account_enabled: 1 })
      .where('user_principal_name', '=', 'amal@northwind.example')
      .execute();
  });
});

describe('the switch', () => {
  test('tells the scenarios, what is on and what has struck', async () => {
    await choose('once');
    await lab.call(PROFILE);
    const { status, body } = await lab.call(CHAOS, { headers });
    expect(status).toBe(200);
    expect(body).toMatchObject({ active: 'once', struck: { only: 1 } });
    expect(body.scenarios).toHaveLength(FILE.scenarios.length);
  });

  test('refuses a scenario that is not there, a body that is none, and whoever is no administrator', async () => {
    expect(slugOf(await choose('nothing'))).toBe('not_found');
    expect(slugOf(await lab.call(CHAOS, { method: 'PUT', headers, body: { name: 'once' } }))).toBe(
      'request_malformed',
    );
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect(slugOf(await lab.call(CHAOS, { method }))).toBe('token_invalid');
    }
  });

  test('is audited: what went wrong on purpose is told apart from what went wrong', async () => {
    await choose('once');
    await lab.call(CHAOS, { method: 'DELETE', headers });
    const { body } = await lab.call('/v1.0/auditLogs/directoryAudits?$top=2', { headers });
    expect(body.value.map((row: { activityDisplayName: string }) => row.activityDisplayName)).toEqual([
      'End chaos scenario',
      'Begin chaos scenario',
    ]);
  });

  test('is said to be on wherever the directory introduces itself', () => {
    expect(introduce(lab.directory)).toContain('CHAOS is on');
  });

  test('is not there in a directory that was started without it', async () => {
    const calm = await Lab.open();
    try {
      const answer = await calm.call(CHAOS, { headers: await calm.adminHeaders() });
      expect(slugOf(answer)).toBe('not_found');
      expect(introduce(calm.directory)).not.toContain('CHAOS');
    } finally {
      await calm.close();
    }
  });
});

describe('copies that lag', () => {
  test('hide a new pass from sign-in, and from nobody else', async () => {
    const chaos = join(folder, 'lag.json');
    writeFileSync(
      chaos,
      JSON.stringify({ scenarios: [{ name: 'lag', replication: { newPassSeconds: 30 } }] }),
    );
    const slow = await Lab.open({ chaos });
    try {
      await slow.issuePass('amal@northwind.example');
      expect((await slow.call(METHODS, { headers: await slow.adminHeaders() })).body.value).toHaveLength(1);
      const { context } = slow.directory;
      const user = await context.store.db
        .selectFrom('users')
        .select('id')
        .where('user_principal_name', '=', 'amal@northwind.example')
        .executeTakeFirstOrThrow();
      expect(await hasUsablePass(context, user.id)).toBe(false);
      slow.ahead = 31_000;
      expect(await hasUsablePass(context, user.id)).toBe(true);
    } finally {
      await slow.close();
    }
  });
});

/** The body as text, whatever its type says. */
function fetchText(path: string, method = 'GET'): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method, ca: readFileSync(lab.directory.caFile), agent: false as const };
    const sent = request(lab.url(path), options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('error', reject).end();
  });
}
