import type { Language } from './language.ts';

export type Values = Readonly<Record<string, string | number>>;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * Names, codes and times keep their own direction inside a sentence (FIRST STRONG ISOLATE, Unicode UAX #9): without it a
 * full stop after a name jumps to its other side.
 */
export function isolated(values: Values | undefined, direction: Language['direction']): Values | undefined {
  if (!values) return values;
  const isolate = (value: string | number): string | number => {
    if (typeof value === 'number') return value;
    return direction === 'rtl' || RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]));
}
