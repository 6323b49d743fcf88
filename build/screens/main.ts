import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Preferences } from '../../electron/contract/view.ts';
import type { Fixture } from './fixture.ts';
import { FIXTURES, viewOf } from './fixtures.ts';
import { buildRenderer, launchBrowser, openContext, showView } from './stage.ts';

/** What is in the fields of some pictures, as if somebody were typing. None of it is real. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  account: ['amal'],
  'pass-preview': ['7KQ4mH2v'],
  pin: ['274961', '274961'],
};

/** Words that are pressed before the picture is taken: what lies behind them has to look right too. */
const BEHIND: readonly { readonly name: string; readonly of: string; readonly press: string }[] = [
  { name: 'loop-help', of: 'loop', press: 'Help' },
  { name: 'pass-help', of: 'pass', press: 'Help' },
  { name: 'welcome-easier', of: 'welcome', press: 'Make this easier to see' },
  { name: 'pin-why', of: 'pin', press: 'Why a PIN?' },
  { name: 'done-what', of: 'done', press: 'What was set up?' },
];

/** Sizes and preferences in which every screen is drawn. */
const ROUNDS: readonly {
  readonly suffix: string;
  readonly preferences: Partial<Preferences>;
  readonly viewport: { readonly width: number; readonly height: number };
}[] = [
  { suffix: 'light', preferences: { theme: 'light' }, viewport: { width: 1280, height: 800 } },
  { suffix: 'dark', preferences: { theme: 'dark' }, viewport: { width: 1280, height: 800 } },
  {
    suffix: 'narrow',
    preferences: { theme: 'light', textScale: '200' },
    viewport: { width: 800, height: 600 },
  },
];

async function type(page: Page, texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    await page.locator('input[data-entry]').nth(index).pressSequentially(text);
  }
  if (texts.length > 0) await page.locator('input[data-entry]').first().focus();
}

async function draw(
  browser: Browser,
  built: string,
  into: string,
  fixtures: readonly Fixture[],
): Promise<number> {
  let drawn = 0;
  for (const { suffix, preferences, viewport } of ROUNDS) {
    const context = await openContext(browser, built, { viewport });
    for (const fixture of fixtures) {
      const page = await showView(context, viewOf(fixture, preferences));
      await type(page, TYPED[fixture.name] ?? []);
      const press = BEHIND.find(({ name }) => name === fixture.name)?.press;
      if (press !== undefined) await page.getByRole('button', { name: press }).click();
      await page.screenshot({ path: join(into, `${fixture.name}-${suffix}.png`), animations: 'disabled' });
      await page.close();
      drawn += 1;
    }
    await context.close();
  }
  return drawn;
}

/** `npm run screens [-- FOLDER [NAME…]]`: a picture of every screen, or of those named, to look at with your own eyes. */
async function main(folder = 'out/screens', ...names: readonly string[]): Promise<void> {
  if (folder.startsWith('-')) {
    process.stdout.write(
      'npm run screens [-- FOLDER [NAME…]]: a picture of every screen, or of those named.\n',
    );
    return;
  }
  const into = resolve(folder);
  await mkdir(into, { recursive: true });
  const built = await mkdtemp(join(tmpdir(), 'latchkey-screens-'));
  const behind = BEHIND.flatMap(({ name, of }) =>
    FIXTURES.filter((fixture) => fixture.name === of).map((fixture) => ({ ...fixture, name })),
  );
  const fixtures = [...FIXTURES, ...behind].filter(({ name }) => names.length === 0 || names.includes(name));
  try {
    await buildRenderer(built);
    await using browser = await launchBrowser();
    const drawn = await draw(browser, built, into, fixtures);
    process.stdout.write(`${drawn} pictures in ${into}\n`);
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

await main(...process.argv.slice(2));
