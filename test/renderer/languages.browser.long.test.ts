import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIXTURES, viewOf } from '../../build/screens/fixtures.ts';
import { showView } from '../../build/screens/stage.ts';
import { type BuiltStage, fixture, openStage, showNext } from './built-stage.ts';
import { overflowOn } from './overflow.ts';

const LANGUAGES = ['en', 'de', 'ar'] as const;
const THEMES = ['light', 'dark', 'high'] as const;
const SCALES = ['125', '150', '300'] as const;
const ALL = LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme })));

let stage: BuiltStage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await showView(await stage.context(), viewOf(fixture('welcome')));
  await page.evaluate(axe.source);
});

afterAll(() => stage[Symbol.asyncDispose]());

describe.each(ALL)('$language, $theme', (preferences) => {
  test.each(FIXTURES.map(({ name }) => name))('axe finds nothing on %s', async (name) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await showNext(page, name, preferences);
    const found = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
    );
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

describe.each(['de', 'ar', 'en-XA'])('%s', (language) => {
  test.each([
    { width: 800, height: 600 },
    { width: 1280, height: 800 },
  ])(
    'fits $width by $height at more sizes of text',
    async (viewport) => {
      await page.setViewportSize(viewport);
      for (const textScale of SCALES) {
        for (const { name } of FIXTURES) {
          await showNext(page, name, { language, textScale });
          expect(await overflowOn(page), `${name} at ${textScale} %`).toEqual([]);
        }
      }
    },
    120_000,
  );
});
