import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PIN } from './laptop.ts';

/* One function a screen: what a person does there, by the words and roles that they (or a screen reader) meet. */

const heading = (screen: Page, name: string | RegExp) => screen.getByRole('heading', { level: 1, name });
const button = (screen: Page, name: string) => screen.getByRole('button', { name, exact: true });

export async function welcome(screen: Page): Promise<void> {
  await heading(screen, /Let’s get this laptop ready/).waitFor();
  await button(screen, 'Start').click();
}

/** The network needs nobody; the account screen follows by itself. */
export async function account(screen: Page, userPrincipalName: string): Promise<void> {
  await heading(screen, /work e-?mail address/).waitFor();
  await screen.getByLabel(/^Work e-?mail address/).fill(userPrincipalName);
  await button(screen, 'Continue').click();
}

/** From the network that refused to one that is chosen, and back there. */
export async function wifi(screen: Page, name: RegExp, passphrase: string): Promise<void> {
  await button(screen, 'Choose a Wi-Fi network').click();
  await screen.getByRole('radio', { name }).check();
  await screen.getByLabel('Wi-Fi password').fill(passphrase);
  await button(screen, 'Connect').click();
}

export async function pass(screen: Page, value: string): Promise<void> {
  await heading(screen, /Temporary Access Pass/).waitFor();
  await screen.getByLabel('Temporary Access Pass').fill(value);
  await button(screen, 'Continue').click();
}

/** Whoever has no pass says so, and gives the password. */
export async function password(screen: Page, value: string): Promise<void> {
  await heading(screen, /Temporary Access Pass/).waitFor();
  await button(screen, 'I don’t have a pass').click();
  await heading(screen, /Sign in with your password/).waitFor();
  await screen.getByLabel('Password').fill(value);
  await button(screen, 'Continue').click();
}

/** Takes the authenticator that is asked for where there is a choice. */
export async function choose(screen: Page, name: RegExp): Promise<void> {
  await heading(screen, /How do you want to sign in/).waitFor();
  await screen.getByRole('radio', { name }).check();
  await button(screen, 'Continue').click();
}

export async function newPin(screen: Page, pin = PIN): Promise<void> {
  await heading(screen, 'Choose a PIN for this laptop').waitFor();
  const fields = screen.locator('main input');
  await fields.nth(0).fill(pin);
  await fields.nth(1).fill(pin);
  await button(screen, 'Continue').click();
}

export async function tryPin(screen: Page, pin = PIN): Promise<void> {
  await heading(screen, 'Now try your PIN once').waitFor({ timeout: 20_000 });
  await screen.getByLabel('Your PIN').fill(pin);
  await button(screen, 'Sign in').click();
}

/** A staged laptop: the PIN that came with it, and one's own twice. */
export async function ownPin(screen: Page, given: string, own: string): Promise<void> {
  await heading(screen, 'Make the PIN your own').waitFor({ timeout: 20_000 });
  const fields = screen.locator('main input');
  for (const [index, pin] of [given, own, own].entries()) await fields.nth(index).fill(pin);
  await button(screen, 'Use my own PIN').click();
}

/** The virtual authenticator answers by itself; the press is the person's. */
export async function confirmCreation(screen: Page): Promise<void> {
  await heading(screen, /Set up fingerprint, face/).waitFor();
  await button(screen, 'Begin').click();
}

export async function confirmSignIn(screen: Page): Promise<void> {
  await heading(screen, /Now sign in once, the new way/).waitFor({ timeout: 20_000 });
  await button(screen, 'Sign in').click();
}

export async function done(screen: Page, person: string): Promise<void> {
  await heading(screen, new RegExp(`You’re in, ${person}`)).waitFor({ timeout: 20_000 });
  expect(await screen.locator('body').innerText()).not.toContain(PIN);
}
