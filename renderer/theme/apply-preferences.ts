import type { Preferences } from '../../electron/contract/view.ts';

/** Below this width the door becomes a band on top. */
export const NARROW = '(max-width: 899px)';
/** The system asks for more contrast than usual. */
export const MORE_CONTRAST = '(prefers-contrast: more)';

export type Layout = 'column' | 'band';

/** Side by side needs room: for the window as it is, and for the text as it is. */
export function layoutFor(narrow: boolean, textScale: Preferences['textScale']): Layout {
  return narrow || Number(textScale) > 150 ? 'band' : 'column';
}

/** What the system says about the person and the window. */
export interface Surroundings {
  readonly narrow: boolean;
  readonly moreContrast: boolean;
}

/** Puts what the person prefers on the root element, where the style sheets look for it. */
export function applyPreferences(
  root: HTMLElement,
  { textScale, theme, motion }: Preferences,
  { language, direction }: { readonly language: string; readonly direction: 'ltr' | 'rtl' },
  { narrow, moreContrast }: Surroundings,
): void {
  root.lang = language;
  root.dir = direction;
  root.dataset.theme = theme === 'system' && moreContrast ? 'high' : theme;
  root.dataset.scale = textScale;
  root.dataset.motion = motion;
  root.dataset.layout = layoutFor(narrow, textScale);
}

/** Whether things should stand still: the person or the system says so. */
export function standsStill(root: HTMLElement): boolean {
  return root.dataset.motion === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
