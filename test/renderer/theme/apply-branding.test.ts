import { expect, test } from 'vitest';
import { brandProperties } from '../../../renderer/theme/apply-branding.ts';

test('without branding nothing is set: the style sheet’s own colours hold', () => {
  expect(brandProperties({})).toEqual(new Map());
});

test('every property is one of the style sheet’s, and every value a plain colour', () => {
  const properties = brandProperties({ accent: '#0f6b78', night: '#2b1638' });
  expect(properties.size).toBe(14);
  for (const [name, value] of properties) {
    expect(name).toMatch(/^--brand-[a-zA-Z]+-(light|dark)$/);
    expect(value).toMatch(/^#[0-9a-f]{6}$/);
  }
});

test('dark screens have an accent of their own where there is one', () => {
  const properties = brandProperties({ accent: '#0f6b78', accentDark: '#7fd3de' });
  expect(properties.get('--brand-action-light')).toBe('#0f6b78');
  expect(properties.get('--brand-action-dark')).toBe('#7fd3de');
});
