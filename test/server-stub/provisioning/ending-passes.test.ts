import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAs } from '../../contract/administrator.ts';
import { Lab, slugOf } from '../../contract/lab.ts';

const PATH = '/provisioning/v1/passes';
const MINUTE = 60_000;
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

const before = (minutes: number) =>
  `${PATH}?endsBefore=${new Date(lab.now() + minutes * MINUTE).toISOString()}`;

async function names(path: string): Promise<string[]> {
  const { status, body } = await lab.call(path, { headers: await lab.adminHeaders() });
  expect(status).toBe(200);
  return body.value.map((one: { user: { displayName: string } }) => one.user.displayName);
}

test('soonest first, up to the moment that was asked for, and never a value', async () => {
  const value = await lab.issuePass('ben@northwind.example', { lifetimeInMinutes: 60 });
  await lab.issuePass('amal@northwind.example', { lifetimeInMinutes: 20 });
  expect(await names(PATH)).toEqual(['Amal Haddad', 'Ben Okafor']);
  expect(await names(before(30))).toEqual(['Amal Haddad']);
  const { body } = await lab.call(PATH, { headers: await lab.adminHeaders() });
  expect(JSON.stringify(body)).not.toContain(value);
  expect(Object.keys(body.value[0]).sort()).toEqual(
    ['endDateTime', 'id', 'isUsableOnce', 'startDateTime', 'user'].sort(),
  );
});

test('what is used, over, taken back, or of an account that is off is about to end for nobody', async () => {
  const people = lab.db.updateTable('users').where('display_name', '=', 'Ben Okafor');
  await people.set({ account_enabled: 0 }).execute();
  expect(await names(PATH)).toEqual(['Amal Haddad']);
  await people.set({ account_enabled: 1 }).execute();
  lab.ahead = 20 * MINUTE;
  expect(await names(PATH)).toEqual(['Ben Okafor']);
  lab.ahead = 0;
  await lab.db.updateTable('passes').set({ used_at: lab.now() }).execute();
  expect(await names(PATH)).toEqual([]);
});

test('whoever sees how people sign in sees it; nobody else, and nobody without a token', async () => {
  const reader = await signInAs(lab, 'dev@northwind.example', ['Global Reader']);
  expect((await reader.call(PATH)).status).toBe(200);
  const policies = await signInAs(lab, 'cora@northwind.example', ['Authentication Policy Administrator']);
  expect(slugOf(await policies.call(PATH))).toBe('permission_denied');
  const member = await signInAs(lab, 'ben@northwind.example', []);
  expect(slugOf(await member.call(PATH))).toBe('permission_denied');
  expect((await lab.call(PATH)).status).toBe(401);
});

test.each(['endsBefore=soon', 'endsBefore=2026-13-01T00:00:00Z', 'endsAfter=2026-01-01T00:00:00Z', '$top=5'])(
  '%s is refused',
  async (query) => {
    const answer = await lab.call(`${PATH}?${query}`, { headers: await lab.adminHeaders() });
    expect(slugOf(answer)).toBe('request_malformed');
  },
);
