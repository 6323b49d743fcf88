import { Refusal } from '../../../electron/contract/refusal.ts';
import { readInstant } from '../../read-instant.ts';

/** Longest `$filter` that is read at all, in characters, and the most words it may have. */
const LONGEST = 1024;
const MOST_TOKENS = 128;

/** A literal: text, a number, true, false, null. Dates are text as our rows write them, which sorts as it reads. */
export type Literal = string | number | boolean | null;

export type Token =
  | { readonly kind: 'literal'; readonly value: Literal }
  /** Names, operators and functions. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' };

const PATTERN = new RegExp(
  [
    `'((?:[^']|'')*)'`,
    `(\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?Z)?)(?![\\w-])`,
    `([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\\w-])`,
    `(-?\\d{1,15}(?:\\.\\d{1,9})?)(?![\\w.-])`,
    `([A-Za-z_][\\w]*(?:/[A-Za-z_][\\w]*)*)`,
    `([(),])`,
  ].join('|'),
  'y',
);

const NAMED: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Cuts a `$filter` into words (OData 4.01 URL conventions, 5.1.1, the part that we serve).
 *
 * @throws Refusal `request_malformed`
 */
export function tokenize(text: string): Token[] {
  if (text.length > LONGEST) throw new Refusal('request_malformed', { detail: '$filter is too long' });
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (!match || tokens.length === MOST_TOKENS) {
      throw new Refusal('request_malformed', { detail: `$filter cannot be read at character ${at + 1}` });
    }
    tokens.push(tokenOf(match));
    at = PATTERN.lastIndex;
  }
  return tokens;
}

function tokenOf([, quoted, date, guid, number, word, mark]: RegExpExecArray): Token {
  if (quoted !== undefined) return { kind: 'literal', value: quoted.replaceAll(`''`, `'`) };
  if (date !== undefined) return { kind: 'literal', value: instant(date) };
  if (guid !== undefined) return { kind: 'literal', value: guid.toLowerCase() };
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  const text = word ?? mark ?? '';
  if (mark !== undefined) return { kind: 'mark', text: text as '(' | ')' | ',' };
  const named = NAMED.get(text);
  return named === undefined ? { kind: 'word', text } : { kind: 'literal', value: named };
}

function instant(text: string): string {
  const at = readInstant(text);
  if (at === undefined)
    throw new Refusal('request_malformed', { detail: '$filter has a date that does not exist' });
  return new Date(at).toISOString();
}
