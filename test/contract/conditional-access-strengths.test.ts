import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Lab, slugOf } from './lab.ts';

const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const STRENGTHS = '/v1.0/policies/authenticationStrengthPolicies';
const MFA = '00000000-0000-0000-0000-000000000002';
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

describe('authentication strengths', () => {
  const OWN = {
    displayName: 'Passes',
    description: 'For staging',
    allowedCombinations: ['temporaryAccessPassMultiUse'],
  };

  test('the three built-in ones have Graph’s ids and combinations, and ours shows to who asks for new members', async () => {
    const { body } = await get(STRENGTHS);
    const ids = body.value.map((one: { id: string }) => one.id.slice(-1));
    expect(ids).toEqual(['2', '3', '4']);
    const [mfa, passwordless, phr] = body.value;
    expect(mfa.allowedCombinations).toHaveLength(19);
    expect(passwordless.allowedCombinations).toEqual([...phr.allowedCombinations, 'deviceBasedPush']);
    const prefer = { ...headers, prefer: 'include-unknown-enum-members' };
    const all = (await lab.call(`${STRENGTHS}/${MFA}`, { headers: prefer })).body;
    expect(all.allowedCombinations).toEqual([...mfa.allowedCombinations, 'softwareKey']);
    const own = await get(`${STRENGTHS}?$filter=${encodeURIComponent("policyType eq 'custom'")}`);
    expect(own.body.value).toEqual([]);
  });

  test('an own one is made, renamed, changed, used and deleted', async () => {
    const made = await post(OWN, STRENGTHS);
    expect([made.status, made.body]).toMatchObject([
      201,
      { ...OWN, policyType: 'custom', requirementsSatisfied: 'mfa' },
    ]);
    const { id } = made.body;
    expect((await patch(id, { displayName: 'Longer passes' }, STRENGTHS)).status).toBe(204);
    const policy = (await post(change({ grantControls: { authenticationStrength: { id } } }))).body;
    const done = await post(
      { allowedCombinations: ['softwareOath, password', 'fido2'] },
      `${STRENGTHS}/${id}/updateAllowedCombinations`,
    );
    expect([done.status, done.body]).toMatchObject([
      200,
      {
        previousCombinations: ['temporaryAccessPassMultiUse'],
        currentCombinations: ['password,softwareOath', 'fido2'],
        conditionalAccessReferences: [policy.id],
      },
    ]);
    const usage = (await get(`${STRENGTHS}/${id}/usage`)).body;
    expect([usage.mfa.length, usage.mfa[0].id, usage.none]).toEqual([1, policy.id, []]);
    expect(slugOf(await remove(id, STRENGTHS))).toBe('strength_in_use');
    await remove(policy.id);
    expect((await remove(id, STRENGTHS)).status).toBe(204);
    expect((await get(`/beta/identity/conditionalAccess/authenticationStrength/policies/${id}`)).status).toBe(
      404,
    );
  });

  test('built-in ones stay as they are', async () => {
    expect(slugOf(await patch(MFA, { displayName: 'x' }, STRENGTHS))).toBe('strength_built_in');
    expect(slugOf(await remove(MFA, STRENGTHS))).toBe('strength_built_in');
    const action = `${STRENGTHS}/${MFA}/updateAllowedCombinations`;
    expect(slugOf(await post({ allowedCombinations: ['fido2'] }, action))).toBe('strength_built_in');
  });

  test.each([
    ['none', []],
    ['an unknown one', ['telepathy']],
    ['one factor and several', ['password', 'fido2']],
  ])('combinations: %s', async (_what, allowedCombinations) => {
    expect(slugOf(await post({ ...OWN, allowedCombinations }, STRENGTHS))).toBe(
      'strength_combination_invalid',
    );
  });

  test('one factor alone satisfies none', async () => {
    const { body } = await post({ ...OWN, allowedCombinations: ['password'] }, STRENGTHS);
    expect(body.requirementsSatisfied).toBe('none');
  });
});

describe('what-if', () => {
  const evaluate = (body: unknown) => post(body, '/beta/identity/conditionalAccess/evaluate');
  const user = { '@odata.type': '#microsoft.graph.userSignIn', userId: BEN };
  const app = { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: ['latchkey-cli'] };
  const action = {
    '@odata.type': '#microsoft.graph.userActionContext',
    userAction: 'registerSecurityInformation',
  };
  const ask = (more: object = {}) => ({
    signInIdentity: user,
    signInContext: app,
    signInConditions: {},
    ...more,
  });
  const put = (displayName: string, conditions: object, more: object = {}) =>
    post({
      ...NEW,
      displayName,
      conditions: {
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['All'] },
        ...conditions,
      },
      ...more,
    });

  test('says of each policy whether it applies, and why not', async () => {
    await put('applies', {});
    await put('users', { users: { includeUsers: ['All'], excludeUsers: [BEN] } });
    await put('application', { applications: { includeApplications: ['latchkey-agent'] } });
    await put('userActions', { applications: { includeUserActions: ['urn:user:registerdevice'] } });
    await put('devicePlatform', { platforms: { includePlatforms: ['windows'] } });
    await put('devices', {
      devices: { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } },
    });
    await put('clientApps', { clientAppTypes: ['browser'] });
    await put('policyNotEnabled', {}, { state: 'disabled' });
    const signInConditions = {
      devicePlatform: 'linux',
      clientAppType: 'mobileAppsAndDesktopClients',
      deviceInfo: { isCompliant: true },
      country: 'NL',
    };
    const { status, body } = await evaluate(ask({ signInConditions }));
    expect(status).toBe(200);
    for (const one of body.value) {
      const applies = one.displayName === 'applies';
      expect([one.policyApplies, one.analysisReasons], one.displayName).toEqual([
        applies,
        applies ? 'notSet' : one.displayName,
      ]);
      expect(one).toHaveProperty('conditions.users.includeUsers');
    }
    expect(body.value).toHaveLength(8);
    const only = await evaluate(ask({ signInConditions, appliedPoliciesOnly: true }));
    expect(only.body.value.map((one: { displayName: string }) => one.displayName)).toEqual(['applies']);
  });

  test('asks about user actions', async () => {
    await put('action', { applications: { includeUserActions: ['urn:user:registersecurityinfo'] } });
    const { body } = await evaluate(ask({ signInContext: action }));
    expect(body.value).toMatchObject([{ policyApplies: true }]);
  });

  test.each([
    [
      'a service principal',
      {
        signInIdentity: { '@odata.type': '#microsoft.graph.servicePrincipalSignIn', servicePrincipalId: 'x' },
      },
      400,
    ],
    [
      'an authentication context',
      { signInContext: { '@odata.type': '#microsoft.graph.authContext', authenticationContextValue: 'c1' } },
      400,
    ],
    ['an unknown action', { signInContext: { ...action, userAction: 'fly' } }, 400],
    ['a user that is not there', { signInIdentity: { ...user, userId: 'nobody' } }, 404],
  ])('%s is refused', async (_what, more, status) => {
    const answer = await evaluate(ask(more));
    expect([answer.status, slugOf(answer)]).toEqual([
      status,
      status === 404 ? 'not_found' : 'what_if_unsupported',
    ]);
  });
});
