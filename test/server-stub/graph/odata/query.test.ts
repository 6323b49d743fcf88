import { expect, test } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import { text, time } from '../../../../server-stub/graph/odata/column.ts';
import { readSkipToken, writePage } from '../../../../server-stub/graph/odata/page.ts';
import { readQuery, refuseQuery } from '../../../../server-stub/graph/odata/query.ts';

const SHAPE = {
  select: ['id', 'displayName'],
  filter: { displayName: text('display_name') },
  orderBy: { createdDateTime: { ...time('at'), only: 'desc' as const }, displayName: text('display_name') },
  count: true,
  largestPage: 100,
  defaultPage: 20,
};

test('nothing asked for gives the defaults', () => {
  expect(readQuery({}, SHAPE)).toMatchObject({ top: 20, filter: undefined, select: undefined });
});

test.each([
  { $top: '0' },
  { $top: '101' },
  { $top: '-1' },
  { $top: '1e1' },
  { $skip: '5' },
  { $expand: 'owner' },
  { $count: 'yes' },
  { $search: 'x' },
  { top: '5' },
  { $select: 'id,password_hash' },
  { $select: '' },
  { $orderby: 'id' },
  { $orderby: 'displayName,id' },
  { $orderby: 'displayName sideways' },
  { $orderby: 'createdDateTime' },
  { $orderby: '__proto__' },
  { $filter: `id eq 'x'` },
  { $filter: ['a', 'b'] },
])('%j is refused', (query) => {
  expect(() => readQuery(query, SHAPE)).toThrow(Refusal);
});

test.each([
  ['displayName', 'asc'],
  ['DISPLAYNAME  DESC', 'desc'],
  ['createdDateTime desc', 'desc'],
])('ordered by %s', ($orderby, direction) => {
  expect(readQuery({ $orderby }, SHAPE).order).toMatchObject({ direction });
});

test('a count is given where it was asked for', () => {
  expect(readQuery({ $count: 'true' }, SHAPE).count).toBe(true);
  expect(readQuery({ $count: 'false' }, SHAPE).count).toBe(false);
  expect(() => readQuery({ $count: 'true' }, { ...SHAPE, count: false })).toThrow(Refusal);
});

test('a tracing id that clients add to URLs is let through', () => {
  expect(() => refuseQuery({ 'client-request-id': 'x' })).not.toThrow();
  expect(() => refuseQuery({ $top: '5' })).toThrow(Refusal);
});

test('the next link repeats what was asked and carries a token that leads back', () => {
  const query = readQuery({ $top: '1', $select: 'id', $filter: `displayName eq 'O''Neill & co'` }, SHAPE);
  const page = writePage({ rows: [{ id: '1', displayName: 'x' }], next: '17' }, query, {
    url: 'https://localhost:9443/v1.0/users',
    contextName: 'users',
    root: 'https://localhost:9443',
  });
  expect(page.value).toEqual([{ id: '1' }]);
  const link = new URL(String(page['@odata.nextLink']));
  expect(link.searchParams.get('$filter')).toBe(`displayName eq 'O''Neill & co'`);
  expect(readSkipToken(link.searchParams.get('$skiptoken')!, /^\d+$/)).toBe('17');
});

test('a token that is not ours is refused', () => {
  expect(() => readSkipToken('AAAA', /^\d+$/)).toThrow(Refusal);
});
