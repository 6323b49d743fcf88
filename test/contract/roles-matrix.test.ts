import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RESOURCE_SCOPES } from '../../server-stub/sign-in/clients.ts';
import { ROLES, type Role } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { graphRoutes } from './graph-routes.ts';
import { type Answer, type Call, Lab, slugOf } from './lab.ts';
import {
  type Kind,
  makePerson,
  OPERATIONS,
  type Operation,
  requestOf,
  type Targets,
} from './matrix-operations.ts';

type Who = Role | 'member' | 'internal guest' | 'application';
type Caller = { call(path: string, call: Call): Promise<Answer> };

const LOOK: readonly Kind[] = ['look at objects', 'look at methods', 'look at logs'];
const POLICIES: readonly Kind[] = ['look at pass policy', 'look at conditional access'];
const OVER_MEMBERS: readonly Kind[] = ['sign members out', 'manage methods of members'];

/** One row for each role: what it may. Everything else is refused. Written by hand from Entra's documents, not from the code. */
const MATRIX: Readonly<Record<Who, readonly Kind[]>> = {
  'Global Administrator': [
    ...LOOK,
    ...POLICIES,
    ...OVER_MEMBERS,
    'create people',
    'change members',
    'change administrators',
    'sign administrators out',
    'manage methods of administrators',
    'change groups',
    'change devices',
    'give roles',
    'change pass policy',
    'change conditional access',
  ],
  'Global Reader': [...LOOK, ...POLICIES],
  'Authentication Administrator': [...LOOK, ...OVER_MEMBERS],
  'Privileged Authentication Administrator': [
    ...LOOK,
    ...OVER_MEMBERS,
    'sign administrators out',
    'manage methods of administrators',
  ],
  'Authentication Policy Administrator': ['look at objects', 'look at pass policy', 'change pass policy'],
  'User Administrator': [
    'look at objects',
    'create people',
    'change members',
    'sign members out',
    'change groups',
  ],
  'Groups Administrator': ['look at objects', 'change groups'],
  'Cloud Device Administrator': ['look at objects', 'change devices'],
  'Privileged Role Administrator': ['look at objects', 'give roles'],
  'Conditional Access Administrator': [
    'look at objects',
    'look at conditional access',
    'change conditional access',
  ],
  'Security Administrator': [
    'look at objects',
    'look at logs',
    'look at conditional access',
    'change conditional access',
  ],
  'Security Reader': ['look at objects', 'look at logs', 'look at conditional access'],
  'Helpdesk Administrator': ['look at objects'],
  member: [],
  'internal guest': [],
  application: [
    ...LOOK,
    ...POLICIES,
    ...OVER_MEMBERS,
    'create people',
    'change members',
    'manage methods of administrators',
    'change groups',
    'change devices',
    'change pass policy',
    'change conditional access',
  ],
};

const SCOPE = ['openid', ...RESOURCE_SCOPES].join(' ');
let lab: Lab;
let targets: Targets;
const callers = new Map<Who, Caller>();

beforeAll(async () => {
  lab = await Lab.open();
  await makePerson(lab, 'second-global', ROLES.globalAdministrator);
  const headers = await lab.adminHeaders();
  callers.set('application', { call: (path, call) => lab.call(path, { ...call, headers }) });
  for (const who of Object.keys(MATRIX) as Who[]) {
    if (who === 'application') continue;
    const name = who.toLowerCase().replaceAll(' ', '-');
    const roles = who === 'member' || who === 'internal guest' ? [] : [who];
    await makePerson(lab, name, undefined, who === 'internal guest');
    callers.set(who, await signInAs(lab, `${name}@northwind.example`, roles, SCOPE));
  }
}, 60_000);
afterAll(() => lab.close());

/** Fresh ones for each row, so that nothing is missing because a row before it was allowed to remove it. */
async function makeTargets(): Promise<Targets> {
  const group = randomUUID();
  await lab.db
    .insertInto('groups')
    .values({ id: group, display_name: 'Target', created_at: lab.now() })
    .execute();
  return {
    member: await makePerson(lab, `m${group}`),
    administrator: await makePerson(lab, `a${group}`, ROLES.userAdministrator),
    group,
    device: randomUUID(),
  };
}

const name = ({ method, route, over }: Operation) => `${method} ${route}${over ? ` over ${over}` : ''}`;

async function isAllowed(caller: Caller, operation: Operation): Promise<boolean> {
  const { path, call } = requestOf(operation, targets);
  const answer = await caller.call(path, call);
  expect([200, 201, 204, 400, 403, 404], `${name(operation)}: ${slugOf(answer)}`).toContain(answer.status);
  return answer.status !== 403;
}

/** Deleting comes last: the person is needed until then. */
const ORDERED = OPERATIONS.toSorted((a, b) => Number(isDelete(a)) - Number(isDelete(b)));
function isDelete({ method, route }: Operation): boolean {
  return method === 'DELETE' && route === '/users/{user}';
}

test.each(Object.entries(MATRIX) as [Who, readonly Kind[]][])('%s', async (who, may) => {
  targets = await makeTargets();
  const caller = callers.get(who);
  if (!caller) throw new TypeError(`nobody is signed in as ${who}`);
  const wrong: string[] = [];
  for (const operation of ORDERED) {
    const allowed = await isAllowed(caller, operation);
    if (allowed !== may.includes(operation.needs)) {
      wrong.push(`${allowed ? 'may' : 'may not'}: ${name(operation)}`);
    }
  }
  expect(wrong).toEqual([]);
});

describe('beside the roles', () => {
  test('every route of Graph that is about somebody or something else is an operation of the matrix', async () => {
    const known = new Set(OPERATIONS.map(({ method, route }) => `${method} ${route}`));
    const own = ({ path }: { path: string }) =>
      path === '/me' || path.startsWith('/me/') || path === '/$batch';
    const routes = (await graphRoutes()).filter((route) => !own(route));
    const missing = routes.map(({ method, path }) => `${method} ${path}`).filter((one) => !known.has(one));
    expect(missing).toEqual([]);
    expect(routes.length).toBeGreaterThan(60);
  });

  test('without a token nothing is allowed', async () => {
    targets = await makeTargets();
    for (const operation of OPERATIONS) {
      const { path, call } = requestOf(operation, targets);
      expect((await lab.call(path, call)).status, name(operation)).toBe(401);
    }
  });

  test('a role without the scope opens nothing', async () => {
    targets = await makeTargets();
    const user = 'second-global@northwind.example';
    const narrow = await signInAs(lab, user, [ROLES.globalAdministrator], 'openid User.Read');
    for (const operation of OPERATIONS) {
      expect(await isAllowed(narrow, operation), name(operation)).toBe(false);
    }
  });

  test.each(Object.values(ROLES))('%s issues no pass to oneself', async (role) => {
    const caller = callers.get(role);
    const me = (await caller?.call('/v1.0/me', { method: 'GET' }))?.body.id;
    const pass = await caller?.call(`/v1.0/users/${me}/authentication/temporaryAccessPassMethods`, {
      method: 'POST',
      body: {},
    });
    expect(pass?.status).toBe(403);
  });

  test('oneself: look at oneself, end one’s sign-ins, and change nothing about the account', async () => {
    const id = await makePerson(lab, 'self');
    const self = await signInAs(lab, 'self@northwind.example', [], SCOPE);
    targets = { ...(await makeTargets()), member: id };
    const about = OPERATIONS.filter(
      ({ route, over }) => route.includes('{user}') && over !== 'administrator',
    );
    const may: string[] = [];
    for (const operation of about.filter(({ route }) => !route.endsWith('revokeSignInSessions'))) {
      if (await isAllowed(self, operation)) may.push(name(operation));
    }
    const refused = about.map(name).filter((one) => !may.includes(one));
    expect(refused).toEqual([
      'PATCH /users/{user} over member',
      'DELETE /users/{user} over member',
      'POST /users/{user}/revokeSignInSessions over member',
      'POST /users/{user}/authentication/temporaryAccessPassMethods over member',
    ]);
    const revoked = await self.call(`/v1.0/users/${id}/revokeSignInSessions`, { method: 'POST' });
    expect(revoked.status).toBe(200);
  });
});
