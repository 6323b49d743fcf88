import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import * as shapes from '../../../server-stub/openapi/shapes.ts';
import { Authenticator } from '../../contract/authenticator.ts';
import { Lab } from '../../contract/lab.ts';
import { Laptop } from '../../contract/laptop.ts';

/* What the document says of answers, held against real ones: every member that is there is described. */

const AMAL = 'amal@northwind.example';
const METHODS = `/v1.0/users/${AMAL}/authentication`;
let lab: Lab;
let headers: Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: the whole document, as a client sees it
let document: any;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
  document = (await lab.call('/openapi.json')).body;
  const laptop = await Laptop.make(lab);
  await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
  await laptop.join();
  await laptop.register(new Authenticator().register(await laptop.creationChallenge()));
  await laptop.call('/provisioning/v1/runs', {
    body: { id: '5eed0000-0000-4000-8000-00000000aaaa', displayName: 'Desk 4' },
  });
});
afterAll(() => lab.close());

test.each<[path: string, shape: z.ZodMiniType]>([
  ['/v1.0/users', shapes.User],
  ['/v1.0/groups', shapes.Group],
  ['/v1.0/directoryRoles', shapes.DirectoryRole],
  ['/v1.0/devices', shapes.Device],
  [`${METHODS}/methods`, shapes.AuthenticationMethod],
  [`${METHODS}/temporaryAccessPassMethods`, shapes.SHAPES.TemporaryAccessPass as z.ZodMiniType],
  ['/v1.0/users/ben@northwind.example/authentication/passwordMethods', shapes.AuthenticationMethod],
  ['/v1.0/policies/authenticationStrengthPolicies', shapes.AuthenticationStrength],
  ['/v1.0/identity/conditionalAccess/policies', shapes.ConditionalAccessPolicy],
  ['/v1.0/auditLogs/signIns', shapes.SignIn],
  ['/beta/auditLogs/signIns', shapes.SignInBeta],
  ['/v1.0/auditLogs/directoryAudits', shapes.DirectoryAudit],
  ['/provisioning/v1/runs', shapes.Run],
])('%s', async (path, shape) => {
  const { status, body } = await lab.call(path, { headers });
  expect(status).toBe(200);
  expect(body.value.length).toBeGreaterThan(0);
  for (const one of body.value) expect(shape.parse(one)).toEqual(one);
});

test('the pass policy', async () => {
  const path =
    '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
  const { '@odata.context': _, ...policy } = (await lab.call(path, { headers })).body;
  expect(shapes.TemporaryAccessPassPolicy.parse(policy)).toEqual(policy);
});

describe('in the document', () => {
  const get = (path: string) => document.paths[path].get;
  const schemaOf = (path: string) => get(path).responses[200].content['application/json'].schema;

  test('shapes have names that a generated client keeps, and beta has its own', () => {
    expect(Object.keys(document.components.schemas)).toEqual(Object.keys(shapes.SHAPES));
    expect(schemaOf('/v1.0/users/{user}')).toEqual({ $ref: '#/components/schemas/User' });
    const rows = (version: string) => schemaOf(`/${version}/auditLogs/signIns`).properties.value.items;
    expect(rows('v1.0')).toEqual({ $ref: '#/components/schemas/SignIn' });
    expect(rows('beta')).toEqual({ $ref: '#/components/schemas/SignInBeta' });
  });

  test('an operation says which scopes, application permissions and roles open it', () => {
    expect(get('/v1.0/users')['x-permissions']).toMatchObject({
      delegated: expect.arrayContaining(['User.Read.All']),
      application: expect.arrayContaining(['User.Read.All']),
      roles: expect.arrayContaining(['Global Reader']),
    });
    const issue = document.paths['/v1.0/users/{user}/authentication/temporaryAccessPassMethods'].post;
    expect(issue['x-permissions']).toMatchObject({
      delegated: ['UserAuthenticationMethod.ReadWrite.All'],
      roles: expect.arrayContaining([
        'Authentication Administrator',
        'Privileged Authentication Administrator',
      ]),
    });
    expect(issue.description).toContain('Authentication Administrator');
  });

  test('every operation of Graph about others says so', () => {
    const silent = Object.entries(document.paths as Record<string, Record<string, object>>).flatMap(
      ([path, methods]) =>
        path.startsWith('/v1.0/') && !path.startsWith('/v1.0/me') && path !== '/v1.0/$batch'
          ? Object.entries(methods).flatMap(([method, one]) =>
              'x-permissions' in one ? [] : [`${method} ${path}`],
            )
          : [],
    );
    expect(silent).toEqual([]);
  });
});
