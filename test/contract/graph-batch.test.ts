import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInAs } from './administrator.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const PERSON = {
  accountEnabled: true,
  displayName: 'Nia Park',
  mailNickname: 'nia',
  userPrincipalName: 'nia@northwind.example',
};
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

const batch = (requests: unknown, prefix = '/v1.0'): Promise<Answer> =>
  lab.call(`${prefix}/$batch`, { headers, body: { requests } });
const get = (id: string, url = '/users?$top=1', more = {}) => ({ id, method: 'GET', url, ...more });

test('a person and their pass in one call, and the pass signs in', async () => {
  const answer = await batch([
    {
      id: 'pass',
      method: 'POST',
      url: '/users/nia@northwind.example/authentication/temporaryAccessPassMethods',
      headers: { 'Content-Type': 'application/json' },
      body: { lifetimeInMinutes: 60, isUsableOnce: true },
      dependsOn: ['person'],
    },
    { id: 'person', method: 'POST', url: '/users', body: PERSON },
  ]);
  expect(answer.status).toBe(200);
  const [person, pass] = answer.body.responses;
  expect([person.id, person.status, pass.id, pass.status]).toEqual(['person', 201, 'pass', 201]);
  expect(pass.headers['content-type']).toContain('application/json');
  const laptop = await Laptop.make(lab);
  const signedIn = await laptop.signInWithPass(PERSON.userPrincipalName, pass.body.temporaryAccessPass);
  expect(signedIn.status).toBe(200);
});

test('what waits for something refused is not tried, and says so; the rest is answered', async () => {
  const answer = await batch([
    { id: '1', method: 'POST', url: '/users', body: PERSON },
    { id: '2', method: 'DELETE', url: '/users/ben@northwind.example', dependsOn: ['1'] },
    get('3', '/users/ben@northwind.example', { dependsOn: ['2'] }),
    get('4', 'users/ben@northwind.example?$select=displayName'),
  ]);
  const all = answer.body.responses;
  expect(all.map((one: { status: number }) => one.status)).toEqual([400, 424, 424, 200]);
  expect(all[0].body.error.innerError.suberror).toBe('name_taken');
  expect(all[1].body.error.code).toBe('FailedDependency');
  expect(all[3].body.displayName).toBe('Ben Okafor');
});

test('a body that nests to exhaust the stack is refused, in a batch and alone', async () => {
  const deep = `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`;
  const one = `{"requests":[{"id":"1","method":"POST","url":"/users","body":${deep}}]}`;
  for (const [path, body] of [
    ['/v1.0/$batch', one],
    ['/v1.0/users', deep],
    ['/v1.0/identity/conditionalAccess/policies', `{"conditions":${deep}}`],
  ] as const) {
    const refused = await lab.call(path, { headers, body });
    expect([path, refused.status, slugOf(refused)]).toEqual([path, 400, 'request_malformed']);
  }
});

test('an answer without a body has none', async () => {
  const url = '/users/nia@northwind.example';
  const { body } = await batch([{ id: '1', method: 'patch', url, body: { displayName: 'Nia' } }], '/beta');
  expect(body.responses).toEqual([{ id: '1', status: 204, headers: expect.any(Object) }]);
});

test('twenty at most, and each with its own refusal', async () => {
  const many = Array.from({ length: 20 }, (_, n) => get(String(n), n % 2 ? '/nothing' : '/devices?$top=1'));
  const { body } = await batch(many);
  expect(body.responses.map((one: { status: number }) => one.status)).toEqual(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? 404 : 200)),
  );
  expect(slugOf(await batch([...many, get('20')]))).toBe('request_malformed');
});

test.each([
  ['none', []],
  ['not a list', { id: '1' }],
  ['an id twice', [get('1'), get('1')]],
  ['a circle', [get('1', '/users', { dependsOn: ['2'] }), get('2', '/users', { dependsOn: ['1'] })]],
  ['a dependency that is not there', [get('1', '/users', { dependsOn: ['9'] })]],
  ['itself', [get('1', '/users', { dependsOn: ['1'] })]],
  ['a batch within', [{ id: '1', method: 'POST', url: '/$batch', body: { requests: [] } }]],
  ['a batch within, encoded', [{ id: '1', method: 'POST', url: '/%24batch', body: { requests: [] } }]],
  ['a batch within, round a corner', [{ id: '1', method: 'POST', url: '/x/../$batch', body: {} }]],
  ['out of the version', [get('1', '/../oauth2/jwks')]],
  ['out of the version, encoded', [get('1', '/%2e%2e/oauth2/jwks')]],
  ['another host', [get('1', '//evil.example/v1.0/users')]],
  ['a whole address', [get('1', 'https://evil.example/users')]],
  ['another method', [{ id: '1', method: 'TRACE', url: '/users' }]],
  ['a line feed', [get('1', '/users\r\nx: y')]],
  ['a member that is not there', [{ ...get('1'), atomicityGroup: 'g' }]],
])('refused as a whole: %s', async (_what, requests) => {
  const answer = await batch(requests);
  expect([answer.status, slugOf(answer)]).toEqual([400, 'request_malformed']);
});

describe('who calls', () => {
  test('is said once: headers of a single request change nothing about it', async () => {
    const other = { authorization: 'Bearer nonsense', dpop: 'x', host: 'evil.example', cookie: 'a=b' };
    const { body } = await batch([get('1', '/users?$top=1', { headers: other })]);
    expect(body.responses[0].status).toBe(200);
  });

  test('without a token nothing is even read', async () => {
    const answer = await lab.call('/v1.0/$batch', { body: { requests: 'x' } });
    expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
  });

  test('may inside what they may outside: a member reads themselves and nobody else', async () => {
    const desk = await signInAs(lab, 'gina@northwind.example', [], 'openid User.Read');
    const body = { requests: [get('1', '/me'), get('2', '/users/ben@northwind.example')] };
    const answer = await desk.call('/v1.0/$batch', { body });
    expect(answer.body.responses.map((one: { status: number }) => one.status)).toEqual([200, 403]);
  });

  test('a bound token proves its key once, for the batch', async () => {
    const desk = await signInAs(lab, 'gina@northwind.example', [], 'openid User.Read');
    const body = { requests: [get('1', '/me'), get('2', '/me')] };
    const authorization = `DPoP ${desk.token}`;
    const send = (dpop: string) => lab.call('/v1.0/$batch', { headers: { authorization, dpop }, body });
    const proof = await desk.proof('POST', '/v1.0/$batch', desk.token);
    const statuses = (await send(proof)).body.responses.map((one: { status: number }) => one.status);
    expect(statuses).toEqual([200, 200]);
    expect(slugOf(await send(proof))).toBe('dpop_invalid');
    expect(slugOf(await send(await desk.proof('GET', '/v1.0/me', desk.token)))).toBe('dpop_invalid');
    const stranger = await Laptop.make(lab);
    expect(slugOf(await send(await stranger.proof('POST', '/v1.0/$batch', desk.token)))).toBe('dpop_invalid');
    const stolen = await lab.call('/v1.0/$batch', {
      headers: { authorization: `Bearer ${desk.token}` },
      body,
    });
    expect(slugOf(stolen)).toBe('token_invalid');
    expect(slugOf(await lab.call('/v1.0/me', { headers: { authorization } }))).toBe('dpop_invalid');
  });

  test('a bound batch that runs lends its proof to no other request', async () => {
    const desk = await signInAs(lab, 'gina@northwind.example', [], 'openid User.Read');
    const requests = Array.from({ length: 20 }, (_, n) => get(String(n), '/me'));
    const running = desk.call('/v1.0/$batch', { body: { requests } });
    const headers = { authorization: `DPoP ${desk.token}` };
    const beside = await Promise.all(Array.from({ length: 10 }, () => lab.call('/v1.0/me', { headers })));
    expect(new Set(beside.map(slugOf))).toEqual(new Set(['dpop_invalid']));
    expect((await running).status).toBe(200);
  });

  test('a sign-in that ends within the batch is over for the rest of it', async () => {
    const desk = await signInAs(
      lab,
      'gina@northwind.example',
      [],
      'openid User.Read User.RevokeSessions.All',
    );
    const revoke = { id: '1', method: 'POST', url: '/me/revokeSignInSessions' };
    const { body } = await desk.call('/v1.0/$batch', { body: { requests: [revoke, get('2', '/me')] } });
    expect(body.responses.map((one: { status: number }) => one.status)).toEqual([200, 401]);
  });
});
