import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPerson } from './stage.ts';

const BEN = { name: 'ben@northwind.example', password: 'Ben-winter-lantern-47' };

interface SignInPicture {
  readonly name: string;
  /** Everything that is done before the picture is taken, beginning with the address. */
  readonly show: (page: Page) => Promise<void>;
}

async function giveName(page: Page, name: string): Promise<void> {
  await page.goto('/security-info/');
  await page.getByLabel('Your user name').fill(name);
  await page.getByRole('button', { name: 'Next' }).click();
}

async function choose(page: Page, name: string, way: string): Promise<void> {
  await giveName(page, name);
  await page.getByRole('button', { name: new RegExp(`^${way}`) }).click();
}

const SIGN_IN: readonly SignInPicture[] = [
  {
    name: 'sign-in-name',
    show: async (page) => {
      await page.goto('/security-info/');
      await page.getByLabel('Your user name').waitFor();
    },
  },
  {
    name: 'sign-in-ways',
    show: async (page) => {
      await giveName(page, BEN.name);
      await page.getByRole('heading', { name: 'How do you want to sign in?' }).waitFor();
    },
  },
  {
    name: 'sign-in-refused',
    show: async (page) => {
      await choose(page, BEN.name, 'Temporary Access Pass');
      await page.getByLabel('Temporary Access Pass', { exact: true }).fill('wrong-pass');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sign-in-loop',
    show: async (page) => {
      await choose(page, BEN.name, 'Password');
      await page.getByLabel('Password', { exact: true }).fill(BEN.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Who asks for it').waitFor();
    },
  },
  {
    name: 'sign-in-passkey',
    show: async (page) => {
      await choose(page, BEN.name, 'Passkey');
      await page.getByRole('heading', { name: 'Use your passkey' }).waitFor();
    },
  },
  {
    name: 'sign-in-federated',
    show: async (page) => {
      await giveName(page, 'iris@contoso-fed.example');
      await page.getByRole('heading', { name: 'You sign in somewhere else' }).waitFor();
    },
  },
  {
    name: 'sign-in-closed',
    show: async (page) => {
      await page.goto('/oauth2/interaction/no-such-sign-in');
      await page.getByRole('heading', { name: 'This sign-in page is not open any more' }).waitFor();
    },
  },
  {
    name: 'sign-out',
    show: async (page) => {
      await page.goto('/oauth2/sign-out');
      await page.locator('h1').waitFor();
    },
  },
];

/** The sign-in pages, each in a browser of its own; resolves with how many. */
export async function drawSignIn(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  take: (page: Page, name: string) => Promise<void>,
): Promise<number> {
  for (const { name, show } of SIGN_IN) {
    const person = await openPerson(browser, url, options);
    const page = await person.newPage();
    await show(page);
    await take(page, name);
    await person.close();
  }
  return SIGN_IN.length;
}
