import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLE_TEMPLATES, ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { type Call, Lab, slugOf } from './lab.ts';
import type { Laptop } from './laptop.ts';

const SCOPE = 'openid User.Read RoleManagement.ReadWrite.Directory Group.ReadWrite.All';
const AMAL = '5eed0000-0000-4000-8000-000000000001';
const FINN = '5eed0000-0000-4000-8000-000000000006';
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

const call = (path: string, rest: Call = {}) => lab.call(`/v1.0${path}`, { headers, ...rest });
const reference = (id: string) => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
});
const ids = async (path: string) => (await call(path)).body.value.map((one: { id: string }) => one.id);
const NEW = { displayName: 'Berlin', mailNickname: 'berlin', mailEnabled: false, securityEnabled: true };

describe('groups', () => {
  test('are made, changed, listed and deleted, each with its audit row', async () => {
    const made = await call('/groups', { body: { ...NEW, description: 'The office' } });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toMatchObject({ ...NEW, description: 'The office', groupTypes: [] });
    expect((await call(`/groups/${id}`, { method: 'PATCH', body: { displayName: 'Bonn' } })).status).toBe(
      204,
    );
    expect((await call(`/groups/${id}`)).body).toMatchObject({ displayName: 'Bonn', mailNickname: 'berlin' });
    expect(await ids(`/groups?$filter=${encodeURIComponent(`startsWith(displayName,'bo')`)}`)).toEqual([id]);
    expect((await call('/groups?$orderby=displayName&$count=true')).body['@odata.count']).toBe(3);
    expect((await call(`/groups/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/groups/${id}`)).status).toBe(404);
    const { body } = await call('/auditLogs/directoryAudits');
    const names = body.value.map((row: { activityDisplayName: string }) => row.activityDisplayName);
    expect(names.slice(0, 3)).toEqual(['Delete group', 'Update group', 'Add group']);
  });

  test.each([
    ['mail', { mailEnabled: true }],
    ['no security', { securityEnabled: false }],
    ['a rule for its members', { groupTypes: ['DynamicMembership'] }],
    ['a nickname with a space', { mailNickname: 'b b' }],
    ['a member that is not there', { visibility: 'Private' }],
  ])('refused: %s', async (_what, change) => {
    expect(slugOf(await call('/groups', { body: { ...NEW, ...change } }))).toBe('request_malformed');
  });

  test('members come and go, and are seen from both sides', async () => {
    const { id } = (await call('/groups', { body: NEW })).body;
    const members = `/groups/${id}/members`;
    expect((await call(`${members}/$ref`, { body: reference(AMAL) })).status).toBe(204);
    const twice = await call(`${members}/$ref`, { body: reference(AMAL) });
    expect([twice.status, slugOf(twice), twice.body.error.code]).toEqual([
      400,
      'member_exists',
      'Request_BadRequest',
    ]);
    const { body } = await call(members);
    expect(body.value).toMatchObject([{ '@odata.type': '#microsoft.graph.user', id: AMAL }]);
    expect(await ids(`/users/${AMAL}/memberOf`)).toEqual([id]);
    expect((await call(`${members}/${AMAL}/$ref`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`${members}/${AMAL}/$ref`, { method: 'DELETE' })).status).toBe(404);
    expect(await ids(members)).toEqual([]);
  });

  test.each([
    ['an address without an id', { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/' }, 400],
    ['an address of something else', { '@odata.id': `https://x/v1.0/groups/${AMAL}` }, 400],
    ['nobody', reference('5eed0000-0000-4000-8000-00000000dead'), 404],
    ['no address', {}, 400],
  ])('no member: %s', async (_what, body, status) => {
    const { id } = (await call('/groups', { body: NEW })).body;
    expect((await call(`/groups/${id}/members/$ref`, { body })).status).toBe(status);
  });

  test('are listed over pages', async () => {
    const { id } = (await call('/groups', { body: NEW })).body;
    for (let n = 1; n <= 7; n += 1) {
      const user = `5eed0000-0000-4000-8000-00000000000${n}`;
      await call(`/groups/${id}/members/$ref`, { body: reference(user) });
    }
    const first = await call(`/groups/${id}/members?$top=4&$orderby=displayName desc`.replaceAll(' ', '%20'));
    const next = new URL(first.body['@odata.nextLink']);
    expect(next.pathname).toBe(`/v1.0/groups/${id}/members`);
    const second = await lab.call(next.pathname + next.search, { headers });
    const names = [...first.body.value, ...second.body.value].map((one) => one.displayName);
    expect(names).toHaveLength(7);
    expect(names).toEqual(names.toSorted().reverse());
  });

  test('a change of members counts at once: taken out of the excluded group, Finn may have a pass', async () => {
    const pass = () =>
      call(`/users/${FINN}/authentication/temporaryAccessPassMethods`, { method: 'POST', body: {} });
    expect(slugOf(await pass())).toBe('target_out_of_scope');
    const member = `/groups/group-no-pass/members/${FINN}/$ref`;
    expect((await call(member, { method: 'DELETE' })).status).toBe(204);
    expect((await pass()).status).toBe(201);
  });
});

describe('roles', () => {
  let desk: Laptop;
  beforeAll(async () => {
    desk = await signInAs(lab, 'cora@northwind.example', [ROLES.privilegedRoleAdministrator], SCOPE);
  });
  const members = `/directoryRoles/${ROLE_TEMPLATES['Global Reader']}/members`;

  test('are Entra’s, by template id', async () => {
    const { body } = await call('/directoryRoles');
    expect(body.value).toContainEqual(
      expect.objectContaining({
        displayName: 'Global Administrator',
        roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
      }),
    );
    const ids: string[] = Object.values(ROLE_TEMPLATES);
    expect(new Set(ids).size).toBe(ids.length);
    const one = await call(`/directoryRoles/${ROLE_TEMPLATES['Global Reader'].toUpperCase()}`);
    expect(one.body.displayName).toBe('Global Reader');
    expect((await call(`/directoryRoles/${AMAL}`)).status).toBe(404);
  });

  test('are given and taken by a Privileged Role Administrator', async () => {
    expect((await desk.call(`/v1.0${members}/$ref`, { body: reference(AMAL) })).status).toBe(204);
    expect(slugOf(await desk.call(`/v1.0${members}/$ref`, { body: reference(AMAL) }))).toBe('member_exists');
    expect(await ids(members)).toContain(AMAL);
    const { body } = await call(`/users/${AMAL}/memberOf`);
    expect(body.value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.directoryRole',
      displayName: 'Global Reader',
    });
    expect((await desk.call(`/v1.0${members}/${AMAL}/$ref`, { method: 'DELETE' })).status).toBe(204);
    expect((await desk.call(`/v1.0${members}/${AMAL}/$ref`, { method: 'DELETE' })).status).toBe(404);
    const filter = encodeURIComponent(`category eq 'RoleManagement'`);
    expect((await call(`/auditLogs/directoryAudits?$filter=${filter}`)).body.value).toHaveLength(2);
  });

  test('are not given by an application', async () => {
    expect((await call(`${members}/$ref`, { body: reference(AMAL) })).status).toBe(403);
  });
});
