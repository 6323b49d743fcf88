import type { Branding } from '../../electron/contract/branding/branding.ts';
import { accentIn, nightIn, type Tone } from '../../electron/contract/branding/shades.ts';

/** The night of renderer/theme/tokens.css, for marks: a test holds the two together. */
export const OWN_NIGHT = '#14213a';

/** Style properties of the root, which tokens.css takes in place of our own colours. High contrast takes none of them. Pure. */
export function brandProperties({ accent, accentDark, night }: Branding): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  const put = (tone: Tone, shades: object): void => {
    for (const [name, value] of Object.entries(shades)) properties.set(`--brand-${name}-${tone}`, value);
  };
  if (accent !== undefined) put('light', accentIn('light', accent));
  const dark = accentDark ?? accent;
  if (dark !== undefined) put('dark', accentIn('dark', dark));
  if (night !== undefined) {
    put('light', nightIn('light', night));
    put('dark', nightIn('dark', night));
  }
  return properties;
}

/** Puts them on the root, and takes those of another company away. */
export function applyBranding(root: HTMLElement, branding: Branding): void {
  const properties = brandProperties(branding);
  for (const name of [...root.style]) {
    if (name.startsWith('--brand-') && !properties.has(name)) root.style.removeProperty(name);
  }
  for (const [name, value] of properties) root.style.setProperty(name, value);
}
