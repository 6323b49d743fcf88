import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { type Answer, Lab, slugOf } from './lab.ts';

const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const STRENGTHS = '/v1.0/policies/authenticationStrengthPolicies';
const PHR = '00000000-0000-0000-0000-000000000004';
const BEN = '5eed0000-0000-4000-8000-000000000002';

const NEW = {
  displayName: 'Strong methods for set-up',
  state: 'enabledForReportingButNotEnforced',
  conditions: {
    users: {
      includeUsers: ['All'],
      excludeUsers: [BEN],
      excludeRoles: ['62e90394-69f5-4237-9190-012177145e10'],
    },
    applications: { includeUserActions: ['urn:user:registersecurityinfo'] },
    platforms: { includePlatforms: ['all'], excludePlatforms: ['android'] },
    devices: { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } },
  },
  grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: PHR } },
};

let lab: Lab;
let headers: Record<string, string>;
beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.db
    .deleteFrom('policies')
    .where('kind', 'in', ['conditional-access', 'authentication-strength'])
    .execute();
});

const post = (body: unknown, path = POLICIES) => lab.call(path, { headers, body });
const patch = (id: string, body: unknown, path = POLICIES) =>
  lab.call(`${path}/${id}`, { method: 'PATCH', headers, body });
const remove = (id: string, path = POLICIES) => lab.call(`${path}/${id}`, { method: 'DELETE', headers });
const get = (path: string) => lab.call(path, { headers });
const change = (more: object) => ({ ...NEW, ...more });
const where = (conditions: object) => change({ conditions: { ...NEW.conditions, ...conditions } });
const refusedAs = (answer: Answer) => [answer.status, slugOf(answer), answer.body.error?.code];

describe('policies', () => {
  test('one that names a group that is gone can still be switched off, and names no other', async () => {
    const group = { displayName: 'G', mailNickname: 'g', mailEnabled: false, securityEnabled: true };
    const gone = (await post(group, '/v1.0/groups')).body.id;
    const users = { includeGroups: [gone] };
    const { body } = await post(where({ users }));
    expect((await remove(gone, '/v1.0/groups')).status).toBe(204);
    expect((await patch(body.id, { state: 'disabled' })).status).toBe(204);
    expect((await get(`${POLICIES}/${body.id}`)).body).toMatchObject({
      state: 'disabled',
      conditions: { users },
    });
    const other = await patch(body.id, { conditions: { users: { includeGroups: [gone, 'other'] } } });
    expect(refusedAs(other)).toEqual([400, 'access_reference_unknown', 'badRequest']);
    expect(slugOf(await post(where({ users })))).toBe('access_reference_unknown');
  });

  test('are created, read, listed, changed and deleted, in v1.0 and beta', async () => {
    const made = await post(NEW);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      displayName: NEW.displayName,
      state: NEW.state,
      modifiedDateTime: null,
      conditions: { ...NEW.conditions, clientAppTypes: ['all'], locations: null, signInRiskLevels: [] },
      grantControls: { operator: 'OR', authenticationStrength: { id: PHR, policyType: 'builtIn' } },
      sessionControls: null,
    });
    const { id } = made.body;
    const beta = await get(`/beta/identity/conditionalAccess/policies/${id}`);
    expect(beta.body).toMatchObject({ id, conditions: made.body.conditions });
    const changed = await patch(id, { state: 'disabled', conditions: { platforms: null } });
    expect([changed.status, changed.body]).toEqual([204, '']);
    const after = (await get(`${POLICIES}/${id}`)).body;
    expect(after).toMatchObject({ state: 'disabled', displayName: NEW.displayName });
    expect(after.conditions.platforms).toBeNull();
    expect(after.conditions.users.includeUsers).toEqual(['All']);
    expect(after.modifiedDateTime).toMatch(/Z$/);
    expect((await remove(id)).status).toBe(204);
    expect(refusedAs(await get(`${POLICIES}/${id}`))[0]).toBe(404);
    expect((await remove(id)).status).toBe(404);
  });

  test('what was read can be written back', async () => {
    const { body } = await post(
      change({ sessionControls: { signInFrequency: { isEnabled: true, value: 4, type: 'hours' } } }),
    );
    expect((await patch(body.id, body)).status).toBe(204);
    const again = (await get(`${POLICIES}/${body.id}`)).body;
    expect({ ...again, modifiedDateTime: null }).toEqual(body);
  });

  test('are filtered, selected, ordered and paged', async () => {
    for (const n of [1, 2, 3])
      await post(change({ displayName: `Policy ${n}`, state: n === 2 ? 'disabled' : 'enabled' }));
    const query = new URLSearchParams({
      $filter: "state eq 'enabled'",
      $select: 'displayName',
      $orderby: 'displayName desc',
      $top: '1',
    });
    const first = (await get(`${POLICIES}?${query}`)).body;
    expect(first.value).toEqual([{ displayName: 'Policy 3' }]);
    const second = (await get(first['@odata.nextLink'])).body;
    expect(second.value).toEqual([{ displayName: 'Policy 1' }]);
    expect((await get(`${POLICIES}?$count=true`)).body['@odata.count']).toBe(3);
  });

  test('each change is in the audit, with old and new value', async () => {
    const { body } = await post(NEW);
    await patch(body.id, { state: 'enabled' });
    await remove(body.id);
    const audits = (await get('/v1.0/auditLogs/directoryAudits?$top=3')).body.value;
    expect(audits.map((row: { activityDisplayName: string }) => row.activityDisplayName)).toEqual([
      'Delete conditional access policy',
      'Update conditional access policy',
      'Add conditional access policy',
    ]);
    expect(audits[1]).toMatchObject({
      category: 'Policy',
      loggedByService: 'Conditional Access',
      initiatedBy: { app: { appId: 'latchkey-admin' } },
      targetResources: [
        {
          id: body.id,
          type: 'Policy',
          modifiedProperties: [
            { displayName: 'state', oldValue: '"enabledForReportingButNotEnforced"', newValue: '"enabled"' },
          ],
        },
      ],
    });
  });
});

describe('refused', () => {
  const both = { includeApplications: ['All'], includeUserActions: ['urn:user:registerdevice'] };
  const mfaAnd = { operator: 'AND', builtInControls: ['mfa'], authenticationStrength: { id: PHR } };
  test.each<[string, string, unknown]>([
    ['applications and user actions together', 'access_targets_conflict', where({ applications: both })],
    ['mfa and a strength together', 'access_controls_conflict', change({ grantControls: mfaAnd })],
    [
      'block and something else',
      'access_controls_conflict',
      change({ grantControls: { builtInControls: ['block', 'mfa'] } }),
    ],
    ['nobody', 'access_policy_incomplete', where({ users: { excludeUsers: ['All'] } })],
    ['no target', 'access_policy_incomplete', where({ applications: {} })],
    ['no control', 'access_policy_incomplete', change({ grantControls: { builtInControls: [] } })],
    ['no control and no session control', 'access_policy_incomplete', change({ grantControls: null })],
    ['no name', 'access_policy_incomplete', { ...NEW, displayName: undefined }],
    ['no platform', 'access_policy_incomplete', where({ platforms: { includePlatforms: [] } })],
    [
      '24 hours',
      'access_policy_incomplete',
      change({ sessionControls: { signInFrequency: { type: 'hours', value: 24 } } }),
    ],
    [
      '0 days',
      'access_policy_incomplete',
      change({ sessionControls: { signInFrequency: { type: 'days', value: 0 } } }),
    ],
    [
      'a frequency without a unit',
      'access_policy_incomplete',
      change({ sessionControls: { signInFrequency: { value: 1 } } }),
    ],
    ['an unknown user', 'access_reference_unknown', where({ users: { includeUsers: ['nobody'] } })],
    ['an unknown group', 'access_reference_unknown', where({ users: { includeGroups: ['nothing'] } })],
    ['an unknown role', 'access_reference_unknown', where({ users: { includeRoles: ['Emperor'] } })],
    [
      'an unknown application',
      'access_reference_unknown',
      where({ applications: { includeApplications: ['Office365'] } }),
    ],
    [
      'an unknown strength',
      'access_reference_unknown',
      change({ grantControls: { authenticationStrength: { id: 'x' } } }),
    ],
    ['a location', 'access_condition_unsupported', where({ locations: { includeLocations: ['All'] } })],
    ['a risk', 'access_condition_unsupported', where({ userRiskLevels: ['high'] })],
    [
      'a control that is not judged',
      'access_condition_unsupported',
      change({ grantControls: { builtInControls: ['passwordChange'] } }),
    ],
    [
      'terms of use',
      'access_condition_unsupported',
      change({ grantControls: { builtInControls: ['mfa'], termsOfUse: ['x'] } }),
    ],
    [
      'a device filter that is not understood',
      'access_condition_unsupported',
      where({ devices: { deviceFilter: { mode: 'include', rule: 'device.model -eq "x"' } } }),
    ],
    [
      'a bind instead of a strength',
      'request_malformed',
      change({ grantControls: { 'authenticationStrength@odata.bind': 'x', builtInControls: [] } }),
    ],
    ['an unknown member', 'request_malformed', change({ colour: 'red' })],
    ['an unknown state', 'request_malformed', change({ state: 'on' })],
    ['an unknown platform', 'request_malformed', where({ platforms: { includePlatforms: ['beos'] } })],
    ['no object', 'request_malformed', '[]'],
  ])('%s: %s', async (_what, slug, body) => {
    expect(refusedAs(await post(body))).toEqual([400, slug, 'badRequest']);
    expect((await get(POLICIES)).body.value).toEqual([]);
  });

  test('a change that would leave such a policy behind leaves it as it was', async () => {
    const { body } = await post(NEW);
    expect(slugOf(await patch(body.id, { conditions: { applications: both } }))).toBe(
      'access_targets_conflict',
    );
    expect((await get(`${POLICIES}/${body.id}`)).body).toEqual(body);
  });

  test('a policy too many', async () => {
    const payload = JSON.stringify({ ...NEW, id: 'x' });
    const rows = Array.from({ length: 195 }, (_, n) => ({
      kind: 'conditional-access',
      id: `n${n}`,
      payload,
    }));
    await lab.db.insertInto('policies').values(rows).execute();
    expect(slugOf(await post(NEW))).toBe('access_policy_limit');
  });

  test('one that shuts every administrator out is the administrator’s own business, as in Entra', async () => {
    const everybody = { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } };
    const block = { grantControls: { builtInControls: ['block'] }, state: 'disabled' };
    expect((await post(change({ ...block, conditions: everybody }))).status).toBe(201);
  });
});

describe('who may', () => {
  const SCOPE = 'openid Policy.Read.All Policy.ReadWrite.ConditionalAccess';
  test.each([
    [ROLES.globalAdministrator, true, true],
    [ROLES.conditionalAccessAdministrator, true, true],
    [ROLES.securityAdministrator, true, true],
    [ROLES.globalReader, true, false],
    [ROLES.securityReader, true, false],
    [ROLES.authenticationAdministrator, false, false],
    [ROLES.userAdministrator, false, false],
  ])('%s reads: %s, writes: %s', async (role, reads, writes) => {
    const desk = await signInAs(lab, 'dev@northwind.example', [role], SCOPE);
    expect((await desk.call(POLICIES)).status).toBe(reads ? 200 : 403);
    expect((await desk.call(STRENGTHS)).status).toBe(reads ? 200 : 403);
    expect((await desk.call(POLICIES, { body: NEW })).status).toBe(writes ? 201 : 403);
  });

  test('the scope is needed besides the role', async () => {
    const desk = await signInAs(
      lab,
      'dev@northwind.example',
      [ROLES.globalAdministrator],
      'openid Policy.Read.All',
    );
    expect((await desk.call(POLICIES)).status).toBe(200);
    expect((await desk.call(POLICIES, { body: NEW })).status).toBe(403);
    expect((await lab.call(POLICIES)).status).toBe(401);
  });
});
