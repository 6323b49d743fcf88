import { describe, expect, test } from 'vitest';
import {
  afterKey,
  type Board,
  boardFor,
  type FieldKind,
  type Key,
} from '../../../../renderer/components/keyboard/board.ts';
import { LAYOUTS, scriptsFor } from '../../../../renderer/components/keyboard/layout.ts';
import { placeKeys } from '../../../../renderer/components/keyboard/place-keys.ts';
import { signName } from '../../../../renderer/components/keyboard/symbols.ts';
import { LANGUAGES } from '../../../../renderer/text/load-language.ts';
import { drawPass } from '../../../../server-stub/passes/draw.ts';

const keysOn = (board: Board, kind: FieldKind, language: string): readonly Key[] =>
  placeKeys(board, kind, scriptsFor(language)).keys.map(({ key }) => key);

/** What can be written with so many presses, the one that writes included. */
function reach(kind: FieldKind, language: string, presses: number): ReadonlySet<string> {
  const written = new Set<string>();
  let boards: readonly Board[] = [boardFor(kind)];
  for (let press = 0; press < presses; press += 1) {
    const keys = boards.flatMap((board) => keysOn(board, kind, language).map((key) => ({ board, key })));
    for (const { key } of keys) if (key.does === 'write') written.add(key.text);
    boards = keys.map(({ board, key }) => afterKey(board, key));
  }
  return written;
}

const missing = (reached: ReadonlySet<string>, wanted: Iterable<string>): readonly string[] =>
  [...new Set(wanted)].filter((character) => !reached.has(character));

/** The letters of each language, as its schools teach them. */
const ALPHABETS: Readonly<Record<string, string>> = {
  en: 'abcdefghijklmnopqrstuvwxyz',
  de: 'abcdefghijklmnopqrstuvwxyzäöüß',
  ar: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي',
};
const UPN = "ABCXYZabcxyz0123456789'.-_!#^~@";
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

test.each(LANGUAGES)('%s has a keyboard whose alphabet is known here', (language) => {
  expect(scriptsFor(language).own.language).toBe(language);
  expect(Object.keys(ALPHABETS)).toContain(language);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('every letter of the language is one press away where words are typed, or two', () => {
    expect(missing(reach('words', language, 2), ALPHABETS[language] ?? '')).toEqual([]);
    const second = /[آأإ]/;
    const first = [...(ALPHABETS[language] ?? '')].filter((letter) => !second.test(letter));
    expect(missing(reach('words', language, 1), first)).toEqual([]);
  });

  test('a capital is two presses away', () => {
    const capitals = [...(ALPHABETS[language] ?? '')].map((letter) =>
      letter === 'ß' ? 'ẞ' : letter.toLocaleUpperCase(language),
    );
    expect(missing(reach('words', language, 2), capitals)).toEqual([]);
  });

  test('passes, names and any PIN or password of ASCII take two presses a character at most', () => {
    const passes = Array.from({ length: 200 }, () => drawPass(48)).join('');
    expect(missing(reach('characters', language, 2), passes)).toEqual([]);
    expect(missing(reach('address', language, 2), UPN)).toEqual([]);
    for (const kind of ['characters', 'address'] as const) {
      expect(missing(reach(kind, language, 2), ASCII), kind).toEqual([]);
    }
  });

  test('an address has @ and the full stop at once, and a PIN of digits its ten digits and nothing else', () => {
    expect(missing(reach('address', language, 1), 'abc123@.')).toEqual([]);
    expect([...reach('digits', language, 2)].toSorted()).toEqual([...'0123456789']);
  });

  test('a password in the language’s own letters is one key further', () => {
    expect(missing(reach('characters', language, 3), ALPHABETS[language] ?? '')).toEqual([]);
  });
});

test.each(['en-XA', 'tlh', ''])('%j is typed in English', (language) => {
  expect(scriptsFor(language).own.language).toBe('en');
});

describe.each(LAYOUTS.map(({ language }) => language))('the keys of %s', (language) => {
  const boards = (['letters', 'symbols'] as const).flatMap((layer) =>
    (['own', 'latin'] as const).flatMap((script) =>
      (['off', 'once', 'locked'] as const).map((shift): Board => ({ layer, script, shift })),
    ),
  );

  test('lie beside each other, never over each other, in every layer', () => {
    for (const board of boards) {
      for (const kind of ['digits', 'address', 'characters', 'words'] as const) {
        const { keys, columns } = placeKeys(board, kind, scriptsFor(language));
        const cells = keys.flatMap(({ row, column, span, tall }) =>
          Array.from(
            { length: tall * span },
            (_, at) => `${row + Math.floor(at / span)}:${column + (at % span)}`,
          ),
        );
        expect(new Set(cells).size).toBe(cells.length);
        for (const { column, span } of keys) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column + span - 1).toBeLessThanOrEqual(columns);
          // Half a key is no key.
          expect(span).toBeGreaterThanOrEqual(2);
        }
      }
    }
  });

  test('stay where they are when Shift is pressed', () => {
    for (const board of boards) {
      const at = (shift: Board['shift']) =>
        placeKeys({ ...board, shift }, 'characters', scriptsFor(language)).keys.map(
          ({ key, ...place }) => place,
        );
      expect(at('once')).toEqual(at('off'));
    }
  });

  test('have a name wherever a reader would not know one', () => {
    for (const board of boards) {
      for (const key of keysOn(board, 'characters', language)) {
        if (key.does !== 'write' || /^[\p{L}\p{Nd} ]+$/u.test(key.text)) continue;
        expect(signName(key.text), key.text).toBeDefined();
      }
    }
  });

  test('are at least 44 pixels wide in a window of 640', () => {
    for (const board of boards) {
      const { columns } = placeKeys(board, 'characters', scriptsFor(language));
      const [tray, gap] = [6, 4];
      const half = (640 - 2 * tray - (columns - 1) * gap) / columns;
      expect(2 * half + gap).toBeGreaterThanOrEqual(44);
    }
  });
});
