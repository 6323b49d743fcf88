import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Preferences } from '../../electron/contract/view.ts';

/** One size and one set of preferences, in which every screen is drawn. */
export interface Round {
  readonly name: string;
  readonly preferences: Partial<Preferences>;
  readonly viewport: { readonly width: number; readonly height: number };
}

/** Every language by its folder, the pseudo-locales too. */
export const LANGUAGES: readonly string[] = [
  'en',
  ...readdirSync(join(import.meta.dirname, '../../renderer/text/languages')).toSorted(),
];

const THEMES = ['light', 'dark', 'high'] as const satisfies readonly Preferences['theme'][];
const WIDE = { width: 1280, height: 800 } as const;
const SMALL = { width: 800, height: 600 } as const;

function roundsOf(language: string): readonly Round[] {
  return [
    ...THEMES.map((theme) => ({
      name: `${language}-${theme}`,
      preferences: { language, theme },
      viewport: WIDE,
    })),
    {
      name: `${language}-small`,
      preferences: { language, theme: 'light' as const, textScale: '200' as const },
      viewport: SMALL,
    },
  ];
}

/** Themes x languages on a usual screen, and each language on a small one with large text. */
export const ROUNDS: readonly Round[] = LANGUAGES.flatMap(roundsOf);
