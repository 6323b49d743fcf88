import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { PageBrowser } from './page-browser.ts';

const OPEN = {
  response_type: 'code',
  scope: 'openid Device.Register',
  login_hint: 'amal@northwind.example',
  code_challenge: 'a'.repeat(43),
  code_challenge_method: 'S256',
} as const;
const MINUTE = 60_000;

let lab: Lab;
let laptop: Laptop;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('auth_sessions').execute();
  laptop = await Laptop.make(lab);
});

/** Open sign-ins as they would lie there after as many requests. */
async function fill(count: number, source: string): Promise<void> {
  const rows = Array.from({ length: count }, () => ({
    hash: randomUUID(),
    client_id: 'latchkey-agent',
    jkt: randomUUID(),
    user_id: null,
    login_hint: '',
    federated: 0 as const,
    scope: '',
    code_challenge: '',
    created_at: lab.now(),
    expires_at: lab.now() + 10 * MINUTE,
    verified: '[]',
    verified_at: null,
    correlation_id: '',
    source,
  }));
  while (rows.length > 0) await lab.db.insertInto('auth_sessions').values(rows.splice(0, 1000)).execute();
}

test('throttled: an address may have 600 sign-ins open, at the challenge endpoint and on pages together', async () => {
  await fill(599, '127.0.0.1');
  expect((await laptop.challenge(OPEN)).status).toBe(401);
  const refused = await laptop.challenge(OPEN);
  expect([refused.status, slugOf(refused), refused.headers['retry-after']]).toEqual([429, 'throttled', '60']);
  const browser = new PageBrowser(lab);
  await browser.begin();
  const page = await browser.post('name', { name: OPEN.login_hint });
  expect([page.status, page.body.refusal?.slug, page.body.state?.screen]).toEqual([429, 'throttled', 'name']);
  lab.ahead = 10 * MINUTE + 1000;
  expect((await laptop.challenge(OPEN)).status).toBe(401);
});

test('throttled: 20,000 altogether, wherever they come from', async () => {
  await fill(20_000, '192.0.2.1');
  const refused = await laptop.challenge(OPEN);
  expect([refused.status, slugOf(refused)]).toEqual([429, 'throttled']);
});

test('a device key that opens another one gives its oldest up, and nobody else’s', async () => {
  const other = await Laptop.make(lab);
  const theirs = (await other.challenge(OPEN)).body.auth_session;
  const opened: string[] = [];
  for (let n = 0; n < 21; n += 1) {
    lab.ahead += 1000;
    opened.push((await laptop.challenge(OPEN)).body.auth_session);
  }
  const look = (auth_session: string, by = laptop) => by.challenge({ auth_session });
  expect(slugOf(await look(opened[0] ?? ''))).toBe('session_invalid');
  expect((await look(opened[1] ?? '')).status).toBe(401);
  expect((await look(theirs, other)).status).toBe(401);
});
