import { IntlMessageFormat } from 'intl-messageformat';
import { createElement, type ReactNode } from 'react';
import { REFUSALS, type Slug } from '../../electron/contract/refusals.ts';
import type { MessageKey } from './en.ts';
import { isolated, type Values } from './isolated.ts';
import type { Language } from './language.ts';

export { isolated, type Values } from './isolated.ts';

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

/**
 * Most messages are text and nothing else: no argument, no plural, no quoting. They need no parser, and none of the browser's locale
 * data, whose first use takes longer than all the rest of the first screen.
 */
const PLAIN = /^[^{}<>'#]*$/;

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
    t: (key, values) =>
      PLAIN.test(messages[key]) ? messages[key] : String(message(key).format(isolated(values, direction))),
    rich: (key, values) => message(key).format<ReactNode>({ ...isolated(values, direction), b: bold }),
    refusal: (slug) => ({ ...refusals[slug], technicianAction: REFUSALS[slug].technicianAction }),
  };
}
