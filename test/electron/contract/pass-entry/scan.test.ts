import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PASS_ALPHABET } from '../../../../electron/contract/pass-entry/alphabet.ts';
import { readScan, SCAN_LIMIT, writeScan } from '../../../../electron/contract/pass-entry/scan.ts';
import { anyText } from '../any-text.ts';

const AMAL = 'amal@northwind.example';
const aPass = fc.string({
  unit: fc.constantFrom(...PASS_ALPHABET),
  minLength: 8,
  maxLength: 48,
});
const aName = fc.oneof(
  fc.constant(null),
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom(...'abcz09._-#~'), minLength: 1, maxLength: 20 }),
      fc.constantFrom('northwind.example', 'x', 'contoso-fed.example'),
    )
    .map(([local, domain]) => `${local}@${domain}`),
);

test('what is printed is what is read, with and without the name, and behind a symbology identifier', () => {
  fc.assert(
    fc.property(aPass, aName, fc.constantFrom('', ']Q1', ']C0'), (pass, userPrincipalName, aim) => {
      const read = readScan(`${aim}${writeScan(pass, userPrincipalName)}`);
      expect(read).toEqual({ ok: true, pass, userPrincipalName });
    }),
  );
});

test('one character lost, doubled, changed or swapped with its neighbour is noticed', () => {
  fc.assert(
    fc.property(
      aPass,
      aName,
      fc.nat(),
      fc.constantFrom('lost', 'doubled', 'changed', 'swapped'),
      (...all) => {
        const [pass, name, where, how] = all;
        const whole = writeScan(pass, name);
        const at = 'LKPASS'.length + (where % (whole.length - 'LKPASS'.length));
        const [one = '', next = ''] = [whole[at], whole[at + 1]];
        const middle = {
          lost: '',
          doubled: one + one,
          changed: one === 'A' ? 'C' : 'A',
          swapped: next + one,
        }[how];
        const hurt = whole.slice(0, at) + middle + whole.slice(at + (how === 'swapped' ? 2 : 1));
        if (hurt !== whole) expect(readScan(hurt)).toEqual({ ok: false, fault: 'damaged' });
      },
    ),
  );
});

test('a name that the grammar does not have is left away: the code stays readable', () => {
  for (const name of ['Zoë@northwind.example', 'a:b@x', `${'a'.repeat(65)}@x`, '']) {
    expect(readScan(writeScan('7KQ4mH3v', name))).toEqual({
      ok: true,
      pass: '7KQ4mH3v',
      userPrincipalName: null,
    });
  }
});

test('every beginning of a code is damaged, never whole', () => {
  const whole = writeScan('7KQ4mH3vXn9R', AMAL);
  for (let length = 'LKPASS'.length; length < whole.length; length += 1) {
    expect(readScan(whole.slice(0, length)), `${length}`).toEqual({ ok: false, fault: 'damaged' });
  }
});

test('no text makes it throw, and what is no code of ours is left to others', () => {
  fc.assert(
    fc.property(anyText(400), (text) => {
      expect(readScan(`LKPASS1:${text}`)?.ok).toBe(false);
      if (!/LKPASS/i.test(text)) expect(readScan(text)).toBeNull();
    }),
  );
});

test.each([
  ['ten thousand characters', `LKPASS1:${'A'.repeat(10_000)}`, 'flood'],
  ['a command', 'LKPASS1:::;rm -rf /', 'damaged'],
  ['a control character', `LKPASS1:\u001d${AMAL}:7KQ4mH3v:0000`, 'control'],
  ['a line that turns around', 'LKPASS1:\u202eamal@x:7KQ4mH3v:0000', 'control'],
  ['another version', 'LKPASS2:x', 'damaged'],
  ['capital letters where there are none', writeScan('7KQ4mH3v', null).toLowerCase(), 'damaged'],
])('%s is refused', (_what, text, fault) => {
  expect(readScan(text)).toEqual({ ok: false, fault });
});

test('the longest name and the longest pass fit', () => {
  const name = `${'a'.repeat(64)}@${'b'.repeat(48)}`;
  const whole = writeScan('A'.repeat(48), name);
  expect(whole.length).toBeLessThan(SCAN_LIMIT);
  expect(readScan(whole)).toMatchObject({ ok: true, userPrincipalName: name });
});
