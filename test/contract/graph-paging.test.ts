import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, Lab, slugOf } from './lab.ts';
import { makePerson } from './matrix-operations.ts';

/* Pages are cut by the values of the last row, not by counting: whatever happens between two, nobody is there twice or missing. */

const NAMES = ['anna', 'Anna', 'ANNA', 'bert', 'Berta', "o'hara", 'Ömer', 'zoe', 'Zoe', 'zoe'];
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
  for (const [at, name] of NAMES.entries()) {
    const id = await makePerson(lab, `page${at}`);
    const set = { display_name: name, created_at: 1_000 + (at % 3) };
    await lab.db.updateTable('users').set(set).where('id', '=', id).execute();
  }
});
afterAll(() => lab.close());

const get = (path: string) => lab.call(path, { headers });
const MINE = encodeURIComponent(`startsWith(userPrincipalName,'page')`);
const query = (order: string, top: number) =>
  `/v1.0/users?$filter=${MINE}&$top=${top}&$orderby=${encodeURIComponent(order)}&$select=userPrincipalName,displayName,createdDateTime`;

async function walk(path: string, between: () => Promise<unknown> = async () => undefined) {
  const rows: Record<string, string>[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { body }: Answer = await get(next);
    rows.push(...body.value);
    next = body['@odata.nextLink'];
    await between();
  }
  return rows;
}

describe.each([1, 3, 10, 999])('in pages of %i', (top) => {
  test.each([
    'displayName',
    'displayName desc',
    'createdDateTime',
    'createdDateTime desc',
    'userPrincipalName desc',
  ])('by %s: each once, in order', async (order) => {
    const [property = '', direction = 'asc'] = order.split(' ');
    const rows = await walk(query(order, top));
    expect(new Set(rows.map((row) => row.userPrincipalName)).size).toBe(NAMES.length);
    expect(rows).toHaveLength(NAMES.length);
    const values = rows.map((row) =>
      (row[property] ?? '').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    );
    const sorted = values.toSorted();
    expect(values).toEqual(direction === 'asc' ? sorted : sorted.reverse());
  });
});

test('somebody who comes or goes between two pages shifts nobody', async () => {
  let came = 0;
  const rows = await walk(query('displayName', 2), async () => {
    came += 1;
    const id = await makePerson(lab, `page-new-${came}`);
    await lab.db.updateTable('users').set({ display_name: '0' }).where('id', '=', id).execute();
  });
  expect(rows.filter((row) => row.displayName !== '0')).toHaveLength(NAMES.length);
  expect(rows.filter((row) => row.displayName === '0')).toEqual([]);
  await lab.db.deleteFrom('users').where('user_principal_name', 'like', 'page-new-%').execute();
});

test('the count is of all pages, and filtered', async () => {
  const { body } = await get(`${query('displayName', 2)}&$count=true`);
  expect([body['@odata.count'], body.value.length]).toEqual([NAMES.length, 2]);
  expect((await get('/v1.0/users?$count=true')).body['@odata.count']).toBe(13 + NAMES.length);
  expect((await get('/v1.0/users')).body).not.toHaveProperty('@odata.count');
});

describe('a token', () => {
  const tokenOf = async (order: string) => {
    const { body } = await get(query(order, 2));
    return new URL(body['@odata.nextLink']).searchParams.get('$skiptoken') ?? '';
  };
  const forged = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');

  test('of one order leads nowhere in another', async () => {
    const token = await tokenOf('displayName');
    expect(slugOf(await get(`${query('displayName desc', 2)}&$skiptoken=${token}`))).toBe(
      'request_malformed',
    );
    expect(slugOf(await get(`/v1.0/users?$skiptoken=${token}`))).toBe('request_malformed');
  });

  test.each([
    'x',
    forged([]),
    forged(['displayName asc', 'a']),
    forged(['displayName asc', null, 'a']),
    forged(['displayName asc', 'a', { $ne: 1 }]),
    forged({ 0: 'displayName asc', 1: 'a', 2: 'b' }),
    forged(['displayName asc', 'a', 'b', 'c']),
  ])('that is not ours is refused: %s', async (token) => {
    expect(slugOf(await get(`${query('displayName', 2)}&$skiptoken=${token}`))).toBe('request_malformed');
  });

  test('that somebody wrote shows nothing that its writer may not see anyway', async () => {
    const token = forged(['displayName asc', `' or 1=1 --`, 'x']);
    const { status, body } = await get(`${query('displayName', 999)}&$skiptoken=${token}`);
    expect([status, body.value.length]).toEqual([200, NAMES.length]);
  });

  test('of the logs is a place in them; a filter that nothing meets ends', async () => {
    expect(slugOf(await get('/v1.0/auditLogs/signIns?$skiptoken=LTE'))).toBe('request_malformed');
    const filter = encodeURIComponent(`ipAddress eq 'nowhere'`);
    const { body } = await get(`/v1.0/auditLogs/signIns?$filter=${filter}`);
    expect([body.value, body['@odata.nextLink']]).toEqual([[], undefined]);
  });
});
