import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, createPaper, hasColours, wrap } from '../../../electron/terminal/paper.ts';

const LONG = 'Signed in as Amal with the pass. It is held for this laptop, not used up yet.';

function paper(terminal: { columns: number } | null, environment = {}, direction: 'ltr' | 'rtl' = 'ltr') {
  const stream = Object.assign(new PassThrough(), terminal && { isTTY: true, ...terminal });
  const output = stream as unknown as WriteStream;
  return {
    ...createPaper(output, { plain: false, environment, direction }),
    written: () => String(stream.read() ?? ''),
  };
}

test.each([
  [true, {}, false, true],
  [false, {}, false, false],
  [true, { NO_COLOR: '1' }, false, false],
  [true, { NO_COLOR: '' }, false, true],
  [true, { TERM: 'dumb' }, false, false],
  [true, {}, true, false],
])('on a terminal: %s, %o, --no-color: %s, colours: %s', (isTTY, environment, plain, colours) => {
  expect(hasColours({ isTTY }, { plain, environment, direction: 'ltr' })).toBe(colours);
});

test('a terminal is wrapped to its width as it is now; a file gets each sentence as one line, without colours', () => {
  const narrow = paper({ columns: 40 });
  narrow.say(LONG, 'bad');
  expect(narrow.written()).toBe(
    [
      '\u001b[31mSigned in as Amal with the pass. It is\u001b[0m',
      '\u001b[31mheld for this laptop, not used up yet.\u001b[0m',
      '',
    ].join('\n'),
  );
  const file = paper(null);
  file.say(LONG, 'bad');
  expect(file.written()).toBe(`${LONG}\n`);
});

test('a command is one line without colours or marks, so that it can be copied; an empty line is empty', () => {
  const arabic = paper({ columns: 20 }, {}, 'rtl');
  arabic.say('  npm run provision -- --state /var/lib/latchkey', 'command');
  arabic.say('', 'heading');
  expect(arabic.written()).toBe('  npm run provision -- --state /var/lib/latchkey\n\n');
});

test('what was set in stays set in, and an empty line stays empty', () => {
  expect(wrap('  For your IT team: LK-2402.', 20)).toEqual(['  For your IT team:', '  LK-2402.']);
  expect(wrap('', 20)).toEqual(['']);
});

test('a line of an Arabic text says that it is one, also where it begins with a Latin name', () => {
  const arabic = paper({ columns: 80 }, { NO_COLOR: '1' }, 'rtl');
  arabic.say('Northwind يستجيب.');
  expect(arabic.written()).toBe('\u200FNorthwind يستجيب.\n');
});

test('marks of direction take no room, East Asian letters take two columns', () => {
  expect([columnsOf('\u2068Amal\u2069'), columnsOf('مُدَّة'), columnsOf('日本'), columnsOf('e\u0301')]).toEqual([
    4, 3, 4, 1,
  ]);
});

test('nothing is lost by wrapping, and no line is wider than it may be unless it is one word', () => {
  const words = fc.array(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((w) => w.replace(/\s/g, 'x')),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 100 }), (list, width) => {
      const lines = wrap(list.join(' '), width);
      expect(lines.join(' ').split(' ')).toEqual(list.join(' ').trim().split(/ +/));
      for (const line of lines) expect(columnsOf(line) <= width || !line.includes(' ')).toBe(true);
    }),
  );
});
