import { contrast, mix } from './colour.ts';

/** What lies under and beside the accent in each theme: renderer/theme/tokens.css, and a test holds the two together. */
export const GROUNDS = {
  light: { paper: '#f6f3ec', card: '#fffdf8' },
  dark: { paper: '#0e1626', card: '#152038' },
} as const;

/** The softest text of the night side. */
export const ON_NIGHT_SOFT = '#c3cee2';

/** Text, WCAG 2.2, 1.4.3. */
const TEXT = 4.5;
/** Edges and what is drawn, WCAG 2.2, 1.4.11. */
const SHAPE = 3;

/** What may stand on the accent. */
const INKS = ['#ffffff', '#1b1405'] as const;

const STEPS = 64;

/** Colours of the filled action in one theme. */
export interface ActionShades {
  readonly action: string;
  /** While the pointer is over it. */
  readonly strong: string;
  /** The words on it. */
  readonly on: string;
}

export type Tone = keyof typeof GROUNDS;

/** The colour itself where it passes, else the nearest one on its way to black or to white; `null`: none does. */
function nearest(hex: string, ends: readonly string[], passes: (shade: string) => boolean): string | null {
  for (let step = 0; step <= STEPS; step += 1) {
    for (const end of ends) {
      const shade = mix(hex, end, step / STEPS);
      if (passes(shade)) return shade;
    }
  }
  return null;
}

function inkOn(shade: string): string {
  const [light, dark] = INKS;
  return contrast(shade, light) >= contrast(shade, dark) ? light : dark;
}

/**
 * The accent as a theme can bear it: words on it have 4.5:1, it stands out from paper and card by 3:1. A shade that does not is
 * darkened or lightened as little as will do. Pure.
 * @param hex `#rrggbb`
 */
export function accentIn(tone: Tone, hex: string): ActionShades {
  const { paper, card } = GROUNDS[tone];
  const passes = (shade: string): boolean =>
    contrast(shade, paper) >= SHAPE &&
    contrast(shade, card) >= SHAPE &&
    contrast(shade, inkOn(shade)) >= TEXT;
  // Black on light paper and white on dark paper always pass.
  const end = tone === 'light' ? '#000000' : '#ffffff';
  const action = nearest(hex.toLowerCase(), [end], passes) ?? end;
  const on = inkOn(action);
  return { action, on, strong: mix(action, on === '#ffffff' ? '#000000' : '#ffffff', 0.16) };
}

/** The night side in one theme: top and bottom of its sky, and both edges of the door's leaf. */
export interface NightShades {
  readonly top: string;
  readonly bottom: string;
  readonly leaf: string;
  readonly leafEdge: string;
}

const BOTTOM = 0.08;

/**
 * The night side in a colour of the company's: as given where light text has 4.5:1 on all of it, else darker. Pure.
 * @param hex `#rrggbb`
 */
export function nightIn(tone: Tone, hex: string): NightShades {
  const passes = (shade: string): boolean => contrast(mix(shade, '#ffffff', BOTTOM), ON_NIGHT_SOFT) >= TEXT;
  const bearable = nearest(hex.toLowerCase(), ['#000000'], passes) ?? '#000000';
  const top = tone === 'light' ? bearable : mix(bearable, '#000000', 0.45);
  return {
    top,
    bottom: mix(top, '#ffffff', BOTTOM),
    leaf: mix(top, '#ffffff', 0.16),
    leafEdge: mix(top, '#ffffff', 0.24),
  };
}

/** A colour of the company's mark, lightened where it could not be seen on the night. Pure. */
export function markOn(night: Pick<NightShades, 'top' | 'bottom'>, hex: string): string {
  const passes = (shade: string): boolean =>
    contrast(shade, night.top) >= SHAPE && contrast(shade, night.bottom) >= SHAPE;
  return nearest(hex.toLowerCase(), ['#ffffff'], passes) ?? '#ffffff';
}
