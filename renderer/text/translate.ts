import { IntlMessageFormat } from 'intl-messageformat';
import { createElement, type ReactNode } from 'react';
import { EN, type MessageKey, type Messages } from './en.ts';

const LANGUAGES: ReadonlyMap<string, Messages> = new Map([['en', EN]]);

export type Values = Readonly<Record<string, string | number>>;

/** The sentences of one language. */
export interface Text {
  readonly language: string;
  t(key: MessageKey, values?: Values): string;
  /** The same, where the message holds `<b>`. */
  rich(key: MessageKey, values?: Values): ReactNode;
}

/** The nearest language that is there: `de-AT`, then `de`, then English. */
export function messagesFor(language: string): Messages {
  return LANGUAGES.get(language) ?? LANGUAGES.get(language.split('-')[0] ?? '') ?? EN;
}

const bold = (chunks: ReactNode[]): ReactNode => createElement('strong', { key: 'b' }, ...chunks);

/** Messages are parsed once each; a screen asks for the same ones at every keystroke. */
export function textIn(language: string): Text {
  const messages = messagesFor(language);
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const message = (key: MessageKey): IntlMessageFormat => {
    const known = parsed.get(key);
    if (known) return known;
    const fresh = new IntlMessageFormat(messages[key], language);
    parsed.set(key, fresh);
    return fresh;
  };
  return {
    language,
    t: (key, values) => String(message(key).format(values)),
    rich: (key, values) => message(key).format<ReactNode>({ ...values, b: bold }),
  };
}
