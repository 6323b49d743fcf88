import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOOK_ALIKES, PASS_ALPHABET } from '../../../../electron/contract/pass-entry/alphabet.ts';
import { readPass, readPasted } from '../../../../electron/contract/pass-entry/read-pass.ts';
import { writeScan } from '../../../../electron/contract/pass-entry/scan.ts';
import { drawPass } from '../../../../server-stub/passes/draw.ts';
import { anyText } from '../any-text.ts';

const PASS = '7KQ4mH3v';
const whole = (pass: string) => ({ ok: true, pass, userPrincipalName: null });

test('a pass of the directory is read as itself, however it is grouped', () => {
  const between = fc.constantFrom(
    '',
    ' ',
    '-',
    '\u2011',
    '\u2013',
    ' – ',
    '.',
    '\u00a0',
    '_',
    '\u200b',
    '\n',
  );
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 48 }), fc.array(between, { maxLength: 60 }), (length, signs) => {
      const pass = drawPass(length);
      const typed = [...pass].map((character, index) => character + (signs[index] ?? '')).join('');
      expect(readPass(typed)).toEqual(whole(pass));
    }),
  );
});

test('a look-alike stands for one character, which is in the alphabet while it is not', () => {
  for (const [written, meant] of Object.entries(LOOK_ALIKES)) {
    expect(PASS_ALPHABET).not.toContain(written);
    expect(PASS_ALPHABET).toContain(meant);
  }
});

test.each([
  ['full-width', '７ＫＱ４ｍＨ３ｖ', PASS],
  ['the case that no pass has', 'BISZl7KQ', 'biszL7KQ'],
  ['digits that no pass has', '2547KQ4m', 'zs47KQ4m'],
  ['around it', '  7KQ4-mH3v\n', PASS],
])('%s: read as it was meant', (_what, typed, pass) => {
  expect(readPass(typed)).toEqual(whole(pass));
});

test.each([
  ['missing', ' \u200b- '],
  ['short', '7KQ4mH3'],
  ['long', 'A'.repeat(49)],
  ['foreign', '7KQ4mH3o'],
  ['foreign', '7KQ4mH31'],
  ['foreign', '7KQ4/mH3v'],
  ['foreign', '7KQ4 mH3\u0301v'],
  ['damaged', 'LKPASS1:amal@northwind.example:7KQ4mH3v'],
  ['flood', `LKPASS1:${'A'.repeat(300)}`],
])('%s: %j is told before anything is sent', (fault, typed) => {
  expect(readPass(typed)).toEqual({ ok: false, fault });
});

test('the code on the slip, typed into the field, is the pass and whose it is', () => {
  const scan = writeScan(PASS, 'amal@northwind.example');
  expect(readPass(` ${scan}\r`)).toEqual({
    ok: true,
    pass: PASS,
    userPrincipalName: 'amal@northwind.example',
  });
});

describe('pasted', () => {
  test.each([
    ['itself', PASS, PASS],
    ['in groups', '7KQ4 mH3v X', '7KQ4mH3vX'],
    ['with dashes', '7KQ-4mH-3v', PASS],
    ['with a label', 'Your pass: 7KQ4-mH3v', PASS],
    ['with a label in another script', 'تصريح الدخول المؤقت: 7KQ4 mH3v', PASS],
    ['on the line below', 'Temporary Access Pass:\n7KQ4mH3v\n', PASS],
    ['in quotes, with a full stop', '“7KQ4 mH3v”.', PASS],
    ['the first half', '7KQ4', '7KQ4'],
    ['the slip’s code', ` ${writeScan(PASS, null)}\n`, writeScan(PASS, null)],
  ])('%s', (_what, text, kept) => {
    expect(readPasted(text)).toBe(kept);
  });

  test.each([
    ['a sentence', 'Your pass is 7KQ4mH3v and it ends at noon'],
    ['a whole mail', `Dear Amal,\n\nYour pass: 7KQ4mH3v\n\nKind regards, IT`],
    ['markup', '<b>7KQ4mH3v</b>'],
    ['nothing', ' \n '],
    ['too much', 'A'.repeat(10_000)],
  ])('%s is not taken', (_what, text) => {
    expect(readPasted(text)).toBeNull();
  });

  test('no text makes it throw or puts in more than letters and digits', () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
        const kept = readPasted(text);
        if (kept !== null) expect(kept).toMatch(/^[A-Za-z0-9]+$/);
      }),
    );
  });
});
