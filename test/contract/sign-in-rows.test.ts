import { afterAll, beforeAll, expect, test } from 'vitest';
import { Verifier } from '../../electron/terminal/audit/verify-export.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

/* Sign-in rows as Graph serves them: versions, single rows, renewals, failures with Entra's numbers (reference A6). */

const AMAL = 'amal@northwind.example';
const NON_INTERACTIVE = `signInEventTypes/any(t: t eq 'nonInteractiveUser')`;

let lab: Lab;
let laptop: Laptop;
let headers: Record<string, string>;
let granted: Answer;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
  laptop = await Laptop.make(lab);
  await laptop.signInWithPass('gina@northwind.example', 'WrongPass');
  granted = await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
  const renewed = await renew(granted.body.refresh_token);
  expect(renewed.status).toBe(200);
});
afterAll(() => lab.close());

const renew = (token: string) => {
  const form = { grant_type: 'refresh_token', client_id: 'latchkey-agent', refresh_token: token };
  return laptop.call('/oauth2/token', { bare: true, form, headers: { 'user-agent': 'a laptop' } });
};
const rows = async (query = '', version = 'beta') => {
  const answer = await lab.call(`/${version}/auditLogs/signIns${query}`, { headers });
  expect(answer.status).toBe(200);
  return answer.body.value;
};
const filtered = (filter: string) => rows(`?$filter=${encodeURIComponent(filter)}`);

test('renewals are left out unless they are asked for', async () => {
  expect((await rows()).map((row: { isInteractive: boolean }) => row.isInteractive)).toEqual([true, true]);
  const [renewal, ...more] = await filtered(NON_INTERACTIVE);
  expect(more).toEqual([]);
  expect(renewal).toMatchObject({
    userPrincipalName: AMAL,
    appId: 'latchkey-agent',
    isInteractive: false,
    signInEventTypes: ['nonInteractiveUser'],
    incomingTokenType: 'refreshToken',
    authenticationProtocol: 'oAuth2',
    authenticationRequirement: 'multiFactorAuthentication',
    authenticationDetails: [{ authenticationMethod: 'Previously satisfied', succeeded: true }],
    status: { errorCode: 0 },
    userAgent: 'a laptop',
    signInTokenProtectionStatus: 'bound',
  });
  expect(renewal.uniqueTokenIdentifier).toMatch(/./);
  expect(await filtered(`isInteractive eq false or isInteractive eq true`)).toHaveLength(3);
  expect(await filtered(`signInEventTypes/any(x:x eq 'interactiveUser')`)).toHaveLength(2);
});

test('a renewal belongs to the sign-in that it renews', async () => {
  const [renewal] = await filtered(NON_INTERACTIVE);
  const [signIn] = await filtered(`userPrincipalName eq '${AMAL}'`);
  expect(renewal.sessionId).toBe(signIn.sessionId);
  expect(signIn).toMatchObject({
    authenticationProtocol: 'nativeAuth',
    incomingTokenType: 'none',
    authenticationDetails: [{ authenticationMethod: 'Temporary Access Pass', succeeded: true }],
  });
});

test('a refused renewal is a row, too, with the reason', async () => {
  const enable = (account_enabled: 0 | 1) =>
    lab.db.updateTable('users').set({ account_enabled }).where('user_principal_name', '=', AMAL).execute();
  await enable(0);
  const refused = await renew(granted.body.refresh_token);
  await enable(1);
  expect(refused.status).toBe(400);
  const [row] = await filtered(`${NON_INTERACTIVE} and status/errorCode ne 0`);
  expect(row).toMatchObject({
    userPrincipalName: AMAL,
    status: { additionalDetails: refused.body.suberror },
    authenticationDetails: [{ succeeded: false }],
  });
});

test('a failure has Entra’s number and reason, and nothing that was typed', async () => {
  const [failed] = await filtered('status/errorCode ne 0');
  expect(failed).toMatchObject({
    userPrincipalName: 'gina@northwind.example',
    status: { errorCode: expect.any(Number), failureReason: expect.any(String) },
  });
  expect(failed.status.errorCode).not.toBe(0);
  expect(JSON.stringify(failed)).not.toContain('WrongPass');
});

test('v1.0 has its own members, beta the steps of each sign-in as well', async () => {
  const [beta] = await rows('?$top=1');
  const [first] = await rows('?$top=1', 'v1.0');
  expect(Object.keys(beta)).toEqual(expect.arrayContaining(Object.keys(first)));
  for (const member of ['authenticationDetails', 'authenticationProtocol', 'sessionId', 'signInEventTypes']) {
    expect([member, member in beta, member in first]).toEqual([member, true, false]);
  }
  const selected = await lab.call('/v1.0/auditLogs/signIns?$select=authenticationDetails', { headers });
  expect(slugOf(selected)).toBe('request_malformed');
});

test.each(['signIns', 'directoryAudits'])('one row of %s is read by its id', async (log) => {
  const path = `/beta/auditLogs/${log}`;
  const [row] = (await lab.call(`${path}?$top=1`, { headers })).body.value;
  const one = await lab.call(`${path}/${row.id}`, { headers });
  expect(one.body).toMatchObject(row);
  expect(slugOf(await lab.call(`${path}/00000000-0000-4000-8000-000000000000`, { headers }))).toBe(
    'not_found',
  );
  expect(slugOf(await lab.call(`${path}/${row.id}`))).toBe('token_invalid');
});

test('the chain holds over all of them', async () => {
  const { body } = await lab.call('/provisioning/v1/audit/export', { headers });
  const verifier = new Verifier();
  for (const line of String(body).trimEnd().split('\n')) verifier.read(line);
  expect(verifier.end()).toMatchObject({ breaks: [], rows: { signIns: expect.any(Number) } });
});
