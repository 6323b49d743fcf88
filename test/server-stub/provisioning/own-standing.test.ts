import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAs } from '../../contract/administrator.ts';
import { Lab } from '../../contract/lab.ts';

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
});

afterAll(() => lab.close());

test('a person learns who they are, what their roles allow, and when this sign-in ends', async () => {
  const dev = await signInAs(lab, 'dev@northwind.example', ['Global Reader']);
  const { status, body } = await dev.call('/provisioning/v1/me');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    userPrincipalName: 'dev@northwind.example',
    tenant: 'Northwind',
    roles: ['Global Reader'],
    amr: ['tap', 'mfa'],
  });
  expect(body.rights).toContain('readSecurity');
  expect(body.rights).not.toContain('manageMethods');
  expect(body.rights).not.toContain('writePolicy');
  expect(Date.parse(body.endsDateTime)).toBeGreaterThan(lab.now());
});

test('an Authentication Administrator may manage methods, and somebody without a role nothing', async () => {
  const cora = await signInAs(lab, 'cora@northwind.example', ['Authentication Administrator']);
  expect((await cora.call('/provisioning/v1/me')).body.rights).toContain('manageMethods');
  const ben = await signInAs(lab, 'ben@northwind.example', []);
  expect((await ben.call('/provisioning/v1/me')).body.rights).toEqual([]);
});

test('who made a pass for me stands there for 30 days; what I did myself does not, nor its value', async () => {
  const amal = await signInAs(lab, 'amal@northwind.example', []);
  const { body } = await amal.call('/provisioning/v1/me');
  expect(body.notices).toHaveLength(1);
  expect(body.notices[0]).toMatchObject({
    activityDisplayName: 'Admin registered security info',
    initiatedBy: 'latchkey-admin',
  });
  expect(Object.keys(body.notices[0]).sort()).toEqual(
    ['activityDateTime', 'activityDisplayName', 'id', 'initiatedBy', 'resultReason'].sort(),
  );
});

test('nobody is told anything without a token, and an application is no person', async () => {
  expect((await lab.call('/provisioning/v1/me')).status).toBe(401);
  const answer = await lab.call('/provisioning/v1/me', { headers: await lab.adminHeaders() });
  expect(answer.status).toBe(403);
});
