import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Fixture } from './fixture.ts';
import { FIXTURES, viewOf } from './fixtures.ts';
import { ROUNDS, type Round } from './rounds.ts';
import { contactSheet, type Tile } from './sheet.ts';
import { buildRenderer, launchBrowser, openContext, pushView, settle, showView } from './stage.ts';

const HELP = `npm run screens [-- [--out FOLDER] [--round ROUND]… [NAME…]]
npm run screens -- --docs

A picture of every screen, or of those named, in every round, and one contact sheet a round. With --docs: those that the
documents show, into docs/screens.
Rounds: ${ROUNDS.map(({ name }) => name).join(' ')}
`;

/** No picture of its own: nothing else is of its kind. */
const BETWEEN: Fixture = { name: 'between', step: 'network', screen: { kind: 'abandoned', told: null } };

/** What is in the fields of some pictures, as if somebody were typing. None of it is real. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  account: ['amal'],
  'account-two': ['amal'],
  'pass-preview': ['7KQ4mH2v'],
  pin: ['274961', '274961'],
};

/**
 * What is pressed, or touched with a finger, before the picture is taken, by its selector: what lies behind it has to look right
 * too.
 */
const BEHIND: readonly {
  readonly name: string;
  readonly of: string;
  readonly press?: string;
  readonly touch?: string;
}[] = [
  { name: 'welcome-language-panel', of: 'welcome-languages', press: '.row-controls button >> nth=0' },
  { name: 'network-numbers', of: 'network-proxy-password', press: '.actions .word >> nth=-1' },
  { name: 'loop-help', of: 'loop', press: '.row-controls button >> nth=-1' },
  { name: 'pass-help', of: 'pass-helpers', press: '.row-controls button >> nth=-1' },
  { name: 'welcome-easier', of: 'welcome', press: '.actions .word' },
  { name: 'pin-why', of: 'pin', press: '.actions .word' },
  { name: 'account-keyboard', of: 'account', touch: 'input' },
  { name: 'pin-keyboard', of: 'pin', touch: 'input' },
  { name: 'done-what', of: 'done', press: '.actions .word' },
];

async function type(page: Page, texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    await page.locator('input[data-entry]').nth(index).pressSequentially(text);
  }
  if (texts.length > 0) await page.locator('input[data-entry]').first().focus();
}

/** What the documents show: file, screen and round. */
const SHOWN: readonly { readonly file: string; readonly screen: string; readonly round: string }[] = [
  { file: 'welcome', screen: 'welcome-languages', round: 'en-light' },
  { file: 'pass', screen: 'pass', round: 'en-light' },
  { file: 'loop', screen: 'loop', round: 'en-light' },
  { file: 'choose', screen: 'choose', round: 'en-light' },
  { file: 'pin', screen: 'pin', round: 'en-dark' },
  { file: 'proof', screen: 'proof-working', round: 'en-dark' },
  { file: 'done', screen: 'done', round: 'en-dark' },
  { file: 'arabic', screen: 'choose', round: 'ar-light' },
  { file: 'high-contrast', screen: 'pass-wrong', round: 'en-high' },
  { file: 'wifi', screen: 'wifi', round: 'de-light' },
];

const DOCS = join(import.meta.dirname, '../../docs/screens');

/** One picture of each, as PNG: they are looked at closely. */
async function drawDocs(browser: Browser, built: string): Promise<void> {
  for (const { file, screen, round: wanted } of SHOWN) {
    const fixture = FIXTURES.find(({ name }) => name === screen);
    const round = ROUNDS.find(({ name }) => name === wanted);
    if (!fixture || !round) throw new TypeError(`there is no ${screen} in ${wanted}`);
    const context = await openContext(browser, built, { viewport: round.viewport });
    const view = viewOf(fixture, round.preferences);
    const page = await showView(context, view);
    await settle(page, view.preferences.language);
    await type(page, TYPED[fixture.name] ?? []);
    await page.screenshot({ path: join(DOCS, `${file}.png`), animations: 'disabled' });
    await context.close();
  }
}

const shoot = (page: Page): Promise<Buffer> =>
  page.screenshot({ type: 'jpeg', quality: 85, animations: 'disabled' });

/** A picture of a screen on which something was typed or pressed: on a page of its own, which is closed. */
async function touched(context: BrowserContext, fixture: Fixture, round: Round): Promise<Buffer> {
  const view = viewOf(fixture, round.preferences);
  const page = await showView(context, view);
  await settle(page, view.preferences.language);
  await type(page, TYPED[fixture.name] ?? []);
  const { press, touch } = BEHIND.find(({ name }) => name === fixture.name) ?? {};
  if (press !== undefined) await page.locator(press).click();
  if (touch !== undefined) {
    await page.locator(touch).first().dispatchEvent('pointerdown', { pointerType: 'touch' });
  }
  const jpeg = await shoot(page);
  await page.close();
  return jpeg;
}

/**
 * The others are shown one after the other on one page: much quicker. Another screen in between takes away what the one
 * before kept for itself.
 */
async function untouched(page: Page, fixture: Fixture, round: Round, revision: number): Promise<Buffer> {
  for (const [index, one] of [BETWEEN, fixture].entries()) {
    const view = { ...viewOf(one, round.preferences), revision: 2 * revision + index };
    await pushView(page, view);
    await settle(page, view.preferences.language);
  }
  await page.evaluate(() => scrollTo(0, 0));
  return shoot(page);
}

const isTouched = ({ name }: Fixture): boolean =>
  name in TYPED || BEHIND.some((behind) => behind.name === name);

async function drawRound(
  browser: Browser,
  built: string,
  into: string,
  round: Round,
  fixtures: readonly Fixture[],
): Promise<void> {
  const context = await openContext(browser, built, { viewport: round.viewport });
  const [first] = fixtures;
  if (!first) return;
  const page = await showView(context, viewOf(first, round.preferences));
  const tiles: Tile[] = [];
  for (const [index, fixture] of fixtures.entries()) {
    const jpeg = isTouched(fixture)
      ? await touched(context, fixture, round)
      : await untouched(page, fixture, round, index + 2);
    await writeFile(join(into, `${fixture.name}-${round.name}.jpeg`), jpeg);
    tiles.push({ name: fixture.name, jpeg });
  }
  await context.close();
  await writeFile(join(into, `sheet-${round.name}.png`), await contactSheet(browser, round.name, tiles));
}

async function main(): Promise<void> {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'out/screens' },
      round: { type: 'string', multiple: true, default: [] },
      docs: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const built = await mkdtemp(join(tmpdir(), 'latchkey-screens-'));
  try {
    await buildRenderer(built);
    await using browser = await launchBrowser();
    if (values.docs) await drawDocs(browser, built);
    else await drawAll(browser, built, { ...values, names });
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

interface Wanted {
  readonly out: string;
  readonly round: readonly string[];
  readonly names: readonly string[];
}

async function drawAll(browser: Browser, built: string, wanted: Wanted): Promise<void> {
  const into = resolve(wanted.out);
  await mkdir(into, { recursive: true });
  const behind = BEHIND.flatMap(({ name, of }) =>
    FIXTURES.filter((fixture) => fixture.name === of).map((fixture) => ({ ...fixture, name })),
  );
  const has = (given: readonly string[], name: string): boolean => given.length === 0 || given.includes(name);
  const fixtures = [...FIXTURES, ...behind].filter(({ name }) => has(wanted.names, name));
  const rounds = ROUNDS.filter(({ name }) => has(wanted.round, name));
  for (const round of rounds) {
    await drawRound(browser, built, into, round, fixtures);
    process.stdout.write(`${round.name}: ${fixtures.length} pictures\n`);
  }
  process.stdout.write(`${rounds.length} contact sheets in ${into}\n`);
}

await main();
