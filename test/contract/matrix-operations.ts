import { randomUUID } from 'node:crypto';
import type { Lab } from './lab.ts';

/** What an operation needs somebody to be allowed. The matrix has a row for each role with these. */
export type Kind =
  | 'look at objects'
  | 'look at methods'
  | 'look at logs'
  | 'look at pass policy'
  | 'look at conditional access'
  | 'create people'
  | 'change members'
  | 'change administrators'
  | 'sign members out'
  | 'sign administrators out'
  | 'manage methods of members'
  | 'manage methods of administrators'
  | 'change groups'
  | 'change devices'
  | 'give roles'
  | 'change pass policy'
  | 'change conditional access'
  | 'register for others';

/** Whom and what an operation is tried on; made anew where the operation would use it up. */
export interface Targets {
  readonly member: string;
  readonly administrator: string;
  readonly group: string;
  readonly device: string;
}

export interface Operation {
  readonly needs: Kind;
  readonly method: string;
  /** The route as it is installed; `{user}` and the like are replaced. */
  readonly route: string;
  readonly over?: 'member' | 'administrator';
  readonly body?: unknown;
}

const NOTHING = '5eed0000-0000-4000-8000-00000000dead';
const READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const PASS_POLICY =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const PASS_POLICY_BODY = {
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
};
const STRENGTHS = [
  '/policies/authenticationStrengthPolicies',
  '/identity/conditionalAccess/authenticationStrength/policies',
];

const reads = (needs: Kind, routes: readonly string[]): Operation[] =>
  routes.map((route) => ({ needs, method: 'GET', route }));

/** Once over a member, once over an administrator. */
const both = (
  verb: 'change' | 'sign out' | 'manage methods of',
  method: string,
  route: string,
  body?: unknown,
): Operation[] =>
  (['member', 'administrator'] as const).map((over) => ({
    needs: (verb === 'sign out' ? `sign ${over}s out` : `${verb} ${over}s`) as Kind,
    method,
    route,
    over,
    body,
  }));

const METHODS = [
  'fido2Methods',
  'windowsHelloForBusinessMethods',
  'softwareOathMethods',
  'temporaryAccessPassMethods',
];
const AUTHENTICATION = '/users/{user}/authentication';

/** Every operation on somebody or something else; `/me` has no role in it. */
export const OPERATIONS: readonly Operation[] = [
  ...reads('look at objects', [
    '/users',
    '/users/{user}',
    '/users/{user}/memberOf',
    '/users/{user}/ownedDevices',
    '/users/{user}/registeredDevices',
    '/groups',
    '/groups/{group}',
    '/groups/{group}/members',
    '/directoryRoles',
    '/directoryRoles/{role}',
    '/directoryRoles/{role}/members',
    '/devices',
    '/devices/{device}',
    "/devices(deviceId='{device}')",
    '/devices/{device}/registeredOwners',
    '/devices/{device}/registeredUsers',
  ]),
  ...reads('look at methods', [
    `${AUTHENTICATION}/methods`,
    ...[...METHODS, 'passwordMethods'].flatMap((name) => [
      `${AUTHENTICATION}/${name}`,
      `${AUTHENTICATION}/${name}/{method}`,
    ]),
  ]),
  ...reads('look at logs', [
    '/auditLogs/signIns',
    '/auditLogs/signIns/{id}',
    '/auditLogs/directoryAudits',
    '/auditLogs/directoryAudits/{id}',
  ]),
  ...reads('look at pass policy', [PASS_POLICY, PASS_POLICY.replace('/temp', '/Temp')]),
  ...reads('look at conditional access', [
    '/identity/conditionalAccess/policies',
    '/identity/conditionalAccess/policies/{policy}',
    ...STRENGTHS.flatMap((base) => [base, `${base}/{strength}`, `${base}/{strength}/usage`]),
  ]),
  {
    needs: 'look at conditional access',
    method: 'POST',
    route: '/identity/conditionalAccess/evaluate',
    body: {},
  },
  { needs: 'create people', method: 'POST', route: '/users' },
  ...both('change', 'PATCH', '/users/{user}', { displayName: 'Changed' }),
  ...both('change', 'DELETE', '/users/{user}'),
  ...both('sign out', 'POST', '/users/{user}/revokeSignInSessions'),
  ...both('manage methods of', 'POST', `${AUTHENTICATION}/temporaryAccessPassMethods`, {}),
  ...METHODS.flatMap((name) => both('manage methods of', 'DELETE', `${AUTHENTICATION}/${name}/{method}`)),
  ...[
    ['POST', '/groups', { displayName: 'G', mailNickname: 'g', mailEnabled: false, securityEnabled: true }],
    ['PATCH', '/groups/{group}', { displayName: 'Changed' }],
    ['DELETE', '/groups/{group}'],
    ['POST', '/groups/{group}/members/$ref', 'reference'],
    ['DELETE', '/groups/{group}/members/{member}/$ref'],
  ].map(([method, route, body]) => ({ needs: 'change groups', method, route, body }) as Operation),
  ...["/devices(deviceId='{device}')", '/devices/{device}'].flatMap((route): Operation[] => [
    { needs: 'change devices', method: 'PATCH', route, body: { isCompliant: true } },
    { needs: 'change devices', method: 'DELETE', route },
  ]),
  { needs: 'give roles', method: 'POST', route: '/directoryRoles/{role}/members/$ref', body: 'reference' },
  { needs: 'give roles', method: 'DELETE', route: '/directoryRoles/{role}/members/{member}/$ref' },
  ...[PASS_POLICY, PASS_POLICY.replace('/temp', '/Temp')].flatMap((route): Operation[] => [
    { needs: 'change pass policy', method: 'PATCH', route, body: PASS_POLICY_BODY },
    { needs: 'change pass policy', method: 'DELETE', route },
  ]),
  ...[
    ['POST', '/identity/conditionalAccess/policies'],
    ['PATCH', '/identity/conditionalAccess/policies/{policy}'],
    ['DELETE', '/identity/conditionalAccess/policies/{policy}'],
    ...STRENGTHS.flatMap((base) => [
      ['POST', base],
      ['POST', `${base}/{strength}/updateAllowedCombinations`],
      ['PATCH', `${base}/{strength}`],
      ['DELETE', `${base}/{strength}`],
    ]),
  ].map(
    ([method, route]) =>
      ({
        needs: 'change conditional access',
        method,
        route,
        ...(method === 'DELETE' ? {} : { body: {} }),
      }) as Operation,
  ),
  { needs: 'register for others', method: 'GET', route: `${AUTHENTICATION}/fido2Methods/creationOptions` },
  { needs: 'register for others', method: 'POST', route: `${AUTHENTICATION}/fido2Methods`, body: {} },
];

/** The operation as a request. What is not there stands in where a thing would be used up: who may, hears 404 and not 403. */
export function requestOf(operation: Operation, targets: Targets) {
  const person = operation.over === 'administrator' ? targets.administrator : targets.member;
  const path = operation.route
    .replace('{user}', person)
    .replace('{member}', NOTHING)
    .replace('{group}', operation.method === 'DELETE' ? NOTHING : targets.group)
    .replace('{role}', READER)
    .replace('{device}', targets.device)
    .replace(/\{(method|policy|strength|id)\}/, NOTHING);
  const body =
    operation.route === '/users' && operation.method === 'POST'
      ? newPerson()
      : operation.body === 'reference'
        ? { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${NOTHING}` }
        : operation.body;
  return {
    path: `/v1.0${path}`,
    call: { method: operation.method, ...(body === undefined ? {} : { body }) },
  };
}

function newPerson() {
  const name = `n${randomUUID().slice(0, 8)}`;
  return {
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@northwind.example`,
  };
}

/** A person straight in the store; `role` makes an administrator of them. */
export async function makePerson(lab: Lab, name: string, role?: string, guest = false): Promise<string> {
  const id = randomUUID();
  await lab.db
    .insertInto('users')
    .values({
      id,
      user_principal_name: `${name}@northwind.example`,
      display_name: name,
      user_type: guest ? 'Guest' : 'Member',
      account_enabled: 1,
      sessions_valid_from: 0,
      created_at: lab.now(),
    })
    .execute();
  if (role !== undefined) await lab.db.insertInto('role_assignments').values({ user_id: id, role }).execute();
  return id;
}
