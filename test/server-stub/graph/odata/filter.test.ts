import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import { matches, requiredValue } from '../../../../server-stub/graph/odata/matches.ts';
import { parseFilter } from '../../../../server-stub/graph/odata/parse-filter.ts';

const PROPERTIES = [
  'userPrincipalName',
  'createdDateTime',
  'status/errorCode',
  'accountEnabled',
  'displayName',
];
const ROW = {
  userPrincipalName: "o'neill@northwind.example",
  createdDateTime: '2026-11-22T12:00:00.000Z',
  status: { errorCode: 0 },
  accountEnabled: true,
  displayName: null,
};
const holds = (text: string) => matches(parseFilter(text, PROPERTIES), ROW);

test.each([
  [`userPrincipalName eq 'o''neill@northwind.example'`, true],
  [`userPrincipalName eq 'O''NEILL@northwind.example'`, true],
  [`userprincipalname ne 'somebody'`, true],
  [`startsWith(userPrincipalName,'o''N')`, true],
  [`startswith(userPrincipalName, 'x')`, false],
  ['createdDateTime ge 2026-11-22T12:00:00Z', true],
  ['createdDateTime gt 2026-11-22T12:00:00Z', false],
  ['createdDateTime eq 2026-11-22T12:00Z', true],
  ['createdDateTime ge 2026-11-22', true],
  ['createdDateTime lt 2026-11-23T00:00:00Z and status/errorCode eq 0', true],
  ['status/errorCode gt 0 or accountEnabled eq true', true],
  ['not (status/errorCode eq 0) and accountEnabled eq true', false],
  ['not status/errorCode eq 50126', true],
  ['displayName eq null', true],
  ['accountEnabled eq false or status/errorCode eq 1 and accountEnabled eq true', false],
])('%s is %s', (text, result) => expect(holds(text)).toBe(result));

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
])('refused: %s', (text) => {
  expect(() => parseFilter(text, PROPERTIES)).toThrow(Refusal);
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

test('what every row must have is known from eq under and, not under or', () => {
  const both = parseFilter(`status/errorCode eq 0 and userPrincipalName eq 'a@b'`, PROPERTIES);
  expect(requiredValue(both, 'userPrincipalName')).toBe('a@b');
  const either = parseFilter(`status/errorCode eq 0 or userPrincipalName eq 'a@b'`, PROPERTIES);
  expect(requiredValue(either, 'userPrincipalName')).toBeUndefined();
});

test('whatever comes in, the answer is a filter or a refusal', () => {
  const word = fc.constantFrom(
    ...PROPERTIES,
    'eq',
    'and',
    'or',
    'not',
    '(',
    ')',
    ',',
    `'x'`,
    '5',
    'null',
    ' ',
    "'",
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(word, { maxLength: 30 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (given) => {
      try {
        expect(typeof matches(parseFilter(given, PROPERTIES), ROW)).toBe('boolean');
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 2000 },
  );
});
