import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, luminance, mix } from '../../../../electron/contract/branding/colour.ts';
import {
  accentIn,
  GROUNDS,
  markOn,
  nightIn,
  ON_NIGHT_SOFT,
} from '../../../../electron/contract/branding/shades.ts';
import { OWN_NIGHT } from '../../../../renderer/theme/apply-branding.ts';

const TOKENS = readFileSync(join(import.meta.dirname, '../../../../renderer/theme/tokens.css'), 'utf8');
const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

/* Figures of WCAG's own examples and of the checkers that everybody uses. */
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4],
  ['#0000ff', '#ffffff', 8.59],
])('contrast of %s and %s is %d, in either order', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

test('luminance runs from 0 to 1, and a mix from the one colour to the other', () => {
  expect(luminance('#000000')).toBe(0);
  expect(luminance('#FFFFFF')).toBeCloseTo(1, 5);
  expect([mix('#102030', '#ffffff', 0), mix('#102030', '#ffffff', 1)]).toEqual(['#102030', '#ffffff']);
});

test('whatever accent there is can be read in both themes, its words and its hover too', () => {
  fc.assert(
    fc.property(anyColour, fc.constantFrom('light' as const, 'dark' as const), (accent, tone) => {
      const { action, strong, on } = accentIn(tone, accent);
      expect(contrast(action, GROUNDS[tone].paper)).toBeGreaterThanOrEqual(3);
      expect(contrast(action, GROUNDS[tone].card)).toBeGreaterThanOrEqual(3);
      expect(contrast(action, on)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(strong, on)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('an accent that passes stays as it is; one that does not becomes no darker or lighter than it must', () => {
  expect(accentIn('light', '#9C6110').action).toBe('#9c6110');
  const yellow = accentIn('light', '#ffd400');
  expect(yellow.on).toBe('#1b1405');
  expect(contrast(yellow.action, GROUNDS.light.paper)).toBeLessThan(3.3);
  const navy = accentIn('dark', '#0a1a4f');
  expect(contrast(navy.action, GROUNDS.dark.card)).toBeLessThan(3.3);
});

test('on whatever night there is, its softest text can be read from top to bottom', () => {
  fc.assert(
    fc.property(anyColour, fc.constantFrom('light' as const, 'dark' as const), (night, tone) => {
      const { top, bottom } = nightIn(tone, night);
      expect(contrast(top, ON_NIGHT_SOFT)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(bottom, ON_NIGHT_SOFT)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a colour of a mark that could not be seen on the night is lightened until it can', () => {
  const night = nightIn('light', OWN_NIGHT);
  expect(markOn(night, '#ffd28a')).toBe('#ffd28a');
  expect(contrast(markOn(night, '#101010'), night.bottom)).toBeGreaterThanOrEqual(3);
});

test('the grounds are those of the style sheet', () => {
  for (const [name, light, dark] of [
    ['paper', GROUNDS.light.paper, GROUNDS.dark.paper],
    ['card', GROUNDS.light.card, GROUNDS.dark.card],
  ]) {
    expect(TOKENS).toContain(`--${name}: light-dark(${light}, ${dark});`);
  }
  expect(TOKENS).toContain(`--on-night-soft: ${ON_NIGHT_SOFT};`);
  expect(TOKENS).toContain(`--brand-top-light, ${OWN_NIGHT}`);
});
