import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeAnswers } from '../../../electron/answers/judge.ts';

/** What is wrong, as an editor shows it. */
function told(text: string): string[] {
  const judged = judgeAnswers(text);
  return judged.ok
    ? []
    : judged.mistakes.map(({ line, column, sentence }) => `${line}:${column} ${sentence}`);
}
const file = (...lines: string[]) => ['{', '  "version": 1,', ...lines, '}'].join('\n');

test('a file that answers everything is taken as it is', () => {
  const row = { account: 'amal@northwind.example', deviceName: 'NW-0001', authenticator: 'tpm' };
  const answers = {
    version: 1,
    language: 'de',
    accessibility: { textScale: '150', theme: 'high', motion: 'reduced' },
    passFile: 'pass',
    devices: { '5CD1234': row },
  };
  expect(judgeAnswers(JSON.stringify(answers))).toEqual({ ok: true, answers });
});

test('every mistake is told, in the order of the file, with its line and column', () => {
  const text = file(
    '  "acount": "amal@northwind.example",',
    '  "accessibility": { "textscale": "150" },',
    '  "devices": {',
    '    "5CD1234": { "account": "amal", "deviceName": 7 },',
    '    "5CD1235": { "lang": "de", "authenticator": "tmp" }',
    '  }',
  );
  expect(told(text)).toEqual([
    '3:3 There is no “acount” here. Did you mean “account”?',
    '4:22 There is no “textscale” here. Did you mean “textScale”?',
    '6:18 “account” has to be a work e-mail address, for example amal@northwind.example.',
    '6:37 “deviceName” has to be 1 to 15 letters, digits and hyphens, with no hyphen at either end and not digits alone.',
    '7:18 There is no “lang” here. There are language, accessibility, account, deviceName, authenticator, passFile, initialPinFile, sealFor.',
    '7:32 “authenticator” has to be one of “auto”, “platform”, “tpm”, “software”.',
  ]);
});

test.each([
  ['"pass": "uywkekQV"', /passFile/],
  ['"pin": "493027"', /initialPinFile/],
  ['"wifi": { "ssid": "x", "key": "geheim" }', /Wi-Fi belongs/],
  ['"password": "x"', /no place/],
])('a secret in the file is refused, and is not said again: %s', (member, sentence) => {
  const [first, ...more] = told(file(`  ${member}`));
  expect(first).toMatch(sentence);
  expect([more.length, /uywkekQV|493027|geheim/.test(String(first))]).toEqual([0, false]);
});

test.each([
  ['{ "version": 1, }', '1:17 After a comma comes another name.'],
  ['{ "version": 1 } x', '1:18 Nothing may follow after the closing brace.'],
  ['{ "version": 1', '1:15 A comma or “}” has to stand here.'],
  ['{ "version": ', '1:14 The file ends too early: a brace or a bracket is still open.'],
  ['{\n  // ours\n  "version": 1 }', '2:3 A name in double quotes has to stand here.'],
  ['{ "version": 1 /* ours */ }', '1:16 A comma or “}” has to stand here.'],
  ["{ 'version': 1 }", '1:3 A name in double quotes has to stand here.'],
  [
    '{ "version": 01 }',
    '1:14 This is no value: text stands in double quotes, and \\ before a sign that is not meant.',
  ],
  ['{ "version": 1, "version": 1 }', '1:17 “version” stands here twice.'],
  ['', '1:1 The file ends too early: a brace or a bracket is still open.'],
  ['[]', '1:1 The file has to be an object: { "version": 1, … }.'],
  ['{}', '1:1 “version” has to be the number 1.'],
  ['{ "version": 2 }', '1:3 “version” has to be the number 1.'],
  [file('  "devices": { "": {} }'), '3:16 A serial number is text without space at its ends.'],
  [file('  "devices": { "A1": [] }'), '3:16 “A1” has to be an object with the answers of that laptop.'],
  [
    file('  "devices": { "a1": {}, "A1": {} }'),
    '3:26 This serial number stands here twice: capital and small letters are the same.',
  ],
  [
    file('  "__proto__": {}'),
    '3:3 There is no “__proto__” here. There are $schema, version, language, accessibility, account, deviceName, authenticator, passFile, initialPinFile, sealFor, devices.',
  ],
  [file(`  "language": ${'['.repeat(40)}`), '3:31 Nothing here goes deeper than 16 levels.'],
])('%s', (text, sentence) => {
  expect(told(text)[0]).toBe(sentence);
});

test('a laptop is not sealed for the account that stages it', () => {
  const text = file(
    '  "account": "it@northwind.example",',
    '  "devices": { "A1": { "sealFor": "IT@northwind.example" } }',
  );
  expect(told(text)).toEqual(['4:24 A laptop is not sealed for the account that stages it.']);
});

test('columns count characters, and Windows’ line ends and byte order mark do no harm', () => {
  expect(told('\u{FEFF}{ "version": 1,\r\n  "language": "de", "😀": 1 }')[0]).toMatch(
    /^2:21 There is no “😀”/,
  );
});

test('whatever a file holds, it is judged and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.json()), (text) => {
      const judged = judgeAnswers(text);
      expect(judged.ok || judged.mistakes.length > 0).toBe(true);
    }),
  );
});

test('what JSON.parse takes is read the same, but for a name that stands twice', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const wrapped = `{"version":1,"devices":${text}}`;
      const judged = judgeAnswers(wrapped);
      if (judged.ok) expect(judged.answers).toEqual(JSON.parse(wrapped));
      else expect(judged.mistakes[0]?.sentence).not.toMatch(/double quotes|comma|colon|too early/);
    }),
  );
});
