import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import { choice, flag, lower, number, text, time } from '../../../../server-stub/graph/odata/column.ts';
import { parseFilter } from '../../../../server-stub/graph/odata/parse-filter.ts';
import { whereOf } from '../../../../server-stub/graph/odata/where.ts';
import { adaptDatabase } from '../../../../server-stub/store/sqlite.ts';

const COLUMNS = {
  userPrincipalName: lower('name'),
  createdDateTime: time('at'),
  'status/errorCode': number(`json_extract(payload, '$.status.errorCode')`),
  accountEnabled: flag('enabled'),
  displayName: text('display'),
  city: text('city'),
  trustType: choice('trust', { AzureAd: 'join', ServerAd: 'hybrid' }),
};
const PROPERTIES = Object.keys(COLUMNS);
let db: Kysely<unknown>;

beforeAll(async () => {
  db = new Kysely({ dialect: new SqliteDialect({ database: adaptDatabase(new DatabaseSync(':memory:')) }) });
  await sql`create table one (name text, at integer, payload text, enabled integer, display text, city text, trust text)`.execute(
    db,
  );
  const at = Date.parse('2026-11-22T12:00:00Z');
  await sql`insert into one values
    ('o''neill@northwind.example', ${at}, '{"status":{"errorCode":0}}', 1, null, 'Oslo 100%_', 'join')`.execute(
    db,
  );
});
afterAll(() => db.destroy());

async function holds(filter: string): Promise<boolean> {
  const where = whereOf(parseFilter(filter, PROPERTIES), COLUMNS);
  const { rows } = await sql`select 1 from one where ${where}`.execute(db);
  return rows.length === 1;
}

test.each([
  [`userPrincipalName eq 'o''neill@northwind.example'`, true],
  [`userPrincipalName eq 'O''NEILL@northwind.example'`, true],
  [`userprincipalname ne 'somebody'`, true],
  [`startsWith(userPrincipalName,'o''N')`, true],
  [`startswith(userPrincipalName, 'x')`, false],
  [`startswith(userPrincipalName, '')`, true],
  ['createdDateTime ge 2026-11-22T12:00:00Z', true],
  ['createdDateTime gt 2026-11-22T12:00:00Z', false],
  ['createdDateTime eq 2026-11-22T12:00Z', true],
  ['createdDateTime ge 2026-11-22', true],
  ['createdDateTime lt 2026-11-23T00:00:00Z and status/errorCode eq 0', true],
  ['status/errorCode gt 0 or accountEnabled eq true', true],
  ['not (status/errorCode eq 0) and accountEnabled eq true', false],
  ['not status/errorCode eq 50126', true],
  ['displayName eq null', true],
  ['displayName ne null', false],
  [`displayName ne 'x'`, true],
  [`displayName eq 'x'`, false],
  [`not (displayName eq 'x')`, true],
  [`not (displayName gt 'x' and city eq 'nowhere')`, true],
  [`not startsWith(displayName,'x')`, true],
  ['displayName gt null', false],
  [`city eq 'oslo 100%_'`, true],
  [`startsWith(city,'OSLO 1')`, true],
  [`startsWith(city,'Oslo %')`, false],
  [`startsWith(city,'Oslo 100%x')`, false],
  [`city lt 'P'`, true],
  [`trustType eq 'azuread'`, true],
  [`trustType ne 'ServerAd'`, true],
  [`trustType eq 'Nothing'`, false],
  ['accountEnabled ne false', true],
  ['accountEnabled eq false or status/errorCode eq 1 and accountEnabled eq true', false],
])('%s is %s', async (filter, result) => expect(await holds(filter)).toBe(result));

test.each([
  '',
  'userPrincipalName',
  'userPrincipalName eq',
  `userPrincipalName eq 'open`,
  `secret eq 'x'`,
  `'x' eq userPrincipalName`,
  `userPrincipalName eq 'a' and`,
  `(userPrincipalName eq 'a'`,
  `userPrincipalName eq 'a')`,
  `contains(userPrincipalName,'a')`,
  `signInEventTypes/any(t: t eq 'x')`,
  'startsWith(userPrincipalName, 5)',
  `userPrincipalName eq 'a'; drop table users`,
  `__proto__ eq 'x'`,
  'createdDateTime ge 2026-13-40',
  'userPrincipalName eq 5',
  `createdDateTime ge 'yesterday'`,
  `status/errorCode eq 'x'`,
  'accountEnabled gt false',
  'accountEnabled eq 1',
  `trustType ge 'AzureAd'`,
  `startsWith(trustType,'Azure')`,
  `startsWith(createdDateTime,'2026')`,
])('refused: %s', (filter) => {
  expect(() => whereOf(parseFilter(filter, PROPERTIES), COLUMNS)).toThrow(Refusal);
});

test('too deep is refused', () => {
  const deep = `${'('.repeat(10)}accountEnabled eq true${')'.repeat(10)}`;
  expect(() => parseFilter(deep, PROPERTIES)).toThrow(/malformed/);
  expect(() => parseFilter(`${'not '.repeat(10)}accountEnabled eq true`, PROPERTIES)).toThrow(/malformed/);
});

test('too long is refused', () => {
  const long = Array.from({ length: 60 }, () => 'accountEnabled eq true').join(' or ');
  expect(() => parseFilter(long, PROPERTIES)).toThrow(/malformed/);
});

test('the widest filter there is, is one that SQLite takes', async () => {
  const wide = Array.from({ length: 30 }, () => 'accountEnabled eq true').join(' and ');
  expect(await holds(wide)).toBe(true);
});

test('whatever comes in, the answer is a condition that SQLite can run, or a refusal', async () => {
  const word = fc.constantFrom(
    ...PROPERTIES,
    'eq',
    'gt',
    'and',
    'or',
    'not',
    '(',
    ')',
    ',',
    `'x'`,
    '5',
    'true',
    'null',
    ' ',
    "'",
  );
  const given = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(word, { maxLength: 30 }).map((all) => all.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(given, async (filter) => {
      try {
        expect(typeof (await holds(filter))).toBe('boolean');
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 1500 },
  );
});
