import type { Preferences } from '../../electron/contract/view.ts';

/** Below this width the door becomes a band on top. */
export const NARROW = '(max-width: 899px)';

export type Layout = 'column' | 'band';

/** Side by side needs room: for the window as it is, and for the text as it is. */
export function layoutFor(narrow: boolean, textScale: Preferences['textScale']): Layout {
  return narrow || Number(textScale) > 150 ? 'band' : 'column';
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** Puts what the person prefers on the root element, where the style sheets look for it. */
export function applyPreferences(root: HTMLElement, preferences: Preferences, narrow: boolean): void {
  root.lang = preferences.language;
  root.dir = directionOf(preferences.language);
  root.dataset.theme = preferences.theme;
  root.dataset.scale = preferences.textScale;
  root.dataset.layout = layoutFor(narrow, preferences.textScale);
}
