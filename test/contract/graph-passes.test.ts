import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GraphError, PassMethod } from '../../electron/contract/wire/graph.ts';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import type { Laptop } from './laptop.ts';

const POLICY =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  headers = await lab.adminHeaders();
});

const passes = (user: string) =>
  `/v1.0/users/${encodeURIComponent(user)}/authentication/temporaryAccessPassMethods`;
const issue = (user: string, body: unknown = {}) => lab.call(passes(user), { headers, body });
const told = (answer: Answer) => [answer.status, slugOf(answer), answer.body.error?.message];

describe('issuing', () => {
  test('an empty order follows the policy; the value is in this answer and in no other', async () => {
    const answer = await issue('amal@northwind.example');
    expect(answer.status).toBe(201);
    const pass = PassMethod.parse(answer.body);
    expect(pass).toMatchObject({ lifetimeInMinutes: 60, isUsableOnce: false, isUsable: true });
    expect(pass.methodUsabilityReason).toBe('EnabledByPolicy');
    expect(pass.temporaryAccessPass).toMatch(/^[A-Za-z0-9]{8}$/);
    expect(answer.body['@odata.type']).toBe('#microsoft.graph.temporaryAccessPassAuthenticationMethod');
    const list = await lab.call(passes('amal@northwind.example'), { headers });
    expect(list.body.value).toMatchObject([{ id: pass.id, temporaryAccessPass: null }]);
    const one = await lab.call(`${passes('AMAL@northwind.example')}/${pass.id}`, { headers });
    expect(one.body).toMatchObject({ id: pass.id, temporaryAccessPass: null });
    const methods = await lab.call('/v1.0/users/amal@northwind.example/authentication/methods', { headers });
    expect(JSON.stringify([list.body, one.body, methods.body])).not.toContain(pass.temporaryAccessPass);
  });

  test('a start to come is NotYetValid', async () => {
    const startDateTime = new Date(lab.now() + 3_600_000).toISOString();
    const answer = await issue('amal@northwind.example', { startDateTime });
    expect(answer.body).toMatchObject({
      startDateTime,
      isUsable: false,
      methodUsabilityReason: 'NotYetValid',
    });
  });

  test('a second one replaces the first', async () => {
    const first = await issue('amal@northwind.example');
    const second = await issue('amal@northwind.example');
    expect((await lab.call(`${passes('amal@northwind.example')}/${first.body.id}`, { headers })).status).toBe(
      404,
    );
    const list = await lab.call(passes('amal@northwind.example'), { headers });
    expect(list.body.value).toHaveLength(1);
    expect(list.body.value[0].id).toBe(second.body.id);
  });

  test('taking back is 204, and then it is gone', async () => {
    const { body } = await issue('amal@northwind.example');
    const path = `${passes('amal@northwind.example')}/${body.id}`;
    const gone = await lab.call(path, { method: 'DELETE', headers });
    expect([gone.status, gone.body]).toEqual([204, '']);
    expect((await lab.call(path, { method: 'DELETE', headers })).status).toBe(404);
  });

  test('an internal guest gets one', async () => {
    expect((await issue('gina@northwind.example')).status).toBe(201);
  });
});

describe('refused with Entra’s words', () => {
  test.each([9, 481])('a lifetime of %i', async (lifetimeInMinutes) => {
    const answer = await issue('amal@northwind.example', { lifetimeInMinutes });
    const text = 'Invalid LifetimeInMinutes specified. The valid range between 10 and 480.';
    expect(told(answer)).toEqual([400, 'lifetime_invalid', text]);
    const { error } = GraphError.parse(answer.body);
    expect(error.code).toBe('badRequest');
    expect(error.innerError?.['request-id']).toBe(answer.headers['request-id']);
  });
  test.each([10, 480])('but not one of %i', async (lifetimeInMinutes) => {
    expect((await issue('amal@northwind.example', { lifetimeInMinutes })).status).toBe(201);
  });
  test('a user out of scope', async () => {
    const text =
      'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].';
    expect(told(await issue('finn@northwind.example'))).toEqual([400, 'target_out_of_scope', text]);
  });
  test('an external guest', async () => {
    const answer = await issue('hal_fabrikam.example#ext#@northwind.example');
    const text = 'Temporary Access Pass cannot be added to an external guest user.';
    expect(told(answer)).toEqual([400, 'target_external_guest', text]);
  });
  test('a multi-use pass under a one-time policy', async () => {
    await lab.call(POLICY, { method: 'PATCH', headers, body: { '@odata.type': TYPE, isUsableOnce: true } });
    const answer = await issue('amal@northwind.example', { isUsableOnce: false });
    const plain = await issue('amal@northwind.example');
    await lab.call(POLICY, { method: 'PATCH', headers, body: { '@odata.type': TYPE, isUsableOnce: false } });
    expect(slugOf(answer)).toBe('multi_use_not_allowed');
    expect(plain.body.isUsableOnce).toBe(true);
  });
  test.each([
    ['an unknown member', { code: '12345678' }],
    ['a lifetime that is text', { lifetimeInMinutes: '60' }],
    ['a lifetime that is a fraction', { lifetimeInMinutes: 60.5 }],
    ['a start that is no time', { startDateTime: 'tomorrow' }],
    ['a start of last year', { startDateTime: '2020-01-01T00:00:00Z' }],
    ['a list', []],
    ['malformed JSON', '{'],
  ])('%s', async (_name, body) => {
    expect(told(await issue('amal@northwind.example', body)).slice(0, 2)).toEqual([400, 'request_malformed']);
  });
  test('an unknown user', async () => {
    const answer = await issue('nobody@northwind.example');
    expect(told(answer).slice(0, 2)).toEqual([404, 'not_found']);
    expect(answer.body.error.code).toBe('Request_ResourceNotFound');
  });
  test('PATCH of a pass, and issuing for oneself under /me', async () => {
    const { body } = await issue('amal@northwind.example');
    const path = `${passes('amal@northwind.example')}/${body.id}`;
    expect((await lab.call(path, { method: 'PATCH', headers, body: {} })).status).toBe(405);
    const me = await lab.call('/v1.0/me/authentication/temporaryAccessPassMethods', { headers, body: {} });
    expect(me.status).toBe(405);
  });
});

describe('who may', () => {
  const AMAL = 'amal@northwind.example';
  const ADMIN = 'cora@northwind.example';
  const tries = async (desk: Laptop, user: string) => {
    const post = await desk.call(passes(user), { body: {} });
    const list = await desk.call(passes(user));
    const { value } = (await lab.call(passes(user), { headers })).body;
    const remove = value[0]
      ? await desk.call(`${passes(user)}/${value[0].id}`, { method: 'DELETE' })
      : { status: 0 };
    return [post.status, list.status, remove.status];
  };

  test.each([
    // role, over a member: issue, list, take back; over an administrator
    [ROLES.privilegedAuthenticationAdministrator, [201, 200, 204], [201, 200, 204]],
    [ROLES.globalAdministrator, [201, 200, 204], [201, 200, 204]],
    [ROLES.authenticationAdministrator, [201, 200, 204], [403, 200, 403]],
    [ROLES.globalReader, [403, 200, 403], [403, 200, 403]],
    [ROLES.authenticationPolicyAdministrator, [403, 403, 403], [403, 403, 403]],
  ])('%s', async (role, overMember, overAdministrator) => {
    const desk = await signInAs(lab, 'eva@northwind.example', [role]);
    await issue(AMAL);
    await issue(ADMIN);
    expect(await tries(desk, AMAL)).toEqual(overMember);
    expect(await tries(desk, ADMIN)).toEqual(overAdministrator);
  });

  test('nobody over themselves, but everybody may see and take back their own', async () => {
    const desk = await signInAs(lab, 'eva@northwind.example', [ROLES.privilegedAuthenticationAdministrator]);
    const own = await desk.call(passes('eva@northwind.example'), { body: {} });
    expect([own.status, slugOf(own)]).toEqual([403, 'self_issue']);
    const { body } = await desk.call('/v1.0/me/authentication/temporaryAccessPassMethods');
    expect(body.value).toHaveLength(1);
    const path = `/v1.0/me/authentication/temporaryAccessPassMethods/${body.value[0].id}`;
    expect((await desk.call(path, { method: 'DELETE' })).status).toBe(204);
  });

  test('nobody without a role, and nobody without the scope', async () => {
    const member = await signInAs(lab, 'gina@northwind.example', []);
    expect((await member.call(passes(AMAL), { body: {} })).status).toBe(403);
    expect((await member.call(passes('nobody@northwind.example'))).status).toBe(403);
    const narrow = await signInAs(
      lab,
      'eva@northwind.example',
      [ROLES.globalAdministrator],
      'openid User.Read',
    );
    expect((await narrow.call(passes(AMAL), { body: {} })).status).toBe(403);
  });

  test('nobody without a token', async () => {
    const answer = await lab.call(passes(AMAL), { body: {} });
    expect(told(answer).slice(0, 2)).toEqual([401, 'token_invalid']);
    expect(answer.headers['www-authenticate']).toMatch(/^DPoP error="invalid_token"/);
  });
});

describe('the policy', () => {
  test('is Graph’s, under both spellings', async () => {
    const answer = await lab.call(POLICY, { headers });
    expect(answer.body).toMatchObject({
      '@odata.type': TYPE,
      id: 'TemporaryAccessPass',
      state: 'enabled',
      defaultLifetimeInMinutes: 60,
      minimumLifetimeInMinutes: 10,
      maximumLifetimeInMinutes: 480,
      defaultLength: 8,
      isUsableOnce: false,
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    });
    const other = await lab.call(POLICY.replace(/temporaryA/, 'TemporaryA').replace('v1.0', 'beta'), {
      headers,
    });
    expect(other.body).toEqual(answer.body);
  });

  test('PATCH is 204 and leaves what is absent; the length counts from then on', async () => {
    const body = { '@odata.type': TYPE, defaultLength: 12 };
    const answer = await lab.call(POLICY, { method: 'PATCH', headers, body });
    expect([answer.status, answer.body]).toEqual([204, '']);
    expect((await issue('amal@northwind.example')).body.temporaryAccessPass).toHaveLength(12);
    await lab.call(POLICY, { method: 'PATCH', headers, body: { ...body, defaultLength: 8 } });
    expect((await lab.call(POLICY, { headers })).body.minimumLifetimeInMinutes).toBe(10);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ defaultLength: 8 }, 'no @odata.type'],
    [{ '@odata.type': TYPE, defaultLength: 7 }, 'length 7'],
    [{ '@odata.type': TYPE, defaultLength: 49 }, 'length 49'],
    [{ '@odata.type': TYPE, minimumLifetimeInMinutes: 9 }, 'minimum 9'],
    [{ '@odata.type': TYPE, maximumLifetimeInMinutes: 43_201 }, 'maximum 43201'],
    [{ '@odata.type': TYPE, minimumLifetimeInMinutes: 481 }, 'minimum over maximum'],
    [{ '@odata.type': TYPE, defaultLifetimeInMinutes: 481 }, 'default over maximum'],
    [{ '@odata.type': TYPE, state: 'on' }, 'an unknown state'],
    [{ '@odata.type': TYPE, secret: true }, 'an unknown member'],
  ])('%j is refused: %s', async (body) => {
    const answer = await lab.call(POLICY, { method: 'PATCH', headers, body });
    expect(told(answer).slice(0, 2)).toEqual([400, 'request_malformed']);
  });

  test.each([
    [ROLES.authenticationPolicyAdministrator, 200, 204],
    [ROLES.globalReader, 200, 403],
    [ROLES.authenticationAdministrator, 403, 403],
  ])('%s', async (role, read, write) => {
    const desk = await signInAs(lab, 'eva@northwind.example', [role]);
    const body = { '@odata.type': TYPE, defaultLength: 8 };
    expect((await desk.call(POLICY)).status).toBe(read);
    expect((await desk.call(POLICY, { method: 'PATCH', body })).status).toBe(write);
  });
});
