import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { writeScan } from '../../../electron/contract/pass-entry/scan.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { parseProvision } from '../../../electron/terminal/arguments.ts';
import { createPersonAnswers } from '../../../electron/terminal/ask-person.ts';
import { tellRefusal } from '../../../electron/terminal/narrate.ts';
import { createPaper } from '../../../electron/terminal/paper.ts';
import { wordsIn } from '../../../electron/terminal/text/words.ts';

/* Somebody at a terminal: what is plainly wrong is said before anything is sent. */

function desk(language = 'en') {
  const input = Object.assign(new PassThrough(), { setRawMode: () => undefined, isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
  const shown: string[] = [];
  output.on('data', (chunk) => shown.push(String(chunk)));
  const words = wordsIn(language);
  const paper = createPaper(output as unknown as WriteStream, {
    plain: true,
    environment: {},
    direction: words.direction,
  });
  const parsed = parseProvision([], true);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  const answers = createPersonAnswers(parsed.value, {
    input: input as unknown as ReadStream,
    output: output as unknown as WriteStream,
    paper,
    words,
  });
  /** Types each line once something is asked. */
  const type = async (...lines: string[]) => {
    for (const line of lines) {
      await new Promise((resolve) => setImmediate(resolve));
      input.write(`${line}\r`);
    }
  };
  return { answers, type, shown: () => shown.join('') };
}

const PIN = { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 };

test('a name that is none is asked again, and never sent', async () => {
  const { answers, type, shown } = desk();
  const asked = answers.answer({ do: 'ask', question: 'user' });
  await type('amal', 'amal@northwind.example');
  expect(await asked).toEqual({ type: 'submitAccount', userPrincipalName: 'amal@northwind.example' });
  expect(shown()).toContain('That does not look like an email address.');
});

test('a pass in groups is put together, one that cannot be a pass is asked again without a try being spent', async () => {
  const { answers, type, shown } = desk();
  const asked = answers.answer({ do: 'ask', question: 'pass' });
  await type('uywk', 'uywk-ekQV');
  expect(await asked).toEqual({ type: 'submitPass', pass: 'uywkekQV' });
  expect(shown()).toContain('Some of it is missing.');
  expect(shown()).not.toContain('uywk');
});

const DOMAINS = ['northwind.example', 'contoso-fed.example'];

test.each([
  [
    'a bare name is completed, and said to be',
    ['Amal'],
    'amal@northwind.example',
    'We go on with amal@northwind.example.',
  ],
  [
    'a slip of the finger is asked about',
    ['amal@northwnd.example', ''],
    'amal@northwind.example',
    'Did you mean',
  ],
  ['and kept when it is none', ['amal@northwnd.example', 'n'], 'amal@northwnd.example', 'Did you mean'],
  [
    'a space inside is refused with the reason',
    ['am al', 'amal@contoso-fed.example'],
    'amal@contoso-fed.example',
    'There is a space inside.',
  ],
  [
    'a scanned slip says the name',
    [writeScan('7KQ4mH3v', 'amal@northwind.example')],
    'amal@northwind.example',
    'We go on with',
  ],
])('%s', async (_what, lines, userPrincipalName, said) => {
  const { answers, type, shown } = desk();
  const asked = answers.answer({ do: 'ask', question: 'user', domains: DOMAINS });
  await type(...lines);
  expect(await asked).toEqual({ type: 'submitAccount', userPrincipalName });
  expect(shown()).toContain(said);
});

test.each([
  [
    'somebody else’s slip',
    writeScan('7KQ4mH3v', 'ben@northwind.example'),
    'That slip is for ben@northwind.example.',
  ],
  ['half a slip', writeScan('7KQ4mH3v', 'amal@northwind.example').slice(0, -2), 'did not come through whole'],
  ['a zero', '7KQ4 mH30', 'A pass has no 0'],
])('%s costs no try in the terminal either', async (_what, line, said) => {
  const { answers, type, shown } = desk();
  const userPrincipalName = 'amal@northwind.example';
  const asked = answers.answer({ do: 'ask', question: 'pass', userPrincipalName });
  await type(line, writeScan('7KQ4mH3v', userPrincipalName));
  expect(await asked).toEqual({ type: 'submitPass', pass: '7KQ4mH3v' });
  expect(shown()).toContain(said);
  expect(shown()).not.toContain('7KQ4');
});

test('a wait is told as a time of day', async () => {
  const retryAt = Date.UTC(2026, 10, 22, 10, 34, 30) / 1000;
  const [said] = tellRefusal({ ...new Refusal('method_locked', { retryAfter: 270 }).toJSON(), retryAt });
  expect(said).toMatch(/You can try again at \d\d:34, in 5 minutes\./);
});

test('a PIN is judged by the rules of the profile, told in the person’s language, and asked for twice', async () => {
  const { answers, type, shown } = desk('de');
  const asked = answers.answer({ do: 'ask', question: 'new-pin', pin: PIN });
  await type('123456', '12ab56', '493027', '493028', '493027', '493027');
  expect(await asked).toEqual({ type: 'submitPin', pin: '493027' });
  expect(shown()).toMatch(/zählt aufwärts[\s\S]*nur aus Ziffern[\s\S]*nicht gleich/);
  expect(shown()).not.toContain('493027');
});

test('the word for IT is an answer to every question', async () => {
  for (const question of ['user', 'pass', 'password', 'device-name', 'new-pin', 'pin', 'retry'] as const) {
    const { answers, type } = desk();
    const asked = answers.answer({ do: 'ask', question });
    await type('Technician');
    expect([question, await asked]).toEqual([question, { type: 'openTechnician' }]);
  }
});

test('why the last answer was not enough stands before the question', async () => {
  const { answers, type, shown } = desk();
  const refusal = new Refusal('pass_wrong').toJSON();
  const asked = answers.answer({ do: 'ask', question: 'pass', refusal });
  await type('');
  expect(await asked).toEqual({ type: 'noPass' });
  const text = shown();
  expect(text.indexOf('LK-2401')).toBeGreaterThan(0);
  expect(text.indexOf('LK-2401')).toBeLessThan(text.indexOf('Your Temporary Access Pass'));
});
