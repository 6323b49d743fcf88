import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Authenticator } from './authenticator.ts';
import { type Answer, Lab } from './lab.ts';
import { Laptop } from './laptop.ts';

/* Whatever comes in, at any route: an answer that was meant, or a typed 4xx. Never a 500, never a hang. */

let lab: Lab;
let laptop: Laptop;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
  laptop = await Laptop.make(lab);
  const user = 'amal@northwind.example';
  await laptop.signInWithPass(user, await lab.issuePass(user));
  await laptop.join();
});
afterAll(() => lab.close());

function expectTyped(answer: Answer, what: string): void {
  expect(answer.status, what).toBeLessThan(500);
  if (answer.status < 400) return;
  const error = answer.body?.error;
  expect(error?.innerError?.suberror ?? answer.body?.suberror, `${what}: ${answer.status}`).toBeTypeOf(
    'string',
  );
}

const OPTIONS = [
  '$top',
  '$filter',
  '$select',
  '$orderby',
  '$skiptoken',
  '$expand',
  '$count',
  'x',
  '__proto__',
];
const word = fc.constantFrom(
  'id',
  'eq',
  "'a'",
  '(',
  ')',
  'and',
  'not',
  'startsWith',
  ',',
  'null',
  '5',
  '%',
  'displayName',
);
const value = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')),
);

test('random OData', { timeout: 60_000 }, async () => {
  const path = fc.constantFrom(
    '/v1.0/users',
    '/beta/users/ben@northwind.example',
    '/v1.0/devices',
    '/v1.0/groups',
    '/v1.0/groups/group-no-pass/members',
    '/v1.0/users/ben@northwind.example/memberOf',
    '/v1.0/directoryRoles',
    '/v1.0/auditLogs/signIns',
    '/v1.0/auditLogs/directoryAudits',
    '/v1.0/users/ben@northwind.example/authentication/methods',
    '/provisioning/v1/runs',
    '/provisioning/v1/reports',
    '/provisioning/v1/passes',
  );
  const query = fc.array(fc.tuple(fc.constantFrom(...OPTIONS), value), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(path, query, async (at, options) => {
      const text = options
        .map(([name, given]) => `${name}=${encodeURIComponent(given.toWellFormed())}`)
        .join('&');
      expectTyped(await lab.call(`${at}?${text}`, { headers }), `${at}?${text}`);
    }),
    { numRuns: 150 },
  );
});

test('random segments of paths', { timeout: 60_000 }, async () => {
  const segment = fc.oneof(
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.constantFrom('..', '%', '%zz', '%00', "'"),
  );
  const shape = fc.constantFrom(
    (one: string) => `/v1.0/users/${one}`,
    (one: string) => `/v1.0/users/${one}/authentication/temporaryAccessPassMethods/${one}`,
    (one: string) => `/v1.0/users/ben@northwind.example/authentication/windowsHelloForBusinessMethods/${one}`,
    (one: string) => `/v1.0/devices(deviceId='${one}')`,
    (one: string) => `/v1.0/devices/${one}`,
  );
  await fc.assert(
    fc.asyncProperty(shape, segment, fc.boolean(), async (path, one, encoded) => {
      const raw = one.toWellFormed();
      const at = path(encoded ? encodeURIComponent(raw) : encodeURI(raw).replaceAll(/[?#]/g, ''));
      expectTyped(await lab.call(at, { headers }), at);
    }),
    { numRuns: 150 },
  );
});

test('random JSON by an administrator', { timeout: 60_000 }, async () => {
  const person = { accountEnabled: true, displayName: 'x', mailNickname: 'x', userPrincipalName: 'x@y' };
  const account = { ...person, passwordProfile: { password: 'x' }, otherMails: [], employeeHireDate: 'x' };
  const nobody = randomUUID();
  const seeds: [method: string, path: string, body: Record<string, unknown>][] = [
    ['POST', '/v1.0/users', account],
    ['PATCH', `/v1.0/users/eva@northwind.example`, account],
    [
      'POST',
      '/v1.0/groups',
      { displayName: 'x', mailNickname: 'x', mailEnabled: false, securityEnabled: true },
    ],
    ['POST', '/v1.0/groups/group-no-pass/members/$ref', { '@odata.id': `https://x/v1.0/users/${nobody}` }],
    ['PATCH', `/v1.0/devices/${nobody}`, { isCompliant: true, displayName: 'x', accountEnabled: true }],
    [
      'POST',
      '/v1.0/$batch',
      { requests: [{ id: '1', method: 'POST', url: '/users', headers: {}, body: person, dependsOn: [] }] },
    ],
  ];
  const json = fc.jsonValue({ maxDepth: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      json,
      fc.nat(),
      fc.boolean(),
      async ([method, path, body], other, pick, whole) => {
        const members = Object.keys(body);
        const member = members[pick % members.length] ?? '';
        const sent = JSON.stringify(whole ? other : { ...body, [member]: other });
        const answer = await lab.call(path, { method, headers, body: sent });
        expectTyped(answer, `${method} ${path} ${sent}`);
        for (const one of answer.body?.responses ?? []) expect(one.status, sent).toBeLessThan(500);
      },
    ),
    { numRuns: 250 },
  );
});

test('random requests in a batch', { timeout: 60_000 }, async () => {
  const odd = fc.constantFrom(
    '..',
    '%2e',
    '$batch',
    '%24batch',
    '//x',
    '?$top=1',
    '#',
    '\\',
    '\u0000',
    "('",
    ' ',
  );
  const url = fc
    .array(
      fc.oneof(
        odd,
        fc.constantFrom('/', 'users', 'me', 'devices', 'oauth2', 'v1.0'),
        fc.string({ maxLength: 8 }),
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('').toWellFormed());
  const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'get', 'CONNECT');
  const request = fc.record(
    {
      id: fc.string({ maxLength: 3 }),
      method,
      url,
      body: fc.jsonValue({ maxDepth: 1 }),
      headers: fc.dictionary(fc.string(), fc.string()),
    },
    { requiredKeys: ['id', 'method', 'url'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 3 }), async (requests) => {
      const sent = JSON.stringify({ requests });
      const answer = await lab.call('/v1.0/$batch', { headers, body: sent });
      expectTyped(answer, sent);
      for (const one of answer.body?.responses ?? []) {
        expect(one.status, sent).toBeLessThan(500);
        if (one.status >= 400) expect(one.body.error.innerError.suberror, sent).toBeTypeOf('string');
      }
    }),
    { numRuns: 200, examples: [[[{ id: ' ', method: 'GET', url: 'oauth2/' }]]] },
  );
});

test('random JSON', { timeout: 60_000 }, async () => {
  const good = new Authenticator().register('A'.repeat(43));
  const seeds: [string, Record<string, unknown>][] = [
    ['/registration/v1/devices', await laptop.joinBody()],
    ['/v1.0/me/authentication/fido2Methods', { displayName: 'x', publicKeyCredential: good }],
    ['/provisioning/v1/runs', { id: randomUUID(), displayName: 'x' }],
    [
      `/provisioning/v1/runs/${randomUUID()}/events`,
      { events: [{ id: randomUUID(), occurredDateTime: new Date().toISOString(), type: 'step' }] },
    ],
  ];
  const json = fc.jsonValue({ maxDepth: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      json,
      fc.nat(),
      fc.boolean(),
      async ([path, body], other, pick, whole) => {
        const members = Object.keys(body);
        const member = members[pick % members.length] ?? '';
        const sent = whole ? other : { ...body, [member]: other };
        expectTyped(
          await laptop.call(path, { body: JSON.stringify(sent) }),
          `${path} ${JSON.stringify(sent)}`,
        );
      },
    ),
    { numRuns: 200 },
  );
});

test('random bytes as certificate request and as attestation', { timeout: 60_000 }, async () => {
  const join = await laptop.joinBody();
  const bytes = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(bytes, async (random) => {
      const csr = Buffer.from(random).toString('base64');
      expectTyped(await laptop.call('/registration/v1/devices', { body: { ...join, csr } }), `csr ${csr}`);
      const good = new Authenticator().register('A'.repeat(43));
      const attestationObject = Buffer.from(random).toString('base64url');
      const answer = await laptop.register({ ...good, response: { ...good.response, attestationObject } });
      expect([answer.status, answer.body.error.innerError.suberror]).toEqual([400, 'attestation_refused']);
    }),
    { numRuns: 100 },
  );
});
