import { nearest } from '../../text/choose-language.ts';

/** A row of digits and three of letters. The keys of a row are parted by spaces; a key may write more than one letter (لا). */
export type Rows = readonly [string, string, string, string];

/**
 * The letters of one language where its keyboards have them, left to right in every language. One file of `layouts/`, named
 * by the language's BCP 47 tag, which exports this as `LAYOUT`: nothing else has to know of it.
 */
export interface Layout {
  readonly language: string;
  /** What stands on the key that leads to these letters. */
  readonly face: string;
  /** Names, passes and passwords can be typed with them. Where they cannot, Latin letters are one key away. */
  readonly latin: boolean;
  readonly plain: Rows;
  /** The same places with Shift. */
  readonly shifted: Rows;
}

const FILES = import.meta.glob<{ readonly LAYOUT: Layout }>('./layouts/*.ts', { eager: true });

export const LAYOUTS: readonly Layout[] = Object.values(FILES).map(({ LAYOUT }) => LAYOUT);

function of(language: string): Layout | undefined {
  const tag = nearest(
    language,
    LAYOUTS.map((layout) => layout.language),
  );
  return LAYOUTS.find((layout) => layout.language === tag);
}

const named = (language: string): Layout => {
  const layout = of(language) ?? LAYOUTS[0];
  if (!layout) throw new TypeError('no layout at all');
  return layout;
};

/** What the keyboard of a language has: its own letters, and Latin ones for what is Latin everywhere. */
export interface Scripts {
  readonly own: Layout;
  readonly latin: Layout;
}

/** @param language BCP 47 tag of the screens; without a layout of its own it is typed in English. */
export function scriptsFor(language: string): Scripts {
  const own = of(language) ?? named('en');
  return { own, latin: own.latin ? own : named('en') };
}
