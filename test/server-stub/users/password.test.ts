import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { checkPassword } from '../../../server-stub/users/password.ts';

const check =
  (password: string, name = 'nia@northwind.example') =>
  () =>
    checkPassword(password, name);

test.each([
  ['eight characters of three kinds', 'abcdEF12'],
  ['no digit, but another sign', 'abcdEF-x'],
  ['letters of other scripts', 'äöüßÄÖ12'],
  ['256 characters', `${'aB1'.repeat(85)}x`],
  ['a name of three letters may be in it', 'xNia-7755'],
])('taken: %s', (_what, password) => expect(check(password)).not.toThrow());

test.each([
  ['seven characters', 'abcDE12'],
  ['257 characters', `${'aB1'.repeat(85)}xy`],
  ['two kinds', 'abcdefgh12'],
  ['one kind', 'abcdefghij'],
])('weak: %s', (_what, password) => expect(check(password)).toThrow(Refusal));

test('the name in it, in any case', () => {
  expect(check('12-PATRicia', 'patricia@northwind.example')).toThrow(Refusal);
});
