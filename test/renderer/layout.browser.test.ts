import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIXTURES, viewOf } from '../../build/screens/fixtures.ts';
import { showView } from '../../build/screens/stage.ts';
import type { Screen, View } from '../../electron/contract/view.ts';
import { type BuiltStage, fixture, openStage } from './built-stage.ts';
import { type LookedAt, lookAtAll } from './layout.ts';

const SIZES = [
  { width: 800, height: 600 },
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
  { width: 3840, height: 2160 },
] as const;
const SCALES = ['100', '150', '200', '300'] as const;
const LANGUAGES = ['en', 'de', 'ar', 'en-XA'] as const;

/** One of each kind and phase. */
const MAIN = FIXTURES.filter(
  ({ screen }, index) => FIXTURES.findIndex((one) => kindOf(one.screen) === kindOf(screen)) === index,
);
/** Sizes at which most laptops are, and the smallest one: there all of them are looked at. */
const USUAL: readonly number[] = [800, 1280];

function kindOf(screen: Screen): string {
  return 'phase' in screen ? `${screen.kind} ${screen.phase}` : screen.kind;
}

/** In each size and scale every screen is seen in one language, and every language on a quarter of the screens; in turn. */
const languageAt = (index: number, turn: number): (typeof LANGUAGES)[number] =>
  LANGUAGES[(index + turn) % LANGUAGES.length] ?? 'en';

let stage: BuiltStage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await showView(await stage.context(), viewOf(fixture('welcome')));
});

afterAll(() => stage[Symbol.asyncDispose]());

let revision = 1;

function viewsAt(width: number, textScale: (typeof SCALES)[number], turn: number): readonly LookedAt[] {
  return (USUAL.includes(width) ? FIXTURES : MAIN).map((screen, index) => {
    revision += 1;
    const language = languageAt(index, turn);
    const view: View = { ...viewOf(screen, { language, textScale }), revision };
    return { name: `${screen.name}, ${textScale} %, ${language}`, view };
  });
}

describe.each(SIZES.map((size, place) => ({ ...size, place })))('$width x $height', ({ place, ...size }) => {
  test.each(SCALES.map((scale, at) => ({ scale, turn: place + at })))(
    'at $scale %: nothing overflows, nothing is cut off, every target is large enough',
    async ({ scale, turn }) => {
      await page.setViewportSize(size);
      expect(await lookAtAll(page, viewsAt(size.width, scale, turn))).toEqual([]);
    },
    60_000,
  );
});

test('a name as long as it may be, in one word, breaks and pushes nothing out', async () => {
  const name = 'N'.repeat(64);
  const branding = { logo: { viewBox: '0 0 168 28', paths: ['M0 0h168v28H0z'] } };
  for (const width of [800, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const views = ['welcome-languages', 'join', 'choose', 'done'].map((screen) => {
      revision += 1;
      const view = viewOf(fixture(screen), { textScale: '150' });
      return { name: `${screen} at ${width}`, view: { ...view, revision, tenantName: name, branding } };
    });
    expect(await lookAtAll(page, views)).toEqual([]);
  }
});

test('the look finds what is wrong: too wide, too small, cut off', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const look = async (css: string) => {
    revision += 1;
    const sheet = await page.addStyleTag({ content: '' }).catch(() => null);
    expect(sheet).toBeNull();
    await page.evaluate((text) => {
      const style = new CSSStyleSheet();
      style.replaceSync(text);
      document.adoptedStyleSheets = [style];
    }, css);
    const found = await lookAtAll(page, [{ name: 'pass', view: { ...viewOf(fixture('pass')), revision } }]);
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
    return found.join('\n');
  };
  expect(await look('.lead { white-space: nowrap; font-size: 90px }')).toContain('wider than the window');
  expect(await look('.word { min-height: 0; line-height: 1; height: 20px }')).toContain('smaller than 44');
  expect(await look('.lead { height: 10px; overflow: hidden }')).toContain('cut off');
  expect(await look('.question { overflow: auto; height: 100px }')).toContain('scrolls by itself');
});
