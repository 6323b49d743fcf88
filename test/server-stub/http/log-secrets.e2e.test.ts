import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Lab } from '../../contract/lab.ts';
import { Laptop as Wire } from '../../contract/laptop.ts';
import { Laptop, PIN } from '../../e2e/laptop.ts';

/*
 * The directory's log at its finest, over a whole run of the agent and over requests that put secrets where they do not
 * belong: none of what anybody typed or was given is in it.
 */

const AMAL = 'amal@northwind.example';
const PASSWORD = 'Cora-harbour-copper-31';
const STRAY = 'stray-secret-5b1f';

const lines: string[] = [];
/** What must not be found, by what it is. */
const secrets: Record<string, string> = { pin: PIN, password: PASSWORD, stray: STRAY };
let lab: Lab;
let laptop: Laptop;

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  lab = await Lab.open({ log });
  secrets.clientSecret = lab.directory.admin.clientSecret;
  const headers = await lab.adminHeaders();
  secrets.adminToken = headers.authorization?.split(' ')[1] ?? '';
  secrets.pass = await lab.issuePass(AMAL);
  laptop = await Laptop.unbox();
  const run = await laptop.run({
    directory: lab.directory.url,
    caFile: lab.directory.caFile,
    pass: secrets.pass,
  });
  expect(run, run.errors).toMatchObject({ code: 0, last: { event: 'provisioned' } });
  await misuse();
}, 60_000);
afterAll(async () => {
  await laptop?.discard();
  await lab.close();
});

/** Secrets in every place that a log might quote. */
async function misuse(): Promise<void> {
  const wire = await Wire.make(lab);
  const cora = 'cora@northwind.example';
  await wire.signInWithPass(cora, STRAY);
  await wire.signInWithPass(STRAY, STRAY);
  await wire.signIn(cora, () => ({ authn_method: 'password', password: PASSWORD }));
  const token = await wire.signInWithPass(AMAL, await lab.issuePass(AMAL));
  secrets.accessToken = token.body.access_token;
  secrets.refreshToken = token.body.refresh_token;
  await lab.call(`/v1.0/users/${STRAY}?$filter=${STRAY}`, { headers: { authorization: `Bearer ${STRAY}` } });
  await lab.call(`/${STRAY}`, {
    headers: { 'client-request-id': STRAY, 'user-agent': STRAY, cookie: STRAY },
  });
  await lab.call('/oauth2/token', { body: `{"${STRAY}` });
  await lab.call('/oauth2/token', { form: { grant_type: STRAY, client_id: STRAY, refresh_token: STRAY } });
  const headers = await lab.adminHeaders();
  await lab.call('/v1.0/users', { headers, body: { [STRAY]: STRAY, passwordProfile: { password: STRAY } } });
  await lab.call('/v1.0/users', { headers, body: `{"password":"${STRAY}"` });
}

test('the log tells of every answer, by route', () => {
  const routes = lines.map((line) => JSON.parse(line).route);
  expect(routes).toEqual(
    expect.arrayContaining(['/oauth2/token', '/oauth2/authorize-challenge', '/registration/v1/devices']),
  );
  expect(lines.length).toBeGreaterThan(30);
});

test('and none of the secrets of the run, nor what was put where it does not belong', () => {
  expect(Object.values(secrets).every((secret) => secret.length >= 6)).toBe(true);
  const found = Object.entries(secrets).flatMap(([what, secret]) =>
    lines.filter((line) => line.includes(secret)).map((line) => `${what}: ${line}`),
  );
  expect(found).toEqual([]);
});
