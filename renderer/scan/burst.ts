/**
 * A scanner is a keyboard that types a whole code faster than any person. This tells the two apart, by time alone. Pure:
 * events in, verdicts out; the clock is the events' own.
 */

/** Milliseconds between two keys of a scanner, at most. Scanners need 1 to 30; quick typists seldom less than 60. */
export const SCANNER_GAP = 40;

/** Fewer keys than this in a row are a person's: it is the length of the shortest pass. */
export const SCANNER_KEYS = 8;

/** Keys of a burst that are kept. What comes beyond is counted, so that it can be refused, and not kept. */
export const KEPT_KEYS = 512;

export interface Key {
  /** Milliseconds, of any clock that only goes forward. */
  readonly at: number;
  /** KeyboardEvent.key */
  readonly key: string;
  /** KeyboardEvent.code: which key it is, whatever the layout says. */
  readonly code: string;
  readonly shift: boolean;
  /** Control, Alt or Meta is down. */
  readonly modified: boolean;
  readonly repeat: boolean;
}

export interface Burst {
  readonly keys: number;
  readonly last: number;
  /** As this laptop's layout has it. */
  readonly text: string;
  /** As a US layout would have it, which is how scanners come out of their box; Caps Lock does not count. */
  readonly usual: string;
  /** Keys were among them that write nothing: a code with control characters. */
  readonly control: boolean;
}

export const NO_BURST: Burst = {
  keys: 0,
  last: Number.NEGATIVE_INFINITY,
  text: '',
  usual: '',
  control: false,
};

export interface Scanned {
  readonly text: string;
  readonly usual: string;
  readonly control: boolean;
  readonly tooLong: boolean;
  /** What the scanner types at the end; `null`: nothing. */
  readonly suffix: 'Enter' | 'Tab' | null;
}

/** What a key means: part of what may be a scan, the end of one, or neither. */
export interface Verdict {
  readonly burst: Burst;
  readonly scanned: Scanned | null;
  /** The key would do something in the page, and it is a scanner's. */
  readonly hold: boolean;
}

/** Held down alone they write nothing, and every capital letter comes with one. */
const SILENT: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'NumLock', 'AltGraph']);

/** Somebody mends what they typed: no code has such keys, and nobody is to be kept from them. */
const MENDING: ReadonlySet<string> = new Set([
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

/** From here on a key that writes nothing is taken for the scanner's own. */
const SURELY_QUICK = 3;

/** One key down. */
export function press(before: Burst, key: Key): Verdict {
  if (SILENT.has(key.key) || key.repeat) return { burst: before, scanned: null, hold: false };
  if (MENDING.has(key.key)) return { burst: NO_BURST, scanned: null, hold: false };
  const burst = key.at - before.last > SCANNER_GAP ? NO_BURST : before;
  const quick = burst.keys >= SCANNER_KEYS;
  if (key.key === 'Enter' || key.key === 'Tab') {
    return { burst: NO_BURST, scanned: quick ? scannedBy(burst, key.key) : null, hold: quick };
  }
  const writes = [...key.key].length === 1 && !key.modified;
  return {
    burst: longer(burst, key, writes),
    scanned: null,
    hold: !writes && burst.text.length >= SURELY_QUICK,
  };
}

/** Time has passed without a key. */
export function pause(burst: Burst, at: number): Verdict {
  const over = at - burst.last > SCANNER_GAP;
  if (!over) return { burst, scanned: null, hold: false };
  return {
    burst: NO_BURST,
    scanned: burst.keys >= SCANNER_KEYS ? scannedBy(burst, null) : null,
    hold: false,
  };
}

function longer(burst: Burst, key: Key, writes: boolean): Burst {
  const room = burst.keys < KEPT_KEYS;
  return {
    keys: burst.keys + 1,
    last: key.at,
    text: writes && room ? burst.text + key.key : burst.text,
    usual: writes && room ? burst.usual + usualOf(key) : burst.usual,
    control: burst.control || !writes,
  };
}

function scannedBy({ text, usual, keys, control }: Burst, suffix: Scanned['suffix']): Scanned {
  return { text, usual, control, tooLong: keys > KEPT_KEYS, suffix };
}

/** Keys beside letters and digits that a code of ours needs, with and without Shift (US layout). */
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Semicolon: [';', ':'],
  Minus: ['-', '_'],
  Period: ['.', '>'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Equal: ['=', '+'],
  BracketRight: [']', '}'],
};
const OVER_DIGITS = ')!@#$%^&*(';

/** The character of a key on a US layout; what the laptop says where the key is none of those. */
function usualOf({ key, code, shift }: Key): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit) return shift ? (OVER_DIGITS[Number(digit)] ?? key) : digit;
  return SIGNS[code]?.[shift ? 1 : 0] ?? key;
}
