import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScan, writeScan } from '../../../electron/contract/pass-entry/scan.ts';
import {
  type Burst,
  KEPT_KEYS,
  type Key,
  NO_BURST,
  pause,
  press,
  SCANNER_GAP,
  SCANNER_KEYS,
  type Scanned,
} from '../../../renderer/scan/burst.ts';
import { judgeScan } from '../../../renderer/scan/judge-scan.ts';

const AMAL = 'amal@northwind.example';
const CODE = writeScan('7KQ4mH3vYz', AMAL);

/** A key of a US layout that writes this. */
function keyFor(character: string, at: number): Key {
  const signs: Record<string, string> = {
    ':': 'Semicolon',
    '@': 'Digit2',
    '.': 'Period',
    '-': 'Minus',
    '#': 'Digit3',
  };
  const shift = /[A-Z:@#]/.test(character);
  const code = /[a-z]/i.test(character)
    ? `Key${character.toUpperCase()}`
    : /\d/.test(character)
      ? `Digit${character}`
      : (signs[character] ?? '');
  return { at, key: character, code, shift, modified: false, repeat: false };
}

const named = (key: string, at: number): Key => ({ ...keyFor('', at), key, code: key });

/** Types the keys and waits: every scan that was told. */
function play(keys: readonly Key[]): { scans: Scanned[]; held: number } {
  let burst: Burst = NO_BURST;
  const scans: Scanned[] = [];
  let held = 0;
  for (const key of keys) {
    const quiet = pause(burst, key.at);
    if (quiet.scanned) scans.push(quiet.scanned);
    const verdict = press(quiet.burst, key);
    burst = verdict.burst;
    if (verdict.scanned) scans.push(verdict.scanned);
    if (verdict.hold) held += 1;
  }
  const last = pause(burst, Number.POSITIVE_INFINITY);
  if (last.scanned) scans.push(last.scanned);
  return { scans, held };
}

const typed = (text: string, gap: (index: number) => number, from = 0): Key[] => {
  let at = from;
  return [...text].map((character, index) => {
    at += index === 0 ? 0 : gap(index);
    return keyFor(character, at);
  });
};

describe('a scanner', () => {
  test('is recognised at any of its speeds, with any ending, and what it typed is whole', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: SCANNER_GAP }), { minLength: 80, maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.constantFrom('Enter', 'Tab', null), (each, suffix) => {
        const keys = typed(CODE, (index) => each[index] ?? 1);
        const end = (keys.at(-1)?.at ?? 0) + 1;
        const { scans } = play(suffix ? [...keys, named(suffix, end)] : keys);
        expect(scans).toEqual([{ text: CODE, usual: CODE, control: false, tooLong: false, suffix }]);
        expect(scans.map(judgeScan)).toEqual([readScan(CODE)]);
      }),
    );
  });

  test('that sends Shift before each capital letter, and doubles nothing by repeating', () => {
    const keys = typed(CODE, () => 4).flatMap((key) =>
      key.shift ? [named('Shift', key.at), key, { ...key, repeat: true }] : [key],
    );
    expect(play(keys).scans.map(({ text }) => text)).toEqual([CODE]);
  });

  test.each([
    [
      'a German layout',
      (key: Key) => ({ ...key, key: { y: 'z', z: 'y', Y: 'Z', ':': 'Ö', '@': '"' }[key.key] ?? key.key }),
    ],
    [
      'Caps Lock',
      (key: Key) => ({
        ...key,
        key: key.key === key.key.toUpperCase() ? key.key.toLowerCase() : key.key.toUpperCase(),
      }),
    ],
    [
      'a French layout',
      (key: Key) => ({
        ...key,
        key: { a: 'q', q: 'a', '1': '&', ':': '/', m: ',', '.': ':' }[key.key] ?? key.key,
      }),
    ],
  ])('under %s is read by its keys', (_what, layout) => {
    const { scans } = play(typed(CODE, () => 5).map(layout));
    expect(scans.map(judgeScan)).toEqual([readScan(CODE)]);
  });

  test('two codes one after the other are two scans', () => {
    const first = typed(CODE, () => 2);
    const at = (first.at(-1)?.at ?? 0) + 500;
    const keys = [...first, ...typed(CODE, () => 2, at)];
    expect(play(keys).scans.map(({ text }) => text)).toEqual([CODE, CODE]);
  });
});

describe('a person', () => {
  test('is never taken for one, whatever they type', () => {
    const gap = fc.integer({ min: SCANNER_GAP + 1, max: 5_000 });
    fc.assert(
      fc.property(
        fc.array(gap, { minLength: 60, maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        (gaps, text) => {
          const { scans, held } = play([...typed(text, (index) => gaps[index] ?? 100), named('Enter', 1e9)]);
          expect(scans).toEqual([]);
          expect(held).toBe(0);
        },
      ),
    );
  });

  test('who rolls over a few keys at once is none either', () => {
    const keys = typed('A'.repeat(60), (index) => (index % (SCANNER_KEYS - 1) === 0 ? 90 : 10));
    expect(play(keys).scans).toEqual([]);
  });

  test('who holds a key down is none either', () => {
    const keys = typed('a'.repeat(200), () => 30).map((key, index) => ({ ...key, repeat: index > 0 }));
    expect(play(keys).scans).toEqual([]);
  });
});

describe('a hostile code', () => {
  test('of ten thousand characters is counted and not kept', () => {
    const { scans } = play([...typed('A'.repeat(10_000), () => 1), named('Enter', 10_001)]);
    expect(scans).toHaveLength(1);
    expect(scans[0]?.text.length).toBe(KEPT_KEYS);
    expect(scans.map(judgeScan)).toEqual([{ ok: false, fault: 'flood' }]);
  });

  test.each([
    ['Escape', named('Escape', 40)],
    ['a function key', named('F5', 40)],
    ['Ctrl+]', { ...keyFor(']', 40), modified: true }],
    ['Alt+F4', { ...named('F4', 40), modified: true }],
  ])('that presses %s is refused, and the key is held back', (_what, key) => {
    const { scans, held } = play([
      ...typed(CODE.slice(0, 9), () => 5),
      key,
      ...typed(CODE.slice(9), () => 5, 45),
    ]);
    expect(held).toBe(1);
    expect(scans.map(judgeScan)).toEqual([{ ok: false, fault: 'control' }]);
  });

  test('whatever keys come at whatever times, nothing but a whole code of ours is told as one', () => {
    const anyKey = fc.record({
      gap: fc.nat({ max: 100 }),
      key: fc.oneof(fc.constantFrom(...CODE), fc.constantFrom('Enter', 'Tab', 'Escape', 'Shift', 'Dead')),
      modified: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 120 }), (keys) => {
        let at = 0;
        const made = keys.map(({ gap, key, modified }) => {
          at += gap;
          return { ...(key.length === 1 ? keyFor(key, at) : named(key, at)), modified };
        });
        for (const scanned of play(made).scans) {
          const scan = judgeScan(scanned);
          if (scan?.ok)
            expect([scanned.text, scanned.usual]).toContain(writeScan(scan.pass, scan.userPrincipalName));
        }
      }),
    );
  });
});
