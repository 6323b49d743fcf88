import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completionsOf, readUserName } from '../../../electron/contract/user-name.ts';
import { anyText } from './any-text.ts';

const DOMAINS = ['northwind.example', 'contoso-fed.example'];
const AMAL = 'amal@northwind.example';
const read = (typed: string, domains = DOMAINS) => readUserName(typed, domains);

describe('the same name', () => {
  test.each([
    'Amal@Northwind.Example',
    '  amal@northwind.example\t',
    'amal @ northwind . example',
    'amal@northwind.example.',
    'amal@northwind.example...',
    'ａｍａｌ＠ｎｏｒｔｈｗｉｎｄ．ｅｘａｍｐｌｅ',
    'amal@northwind。example',
    'mailto:amal@northwind.example',
    '"Haddad, Amal" <amal@northwind.example>',
    '\u200bamal@northwind.example\ufeff',
    '\u202aamal@northwind.example\u202c',
  ])('%j', (typed) => {
    expect(read(typed)).toEqual({ ok: true, name: AMAL, completed: false, meant: null });
  });

  test('a bare one is completed with the company’s own domain, and said to be', () => {
    expect(read(' Amal ')).toEqual({ ok: true, name: AMAL, completed: true, meant: null });
    expect(read('amal', [])).toEqual({ ok: false, fault: 'malformed' });
  });

  test('that of an external guest', () => {
    const guest = 'hal_fabrikam.example#ext#@northwind.example';
    expect(read(guest.toUpperCase())).toMatchObject({ ok: true, name: guest });
  });
});

describe('refused with a reason', () => {
  test.each([
    ['missing', ''],
    ['missing', ' \u200e '],
    ['spaces', 'amal haddad'],
    ['spaces', 'amal haddad@northwind.example'],
    ['hidden', 'amal\u202eelpmaxe@northwind.example'],
    ['hidden', 'amal\u0000@northwind.example'],
    ['hidden', 'am\u200bal@northwind.example'],
    ['characters', 'zoë@northwind.example'],
    ['characters', 'аmal@northwind.example'],
    ['characters', 'northwind\\amal'],
    ['characters', '<img src=x>@northwind.example'.replaceAll(' ', '')],
    ['malformed', 'amal@'],
    ['malformed', '@northwind.example'],
    ['malformed', 'amal@north@wind'],
    ['malformed', 'amal@-x-'],
    ['malformed', 'amal@nörthwind.example'],
    ['long', `${'a'.repeat(60)}@${'b'.repeat(60)}.example`],
    ['long', 'a'.repeat(300)],
  ])('%s: %j', (fault, typed) => {
    expect(read(typed)).toEqual({ ok: false, fault });
  });
});

describe('another domain is asked about, not refused', () => {
  test.each([
    ['amal@northwnd.example', AMAL],
    ['amal@northwind.exampel', AMAL],
    ['amal@contoso.example', 'amal@contoso-fed.example'],
    ['amal@north', AMAL],
  ])('%s', (typed, meant) => {
    expect(read(typed)).toEqual({ ok: true, name: typed, completed: false, meant });
  });

  test('where the company names none, nothing is asked', () => {
    expect(read('amal@anything.example', [])).toMatchObject({ meant: null });
  });
});

test('whatever is typed, a name that is sent is lower case, short, and has one @', () => {
  fc.assert(
    fc.property(anyText(200), (typed) => {
      const reading = read(typed);
      if (reading.ok) expect(reading.name).toMatch(/^[a-z0-9'._!#^~+-]{1,64}@[a-z0-9.-]{1,100}$/);
    }),
  );
});

describe('ways to finish', () => {
  test.each([
    ['', []],
    ['amal', ['amal@northwind.example', 'amal@contoso-fed.example']],
    ['amal@', ['amal@northwind.example', 'amal@contoso-fed.example']],
    ['Amal@CON', ['amal@contoso-fed.example']],
    ['amal@northwind.example', []],
    ['amal@x', []],
    ['am al', []],
  ])('%j', (typed, ways) => {
    expect(completionsOf(typed, DOMAINS)).toEqual(ways);
  });

  test('with one domain a bare name needs no choice', () => {
    expect(completionsOf('amal', ['northwind.example'])).toEqual([]);
    expect(completionsOf('amal@n', ['northwind.example'])).toEqual([AMAL]);
  });
});
