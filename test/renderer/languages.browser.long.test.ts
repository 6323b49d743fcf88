import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIXTURES, viewOf } from '../../build/screens/fixtures.ts';
import { showView } from '../../build/screens/stage.ts';
import { type BuiltStage, fixture, openStage, showNext } from './built-stage.ts';

const LANGUAGES = ['en', 'de', 'ar'] as const;
const THEMES = ['light', 'dark', 'high'] as const;
const ALL = LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme }))).map(
  (preferences, turn) => ({ ...preferences, turn }),
);

/** In CI each screen has its turn in three of the nine, so that no theme, language or screen is left out; on a desk all. */
const SHARE = process.env.CI === 'true' ? 3 : 1;

let stage: BuiltStage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await showView(await stage.context(), viewOf(fixture('welcome')));
  await page.evaluate(axe.source);
});

afterAll(() => stage[Symbol.asyncDispose]());

describe.each(ALL)('$language, $theme', ({ turn, ...preferences }) => {
  const names = FIXTURES.map(({ name }) => name);
  // Themes and languages meet in other thirds, or one third would only ever be seen light.
  const third = (turn + Math.floor(turn / SHARE)) % SHARE;
  test.each(names.filter((_, place) => place % SHARE === third))('axe finds nothing on %s', async (name) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await showNext(page, name, preferences);
    const found = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
    );
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
