import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphError } from '../../electron/contract/wire/graph.ts';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { signInAs } from './administrator.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = '5eed0000-0000-4000-8000-000000000001';
let lab: Lab;
let headers: Record<string, string>;
let laptop: Laptop;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
  laptop = await Laptop.make(lab);
  await laptop.signInWithPass('amal@northwind.example', await lab.issuePass('amal@northwind.example'));
  await laptop.join();
});
afterAll(() => lab.close());

const get = (path: string) => lab.call(path, { headers });
async function all(path: string): Promise<{ pages: number; rows: Record<string, unknown>[] }> {
  const rows: Record<string, unknown>[] = [];
  let next: string | undefined = path;
  let pages = 0;
  for (; next !== undefined; pages += 1) {
    const { body }: Answer = await get(next);
    rows.push(...body.value);
    next = body['@odata.nextLink'];
  }
  return { pages, rows };
}

describe('users', () => {
  test('are listed over pages, each once', async () => {
    const { pages, rows } = await all('/v1.0/users?$top=5&$select=userPrincipalName');
    expect(pages).toBe(3);
    expect(rows).toHaveLength(13);
    expect(new Set(rows.map((row) => row.userPrincipalName)).size).toBe(13);
    expect(Object.keys(rows[0]!)).toEqual(['userPrincipalName']);
  });

  test('a full last page has no next link', async () => {
    expect((await all('/v1.0/users?$top=13')).pages).toBe(1);
    expect(
      (await all(`/v1.0/users?$top=6&$filter=${encodeURIComponent("displayName ne 'Mina Farouk'")}`)).pages,
    ).toBe(2);
  });

  test.each([
    [`userPrincipalName eq 'AMAL@northwind.example'`, 1],
    [`startsWith(displayName,'A')`, 1],
    [`userType eq 'Guest'`, 2],
    ['accountEnabled eq false', 1],
    [`userType eq 'Guest' and startsWith(displayName,'Gina')`, 1],
    [`userPrincipalName eq 'nobody@northwind.example'`, 0],
  ])('filtered by %s: %i', async (filter, count) => {
    expect((await all(`/v1.0/users?$filter=${encodeURIComponent(filter)}`)).rows).toHaveLength(count);
  });

  test('filtered over pages', async () => {
    const filter = encodeURIComponent(`userType eq 'Member'`);
    const { pages, rows } = await all(`/v1.0/users?$top=4&$filter=${filter}`);
    expect([pages, rows.length]).toEqual([3, 11]);
  });

  test('one by id and by name, without any hash', async () => {
    for (const name of [AMAL, 'Amal@Northwind.example']) {
      const { body } = await get(`/beta/users/${name}`);
      expect(body).toMatchObject({ id: AMAL, displayName: 'Amal Haddad', accountEnabled: true });
    }
    expect(JSON.stringify(await get('/v1.0/users'))).not.toContain('argon2');
  });

  test('/me is oneself; an application has none', async () => {
    const desk = await signInAs(lab, 'gina@northwind.example', []);
    expect((await desk.call('/v1.0/me')).body.userPrincipalName).toBe('gina@northwind.example');
    expect((await desk.call(`/v1.0/users/${AMAL}`)).status).toBe(403);
    expect(slugOf(await get('/v1.0/me'))).toBe('request_malformed');
  });
});

describe('methods', () => {
  test('of everybody, by type', async () => {
    const type = async (user: string) => {
      const { body } = await get(`/v1.0/users/${user}/authentication/methods`);
      return body.value.map((one: Record<string, string>) =>
        one['@odata.type']!.replace('#microsoft.graph.', ''),
      );
    };
    expect(await type('ben@northwind.example')).toEqual(['passwordAuthenticationMethod']);
    expect(await type('eva@northwind.example')).toEqual([
      'passwordAuthenticationMethod',
      'fido2AuthenticationMethod',
    ]);
    expect(await type('amal@northwind.example')).toEqual(['temporaryAccessPassAuthenticationMethod']);
  });

  test('take no query options, as in Entra', async () => {
    const answer = await get('/v1.0/users/ben@northwind.example/authentication/methods?$top=1');
    expect(slugOf(answer)).toBe('request_malformed');
  });

  test('are for readers and for oneself', async () => {
    const path = '/v1.0/users/ben@northwind.example/authentication/methods';
    const reader = await signInAs(lab, 'dev@northwind.example', [ROLES.globalReader]);
    expect((await reader.call(path)).status).toBe(200);
    const member = await signInAs(lab, 'gina@northwind.example', []);
    expect((await member.call(path)).status).toBe(403);
    expect((await member.call('/v1.0/me/authentication/methods')).status).toBe(200);
  });
});

describe('devices', () => {
  test('one by object id and by device id', async () => {
    const filter = encodeURIComponent(`displayName eq 'NW-5CD1234'`);
    const { body } = await get(`/v1.0/devices?$filter=${filter}`);
    expect(body.value).toHaveLength(1);
    const [device] = body.value;
    expect(device).toMatchObject({
      trustType: 'AzureAd',
      serialNumber: '5CD1234',
      provisionedDateTime: null,
    });
    expect((await get(`/v1.0/devices/${device.id}`)).body.deviceId).toBe(device.deviceId);
    expect((await get(`/v1.0/devices(deviceId='${device.deviceId}')`)).body.id).toBe(device.id);
    expect((await get(`/v1.0/devices/${device.deviceId}`)).status).toBe(404);
  });

  test('are listed over pages', async () => {
    const { rows } = await all('/v1.0/devices?$top=2');
    expect(rows).toHaveLength(6);
  });
});

describe('logs', () => {
  test('sign-ins, newest first, by person, over pages', async () => {
    const filter = encodeURIComponent(`userPrincipalName eq 'amal@northwind.example'`);
    const first = await get(`/beta/auditLogs/signIns?$filter=${filter}`);
    expect(first.body.value[0]).toMatchObject({
      userPrincipalName: 'amal@northwind.example',
      appDisplayName: 'Latchkey',
      status: { errorCode: 0 },
      authenticationDetails: [{ authenticationMethod: 'Temporary Access Pass', succeeded: true }],
    });
    for (let wrong = 0; wrong < 3; wrong += 1) {
      const other = await Laptop.make(lab);
      await other.signInWithPass('gina@northwind.example', 'WrongPass');
    }
    const { pages, rows } = await all('/v1.0/auditLogs/signIns?$top=2&$orderby=createdDateTime desc');
    expect(pages).toBeGreaterThan(1);
    const times = rows.map((row) => String(row.createdDateTime));
    expect(times).toEqual([...times].sort().reverse());
    const failed = await all(
      `/beta/auditLogs/signIns?$filter=${encodeURIComponent('status/errorCode ne 0')}`,
    );
    expect(failed.rows.length).toBeGreaterThanOrEqual(3);
    expect(failed.rows.every((row) => (row.status as { errorCode: number }).errorCode !== 0)).toBe(true);
    expect(JSON.stringify(failed.rows)).not.toContain('WrongPass');
  });

  test('directory audits, by activity', async () => {
    const filter = encodeURIComponent(`activityDisplayName eq 'Register device'`);
    const { rows } = await all(`/v1.0/auditLogs/directoryAudits?$top=1&$filter=${filter}`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ category: 'Device', result: 'success' });
  });

  test('are for readers', async () => {
    const member = await signInAs(lab, 'gina@northwind.example', []);
    for (const log of ['signIns', 'directoryAudits']) {
      expect((await member.call(`/v1.0/auditLogs/${log}`)).status).toBe(403);
    }
  });
});

describe('refused, each with Graph’s envelope', () => {
  test.each([
    '/v1.0/users?$count=yes',
    '/v1.0/auditLogs/signIns?$count=true',
    '/v1.0/users?$expand=manager',
    '/v1.0/users?$skip=5',
    '/v1.0/users?$search="x"',
    '/v1.0/users?$orderby=surname',
    '/v1.0/users?$orderby=displayName,id',
    '/v1.0/users?$filter=accountEnabled gt true',
    "/v1.0/users?$filter=startsWith(createdDateTime,'2026')",
    '/v1.0/users?$filter=displayName eq 5',
    '/v1.0/users?$orderby=displayName&$skiptoken=WyIiLCJhIiwiYSJd',
    '/v1.0/users?$top=0',
    '/v1.0/users?$top=1000',
    '/v1.0/users?$top=x',
    '/v1.0/users?$top=1&$top=2',
    '/v1.0/users?$select=password_hash',
    '/v1.0/users?$filter=passwordHash eq null',
    '/v1.0/users?$filter=id eq',
    '/v1.0/users?$skiptoken=AAAA%00',
    `/v1.0/users?$filter=${'('.repeat(200)}`,
    `/v1.0/users?$filter=${'x'.repeat(2000)}`,
    '/v1.0/auditLogs/signIns?$skiptoken=AAAA',
    '/v1.0/auditLogs/signIns?$orderby=userPrincipalName',
    "/v1.0/auditLogs/signIns?$filter=signInEventTypes/any(t: t eq 'servicePrincipal')",
    '/v1.0/devices?$filter=owner eq 1',
    '/v1.0/users/ben@northwind.example?$filter=id eq 1',
  ])('400 %s', async (path) => {
    const answer = await get(path.replaceAll(' ', '%20').replaceAll('"', '%22'));
    expect([answer.status, slugOf(answer)]).toEqual([400, 'request_malformed']);
    const { error } = GraphError.parse(answer.body);
    expect(error.innerError?.['request-id']).toBe(answer.headers['request-id']);
  });

  test('404 for what is not there, 405 for what cannot be done', async () => {
    expect((await get('/v1.0/unknown')).status).toBe(404);
    expect((await get('/v1.0/users/nobody@northwind.example')).status).toBe(404);
    expect((await get('/v1.0/devices/nothing')).status).toBe(404);
    const answer = await lab.call('/v1.0/directoryRoles', { headers, method: 'POST', body: {} });
    expect([answer.status, answer.headers.allow]).toEqual([405, expect.stringContaining('GET')]);
  });

  test('a client’s own request id comes back', async () => {
    const answer = await lab.call('/v1.0/users?client-request-id=x', {
      headers: { ...headers, 'client-request-id': 'my-id-1' },
    });
    expect([answer.status, answer.headers['client-request-id']]).toEqual([200, 'my-id-1']);
  });

  test('an agent’s token under a reservation looks at nothing', async () => {
    for (const path of ['/v1.0/me', '/v1.0/users', '/v1.0/devices', '/v1.0/me/authentication/methods']) {
      expect((await laptop.call(path)).status).toBe(403);
    }
  });
});
