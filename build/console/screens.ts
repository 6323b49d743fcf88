import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createDirectory } from '../../server-stub/directory.ts';
import { launchBrowser } from '../screens/stage.ts';
import { buildConsole, CONSOLE_FOLDER, consoleIsStale } from './build.ts';
import { addRuns, makePass } from './sample.ts';
import { drawSignIn } from './sign-in-pictures.ts';
import { openPerson, openSignedIn, tryWrongPass } from './stage.ts';

const ADMIN = 'mina@northwind.example';
const USER = 'amal@northwind.example';

interface Picture {
  readonly name: string;
  readonly path: string;
  /** What is pressed before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

async function openAmal(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Amal Haddad' }).click();
  await page.getByRole('heading', { level: 1, name: 'Amal Haddad' }).waitFor();
}

async function makeReplacement(page: Page): Promise<void> {
  await openAmal(page);
  await page.getByRole('button', { name: 'Replace the pass' }).click();
  await page.getByRole('button', { name: 'Make the pass' }).click();
  await page.getByRole('button', { name: 'I have it' }).waitFor();
}

const CONSOLE: readonly Picture[] = [
  { name: 'overview', path: '/console/' },
  { name: 'people', path: '/console/users' },
  { name: 'person', path: '/console/users', prepare: openAmal },
  {
    name: 'add-pass',
    path: '/console/users',
    prepare: async (page) => {
      await openAmal(page);
      await page.getByRole('button', { name: 'Replace the pass' }).click();
    },
  },
  {
    name: 'pass-made',
    path: '/console/users',
    prepare: makeReplacement,
  },
  {
    name: 'pass-sheet',
    path: '/console/users',
    prepare: async (page) => {
      await makeReplacement(page);
      await page.emulateMedia({ media: 'print' });
    },
  },
  { name: 'pass-policy', path: '/console/pass-policy' },
  { name: 'sign-ins', path: '/console/sign-ins' },
  {
    name: 'sign-in-detail',
    path: '/console/sign-ins',
    prepare: (page) =>
      page
        .getByRole('button', { name: /^Details of Mina/ })
        .first()
        .click(),
  },
  { name: 'audit', path: '/console/audit' },
  { name: 'devices', path: '/console/devices' },
  { name: 'runs', path: '/console/runs' },
  {
    name: 'conditional-access',
    path: '/console/conditional-access',
    prepare: async (page) => {
      await page.getByLabel('Sign-in name').fill(USER);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('Would it apply?').waitFor();
    },
  },
];

const OWN: readonly Picture[] = [
  { name: 'security-info', path: '/security-info/' },
  {
    name: 'security-info-app',
    path: '/security-info/',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Add an authenticator app' }).click();
      await page.getByLabel('Code', { exact: true }).waitFor();
    },
  },
];

const ROUNDS: readonly { readonly suffix: string; readonly options: BrowserContextOptions }[] = [
  { suffix: 'light', options: { colorScheme: 'light' } },
  { suffix: 'dark', options: { colorScheme: 'dark' } },
  { suffix: 'narrow', options: { colorScheme: 'light', viewport: { width: 380, height: 800 } } },
  { suffix: 'contrast', options: { forcedColors: 'active', colorScheme: 'dark' } },
];

/** Everything that was asked for is there. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor({ state: 'attached' });
  await page.getByText('Asking the directory.').first().waitFor({ state: 'detached' });
}

async function draw(page: Page, into: string, suffix: string, pictures: readonly Picture[]): Promise<number> {
  for (const { name, path, prepare } of pictures) {
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    await settled(page);
    await take(page, into, `${name}-${suffix}`);
    await page.emulateMedia({ media: null });
  }
  return pictures.length;
}

async function take(page: Page, into: string, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(into, `${name}.png`), animations: 'disabled' });
}

/** `node build/console/screens.ts [FOLDER]`: a picture of every page of the directory, to look at with your own eyes. */
async function main(folder = 'out/screens/console'): Promise<void> {
  const into = resolve(folder);
  await mkdir(into, { recursive: true });
  if (consoleIsStale()) await buildConsole(CONSOLE_FOLDER);
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-console-'));
  const directory = await createDirectory({ dataDir, seed: 'demo', port: 0 });
  const { context } = directory;
  await using browser = await launchBrowser();
  try {
    await addRuns(context);
    let drawn = 0;
    for (const { suffix, options } of ROUNDS) {
      const pass = await makePass(context, USER, ADMIN);
      const admin = await openPerson(browser, directory.url, options);
      await tryWrongPass(admin, '/console/', { name: USER, pass: 'wrong-pass' });
      const shown = { name: ADMIN, pass: await makePass(context, ADMIN) };
      const own = await openPerson(browser, directory.url, options);
      drawn += await draw(
        await openSignedIn(own, '/security-info/', { name: USER, pass }),
        into,
        suffix,
        OWN,
      );
      drawn += await draw(await openSignedIn(admin, '/console/', shown), into, suffix, CONSOLE);
      drawn += await drawSignIn(browser, directory.url, options, (page, name) =>
        take(page, into, `${name}-${suffix}`),
      );
      await Promise.all([admin.close(), own.close()]);
    }
    process.stdout.write(`${drawn} pictures in ${into}\n`);
  } finally {
    await directory.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main(...process.argv.slice(2));
