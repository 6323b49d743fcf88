import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { type Answer, type Call, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const SCOPE =
  'openid User.Read User.ReadWrite.All User.RevokeSessions.All RoleManagement.ReadWrite.Directory';
const BEN = 'ben@northwind.example';
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

const call = (path: string, rest: Call = {}) => lab.call(`/v1.0${path}`, { headers, ...rest });
const patch = (user: string, body: unknown) => call(`/users/${user}`, { method: 'PATCH', body });
let counter = 0;

function account(change: Record<string, unknown> = {}): Record<string, unknown> {
  counter += 1;
  return {
    accountEnabled: true,
    displayName: `Nia Park ${counter}`,
    mailNickname: `nia${counter}`,
    userPrincipalName: `Nia${counter}@Northwind.example`,
    passwordProfile: { password: 'Winter-lantern-47', forceChangePasswordNextSignIn: true },
    ...change,
  };
}

async function created(change: Record<string, unknown> = {}): Promise<Record<string, string>> {
  const answer = await call('/users', { body: account(change) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const audits = async (activity: string) => {
  const filter = encodeURIComponent(`activityDisplayName eq '${activity}'`);
  return (await call(`/auditLogs/directoryAudits?$filter=${filter}`)).body.value;
};

describe('creating', () => {
  test('gives the person in Graph’s shape, without the password, and audits it', async () => {
    const user = await created({
      givenName: 'Nia',
      surname: 'Park',
      usageLocation: 'de',
      employeeHireDate: '2026-12-01T08:00:00Z',
      otherMails: ['nia@home.example'],
    });
    expect(user).toMatchObject({
      userPrincipalName: 'nia1@northwind.example',
      givenName: 'Nia',
      usageLocation: 'DE',
      employeeHireDate: '2026-12-01T08:00:00.000Z',
      otherMails: ['nia@home.example'],
      userType: 'Member',
      passwordProfile: { password: null, forceChangePasswordNextSignIn: true },
    });
    const again = await call(`/users/${user.userPrincipalName}`);
    expect(again.body).toEqual({ ...user, '@odata.context': expect.any(String) });
    expect(JSON.stringify(again.body)).not.toContain('lantern');
    const [row] = await audits('Add user');
    expect(row.targetResources[0].id).toBe(user.id);
    expect(JSON.stringify(row)).not.toContain('lantern');
  });

  test('the password works, and a person may also have none', async () => {
    const user = await created();
    const laptop = await Laptop.make(lab);
    const answer = await laptop.signIn(user.userPrincipalName!, () => ({
      authn_method: 'password',
      password: 'Winter-lantern-47',
    }));
    expect(slugOf(answer)).not.toBe('password_wrong');
    const bare = await created({ passwordProfile: undefined });
    expect((await call(`/users/${bare.id}/authentication/methods`)).body.value).toEqual([]);
  });

  test.each([
    ['a name that somebody has', { userPrincipalName: 'BEN@northwind.example' }, 'name_taken'],
    ['a domain of somebody else', { userPrincipalName: 'nia@fabrikam.example' }, 'domain_unknown'],
    ['two at signs', { userPrincipalName: 'a@b@northwind.example' }, 'request_malformed'],
    ['a space in the name', { userPrincipalName: 'n ia@northwind.example' }, 'request_malformed'],
    ['a short password', { passwordProfile: { password: 'Ab1-xyz' } }, 'password_weak'],
    ['a plain password', { passwordProfile: { password: 'winterlantern' } }, 'password_weak'],
    ['a member that is not there', { jobTitle: 'x' }, 'request_malformed'],
    ['no display name', { displayName: undefined }, 'request_malformed'],
    ['a country that is none', { usageLocation: 'Germany' }, 'request_malformed'],
    ['a date without a zone', { employeeHireDate: '2026-12-01T08:00:00' }, 'request_malformed'],
    ['another type', { userType: 'Robot' }, 'request_malformed'],
  ])('refused: %s', async (_what, change, slug) => {
    const answer = await call('/users', { body: account(change) });
    expect([answer.status, slugOf(answer)]).toEqual([400, slug]);
  });

  test.each(['\u001b[31mred', 'two\r\nlines', 'a\u0000b', 'half \ud800', ''])(
    'a display name that terminals and logs could not show as it is, %j, is refused',
    async (displayName) => {
      const body = JSON.stringify({
        accountEnabled: true,
        displayName,
        mailNickname: 'n',
        userPrincipalName: 'n@northwind.example',
      });
      expect(slugOf(await lab.call('/v1.0/users', { headers, body }))).toBe('request_malformed');
    },
  );

  test('a taken name has Entra’s code and sentence', async () => {
    const { body } = await call('/users', { body: account({ userPrincipalName: BEN }) });
    expect(body.error).toMatchObject({
      code: 'Request_BadRequest',
      message: 'Another object with the same value for property userPrincipalName already exists.',
    });
  });

  test('a password that has the name in it is refused', async () => {
    const answer = await call('/users', {
      body: account({
        userPrincipalName: 'patricia@northwind.example',
        passwordProfile: { password: 'xPatricia-77' },
      }),
    });
    expect(slugOf(answer)).toBe('password_weak');
  });

  test('of eight at once with one name, one is made', async () => {
    const body = account({ userPrincipalName: 'eight@northwind.example' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('/users', { body })));
    const slugs = answers.map((answer) => (answer.status === 201 ? 'made' : slugOf(answer)));
    expect(slugs.filter((slug) => slug === 'made')).toHaveLength(1);
    expect(new Set(slugs)).toEqual(new Set(['made', 'name_taken']));
  });

  test('an internal guest may be made', async () => {
    expect(await created({ userType: 'Guest' })).toMatchObject({ userType: 'Guest', creationType: null });
  });
});

describe('changing', () => {
  test('what is named changes, the rest stays', async () => {
    const user = await created({ givenName: 'Nia', surname: 'Park' });
    const change = { displayName: 'Nia Berg', surname: 'Berg', givenName: null };
    expect((await patch(user.id!, change)).status).toBe(204);
    expect((await call(`/users/${user.id}`)).body).toMatchObject({
      ...change,
      mailNickname: user.mailNickname,
      userPrincipalName: user.userPrincipalName,
    });
    expect((await patch(user.id!, {})).status).toBe(204);
    const [row] = await audits('Update user');
    expect(row.additionalDetails).toEqual([{ key: 'changed', value: 'givenName, surname, displayName' }]);
  });

  test('a name may be one’s own, and not another’s', async () => {
    const user = await created();
    const own = user.userPrincipalName!.toUpperCase();
    expect((await patch(user.id!, { userPrincipalName: own })).status).toBe(204);
    expect(slugOf(await patch(user.id!, { userPrincipalName: BEN }))).toBe('name_taken');
  });

  test('switching off ends sign-ins at once and lets a held pass go without using it up', async () => {
    const user = await created({ passwordProfile: undefined });
    const laptop = await Laptop.make(lab);
    await laptop.signInWithPass(user.userPrincipalName!, await lab.issuePass(user.id!));
    expect((await laptop.call('/registration/v1/nonce', { method: 'POST' })).status).toBe(200);
    expect((await patch(user.id!, { accountEnabled: false })).status).toBe(204);
    expect(slugOf(await laptop.call('/registration/v1/nonce', { method: 'POST' }))).toBe('token_invalid');
    const [pass] = (await call(`/users/${user.id}/authentication/temporaryAccessPassMethods`)).body.value;
    expect(pass).toMatchObject({ isUsable: true, methodUsabilityReason: 'EnabledByPolicy' });
    expect((await audits('Disable account'))[0].targetResources[0].id).toBe(user.id);
  });

  test('another password ends sign-ins', async () => {
    const desk = await signInAs(lab, 'gina@northwind.example', [], SCOPE);
    expect((await desk.call('/v1.0/me')).status).toBe(200);
    const passwordProfile = { password: 'Autumn-lantern-48' };
    expect((await patch('gina@northwind.example', { passwordProfile })).status).toBe(204);
    expect((await desk.call('/v1.0/me')).status).toBe(401);
    expect(await audits('Reset user password')).toHaveLength(1);
  });

  test('somebody who is not there: 404', async () => {
    expect((await patch('nobody@northwind.example', { displayName: 'x' })).status).toBe(404);
  });
});

describe('deleting', () => {
  test('ends everything that was open, and the logs keep what they say', async () => {
    const user = await created({ passwordProfile: undefined });
    const laptop = await Laptop.make(lab);
    await laptop.signInWithPass(user.userPrincipalName!, await lab.issuePass(user.id!));
    const { body: joined } = await laptop.join();
    expect((await call(`/users/${user.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/users/${user.id}`)).status).toBe(404);
    expect((await call(`/devices/${joined.id}`)).status).toBe(404);
    expect(slugOf(await laptop.call('/registration/v1/nonce', { method: 'POST' }))).toBe('token_invalid');
    for (const table of ['passes', 'sessions', 'credentials', 'reservations'] as const) {
      expect(await lab.db.selectFrom(table).selectAll().where('user_id', '=', user.id!).execute()).toEqual(
        [],
      );
    }
    const filter = encodeURIComponent(`userId eq '${user.id}'`);
    expect((await call(`/auditLogs/signIns?$filter=${filter}`)).body.value).toHaveLength(1);
    expect((await audits('Delete user'))[0].targetResources[0].userPrincipalName).toBe(
      user.userPrincipalName,
    );
    expect((await call(`/users/${user.id}`, { method: 'DELETE' })).status).toBe(404);
  });

  test('a laptop on which somebody else has a key goes to that person', async () => {
    const user = await created();
    const laptop = await Laptop.make(lab);
    await laptop.signInWithPass(user.userPrincipalName!, await lab.issuePass(user.id!));
    const { body: joined } = await laptop.join();
    const eva = await lab.db
      .selectFrom('credentials')
      .innerJoin('users', 'users.id', 'credentials.user_id')
      .select(['credential_id', 'user_id'])
      .where('user_principal_name', '=', 'eva@northwind.example')
      .executeTakeFirstOrThrow();
    const key = lab.db.updateTable('credentials').where('credential_id', '=', eva.credential_id);
    await key.set({ device_id: joined.id }).execute();
    expect((await call(`/users/${user.id}`, { method: 'DELETE' })).status).toBe(204);
    const { body } = await call(`/devices/${joined.id}/registeredOwners`);
    expect(body.value.map((one: { id: string }) => one.id)).toEqual([eva.user_id]);
    await key.set({ device_id: null }).execute();
  });
});

describe('the last Global Administrator', () => {
  // The demo has one of its own.
  beforeEach(async () => {
    await lab.db.deleteFrom('role_assignments').where('role', '=', ROLES.globalAdministrator).execute();
  });

  test('is neither switched off, nor deleted, nor loses the role; the last but one may', async () => {
    const cora = await signInAs(lab, 'cora@northwind.example', [ROLES.globalAdministrator], SCOPE);
    const me = (await cora.call('/v1.0/me')).body.id;
    const role = '/v1.0/directoryRoles/62e90394-69f5-4237-9190-012177145e10/members';
    const attempts: [string, Call][] = [
      [`/v1.0/users/${me}`, { method: 'PATCH', body: { accountEnabled: false } }],
      [`/v1.0/users/${me}`, { method: 'DELETE' }],
      [`${role}/${me}/$ref`, { method: 'DELETE' }],
    ];
    for (const [path, request] of attempts) {
      expect(slugOf(await cora.call(path, request))).toBe('last_administrator');
    }
    const dev = await lab.db
      .selectFrom('users')
      .select('id')
      .where('user_principal_name', '=', 'dev@northwind.example')
      .executeTakeFirstOrThrow();
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${dev.id}` };
    expect((await cora.call(`${role}/$ref`, { body: reference })).status).toBe(204);
    expect((await cora.call(`${role}/${me}/$ref`, { method: 'DELETE' })).status).toBe(204);
    // The role is gone from the very next call on.
    expect((await cora.call(`${role}/${me}/$ref`, { method: 'DELETE' })).status).toBe(403);
  });

  test('two who remove each other at once: one stays', async () => {
    const desks = await Promise.all(
      ['cora@northwind.example', 'dev@northwind.example'].map((user) =>
        signInAs(lab, user, [ROLES.globalAdministrator], SCOPE),
      ),
    );
    const ids = await Promise.all(desks.map(async (desk) => (await desk.call('/v1.0/me')).body.id as string));
    const role = '/v1.0/directoryRoles/62e90394-69f5-4237-9190-012177145e10/members';
    const answers = await Promise.all(
      desks.map((desk, at) => desk.call(`${role}/${ids[1 - at]}/$ref`, { method: 'DELETE' })),
    );
    expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
  });
});

describe('ending sign-ins', () => {
  test('one’s own, and with a role those of others', async () => {
    const desk = await signInAs(lab, 'gina@northwind.example', [], SCOPE);
    const revoke = (path: string, by: { call(path: string, call?: Call): Promise<Answer> }) =>
      by.call(`/v1.0${path}/revokeSignInSessions`, { method: 'POST' });
    const answer = await revoke('/me', desk);
    expect([answer.status, answer.body.value]).toEqual([200, true]);
    expect(slugOf(await desk.call('/v1.0/me'))).toBe('token_invalid');
    const again = await signInAs(lab, 'gina@northwind.example', [], SCOPE);
    expect((await again.call('/v1.0/me')).status).toBe(200);
    expect((await revoke(`/users/${BEN}`, again)).status).toBe(403);
    expect(
      (await call('/users/gina@northwind.example/revokeSignInSessions', { method: 'POST' })).status,
    ).toBe(200);
    expect((await again.call('/v1.0/me')).status).toBe(401);
    expect(slugOf(await call('/me/revokeSignInSessions', { method: 'POST' }))).toBe('request_malformed');
  });
});
