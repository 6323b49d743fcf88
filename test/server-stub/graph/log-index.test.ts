import { expect, test } from 'vitest';
import { lookupIndex } from '../../../server-stub/graph/log-index.ts';
import { parseFilter } from '../../../server-stub/graph/odata/parse-filter.ts';

const PROPERTIES = ['userPrincipalName', 'userId', 'appId'];
const indexOf = (text: string) => lookupIndex('sign_ins', parseFilter(text, PROPERTIES));

test.each([
  ["userPrincipalName eq 'a@b.example'", 'sign_ins_found_by_name'],
  ["appId eq 'x' and userId eq 'y'", 'sign_ins_found_by_user'],
])('%s is looked up', (text, index) => expect(indexOf(text)).toBe(index));

test.each([
  ["userId ne 'y'"],
  ["userId eq 'y' or appId eq 'x'"],
  ["not(userId eq 'y')"],
  ["startswith(userId,'y')"],
  ["appId eq 'x'"],
])('%s lets rows through that no one value names', (text) => expect(indexOf(text)).toBeUndefined());

test('no filter, no lookup', () => expect(lookupIndex('directory_audits', undefined)).toBeUndefined());
