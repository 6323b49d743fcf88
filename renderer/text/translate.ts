import { IntlMessageFormat } from 'intl-messageformat';
import { createElement, type ReactNode } from 'react';
import { REFUSALS, type Slug } from '../../electron/contract/refusals.ts';
import type { MessageKey } from './en.ts';
import type { Language } from './language.ts';

export type Values = Readonly<Record<string, string | number>>;

/** What a refusal says. `technicianAction` is English in every language. */
export interface RefusalText {
  readonly cause: string;
  readonly userAction: string;
  readonly technicianAction: string;
}

/** The sentences of one language. */
export interface Text {
  /** BCP 47 tag, as for the `lang` attribute. */
  readonly language: string;
  /** The same for Intl, with the digits. */
  readonly locale: string;
  readonly direction: Language['direction'];
  t(key: MessageKey, values?: Values): string;
  /** The same, where the message holds `<b>`. */
  rich(key: MessageKey, values?: Values): ReactNode;
  refusal(slug: Slug): RefusalText;
}

const bold = (chunks: ReactNode[]): ReactNode => createElement('strong', { key: 'b' }, ...chunks);

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

/** Messages are parsed once each; a screen asks for the same ones at every keystroke. */
export function textIn(code: string, { locale, direction, messages, refusals }: Language): Text {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const message = (key: MessageKey): IntlMessageFormat => {
    const known = parsed.get(key);
    if (known) return known;
    const fresh = new IntlMessageFormat(messages[key], locale);
    parsed.set(key, fresh);
    return fresh;
  };
  return {
    language: code,
    locale,
    direction,
    t: (key, values) => String(message(key).format(isolated(values, direction))),
    rich: (key, values) => message(key).format<ReactNode>({ ...isolated(values, direction), b: bold }),
    refusal: (slug) => ({ ...refusals[slug], technicianAction: REFUSALS[slug].technicianAction }),
  };
}
