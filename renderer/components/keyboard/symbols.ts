import type { Rows } from './layout.ts';

/** Every sign of ASCII and the euro; with Shift what passwords of European keyboards hold besides. The same in every language. */
export const SYMBOLS: { readonly plain: Rows; readonly shifted: Rows } = {
  plain: ['1 2 3 4 5 6 7 8 9 0', '@ # $ % & * - + = _ / \\', '( ) [ ] { } < > | ~ ^ `', '! ? . , : ; \' " €'],
  shifted: ['1 2 3 4 5 6 7 8 9 0', '£ ¥ ¢ § ° ² ³ µ × ÷ ¿ ¡', 'ä ö ü ß à á â å æ ç ñ ø', 'é è ê ë í ï ó ô ú'],
};

/** Names of what a screen reader would pass over or call differently in each program. Letters and digits say themselves. */
export const SIGNS = {
  '@': 'at',
  '#': 'number',
  $: 'dollar',
  '%': 'percent',
  '&': 'and',
  '*': 'asterisk',
  '-': 'hyphen',
  '+': 'plus',
  '=': 'equals',
  _: 'underscore',
  '/': 'slash',
  '\\': 'backslash',
  '(': 'roundOpen',
  ')': 'roundClose',
  '[': 'squareOpen',
  ']': 'squareClose',
  '{': 'curlyOpen',
  '}': 'curlyClose',
  '<': 'less',
  '>': 'greater',
  '|': 'bar',
  '~': 'tilde',
  '^': 'circumflex',
  '`': 'grave',
  '!': 'exclamation',
  '?': 'question',
  '.': 'dot',
  ',': 'comma',
  ':': 'colon',
  ';': 'semicolon',
  "'": 'apostrophe',
  '"': 'quote',
  '€': 'euro',
  '£': 'pound',
  '¥': 'yen',
  '¢': 'cent',
  '§': 'section',
  '°': 'degree',
  '²': 'squared',
  '³': 'cubed',
  µ: 'micro',
  '×': 'times',
  '÷': 'divided',
  '¿': 'questionTurned',
  '¡': 'exclamationTurned',
  '؟': 'questionArabic',
  '،': 'commaArabic',
  '؛': 'semicolonArabic',
  '\u0640': 'tatweel',
  '\u064E': 'fatha',
  '\u064B': 'fathatan',
  '\u064F': 'damma',
  '\u064C': 'dammatan',
  '\u0650': 'kasra',
  '\u064D': 'kasratan',
  '\u0652': 'sukun',
  '\u0651': 'shadda',
} as const;

export type SignName = (typeof SIGNS)[keyof typeof SIGNS];

/** @returns `undefined` for letters and digits */
export function signName(text: string): SignName | undefined {
  return Object.hasOwn(SIGNS, text) ? SIGNS[text as keyof typeof SIGNS] : undefined;
}
