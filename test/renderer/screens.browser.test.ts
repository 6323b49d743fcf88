import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOW } from '../../build/screens/fixture.ts';
import { viewOf } from '../../build/screens/fixtures.ts';
import { pushView, sentBy, showView } from '../../build/screens/stage.ts';
import { type BuiltStage, eventually, fixture, openStage } from './built-stage.ts';

let stage: BuiltStage;
let context: BrowserContext;

beforeAll(async () => {
  stage = await openStage();
  context = await stage.context();
});

afterAll(() => stage[Symbol.asyncDispose]());

const view = (name: string, revision = 1) => ({ ...viewOf(fixture(name)), revision });

test('the focus goes to the heading of a new screen, and stays where it is on a refresh', async () => {
  const page = await showView(context, view('account'));
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  expect(await focused()).toBe('H1');
  await page.locator('input').focus();
  await page.keyboard.type('am');
  await pushView(page, view('account', 2));
  expect(await focused()).toBe('INPUT');
  expect(await page.locator('input').inputValue()).toBe('am');
  await pushView(page, view('pass', 3));
  await eventually(focused).toBe('H1');
  await page.close();
});

test('an older view that arrives late does not turn the picture back', async () => {
  const page = await showView(context, view('pass', 7));
  await pushView(page, view('account', 6));
  expect(await page.locator('h1').textContent()).toBe('Enter your Temporary Access Pass');
  await page.close();
});

test('a pass is grouped while typing and pasting, and hidden and shown without loss', async () => {
  const page = await showView(context, view('pass'));
  const field = page.locator('input');
  await field.pressSequentially('7KQ4mH2vX');
  expect(await field.inputValue()).toBe('7KQ4 mH2v X');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  expect(await field.inputValue()).toBe('7KQ4 mH2');
  await page.getByRole('button', { name: 'Hide' }).click();
  expect(await field.getAttribute('type')).toBe('password');
  await page.getByRole('button', { name: 'Show' }).click();
  expect(await field.inputValue()).toBe('7KQ4 mH2');
  await field.fill('');
  await page.evaluate(() => {
    document.querySelector('input')?.focus();
    document.execCommand('insertText', false, '  aB3d\u00a0eF5h ');
  });
  expect(await field.inputValue()).toBe('aB3d eF5h');
  await page.close();
});

test('a character that is deleted in the middle leaves the caret where it was', async () => {
  const page = await showView(context, view('pass'));
  const field = page.locator('input');
  await field.pressSequentially('7KQ4mH2v');
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('x');
  expect(await field.inputValue()).toBe('7Kx4 mH2v');
  await page.close();
});

test('the countdown runs down and then says that it is time', async () => {
  const own = await stage.context();
  const counting = await showView(own, view('pass-locked'));
  expect(await counting.getByRole('timer').textContent()).toBe('You can try again at 10:34, in 4:30.');
  await own.clock.setFixedTime((NOW + 61) * 1000);
  await eventually(() => counting.getByRole('timer').textContent()).toBe(
    'You can try again at 10:34, in 3:29.',
  );
  await own.clock.setFixedTime((NOW + 271) * 1000);
  await eventually(() => counting.getByRole('alert').textContent()).toContain('You can try again now.');
  await own.close();
});

test('the help panel holds what IT needs, closes with Esc and gives the focus back', async () => {
  const page = await showView(context, view('loop'));
  const help = page.getByRole('button', { name: 'Help', exact: true });
  await help.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Help' });
  const text = await panel.textContent();
  for (const fact of ['LK-2417', 'The MFA loop', 'LT-7F3K2', '5CG1284RT0', 'amal@northwind.example']) {
    expect(text).toContain(fact);
  }
  await page.keyboard.press('Escape');
  expect(await panel.isVisible()).toBe(false);
  expect(await help.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.close();
});

test('what only IT can use is not on the screen itself', async () => {
  const page = await showView(context, view('loop'));
  expect(await page.locator('main').textContent()).not.toContain('Issue a Temporary Access Pass');
  await page.close();
});

test('a command that was not taken is said on the screen, until the next view', async () => {
  const page = await showView(context, view('welcome'));
  await page.evaluate(() => {
    const refusal = { slug: 'command_not_allowed', helpCode: 'LK-9302' };
    const { latchkey } = window as unknown as { latchkey: object };
    Object.assign(latchkey, { send: async () => ({ ok: false, refusal }) });
  });
  await page.getByRole('button', { name: 'Start' }).click();
  await eventually(() => page.getByRole('alert').textContent()).toContain('LK-9302');
  await pushView(page, view('welcome', 2));
  await eventually(() => page.getByRole('alert').count()).toBe(0);
  await page.close();
});

describe('ceremonies', () => {
  const options = {
    rp: { id: 'localhost', name: 'Northwind' },
    user: { id: 'YW1hbA', name: 'amal', displayName: 'Amal' },
    challenge: 'Y2hhbGxlbmdl',
    pubKeyCredParams: [{ type: 'public-key' as const, alg: -7 }],
    timeout: 5000,
    excludeCredentials: [],
    authenticatorSelection: { residentKey: 'required' as const, userVerification: 'required' as const },
    attestation: 'none' as const,
  };

  async function withAuthenticator(name: string) {
    const page = await showView(context, view(name));
    const session = await context.newCDPSession(page);
    await session.send('WebAuthn.enable');
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    const answers = async () => (await sentBy(page)).filter(({ type }) => /^c(redential|eremony)/.test(type));
    return { page, answers };
  }

  test('one is run once, however often its view is pushed, and so is the next', async () => {
    const { page, answers } = await withAuthenticator('prompt');
    const prompt = view('prompt');
    if (prompt.screen.kind !== 'credential') throw new TypeError('fixture');
    const running = { ...prompt.screen, ceremony: { id: 'one', kind: 'create' as const, options } };
    for (const revision of [2, 3, 4]) await pushView(page, { ...prompt, revision, screen: running });
    await eventually(async () => (await answers()).length).toBe(1);
    const [created] = await answers();
    expect(created).toMatchObject({ type: 'credentialCreated', ceremony: 'one' });
    const id = created?.type === 'credentialCreated' ? created.registration.id : '';
    const get = {
      challenge: 'Y2hhbGxlbmdl',
      rpId: 'localhost',
      timeout: 5000,
      userVerification: 'required' as const,
      allowCredentials: [{ type: 'public-key' as const, id }],
    };
    const proof = view('proof-prompt', 5);
    if (proof.screen.kind !== 'proof') throw new TypeError('fixture');
    await pushView(page, {
      ...proof,
      screen: { ...proof.screen, ceremony: { id: 'two', kind: 'get', options: get } },
    });
    await eventually(async () => (await answers()).length).toBe(2);
    expect((await answers())[1]).toMatchObject({
      type: 'credentialAsserted',
      ceremony: 'two',
      assertion: { id },
    });
    await page.close();
  });

  test('one that fails says how, by name', async () => {
    const { page, answers } = await withAuthenticator('prompt');
    const prompt = view('prompt', 2);
    if (prompt.screen.kind !== 'credential') throw new TypeError('fixture');
    const elsewhere = { ...options, rp: { id: 'northwind.example', name: 'Northwind' } };
    const ceremony = { id: 'bad', kind: 'create' as const, options: elsewhere };
    await pushView(page, { ...prompt, screen: { ...prompt.screen, ceremony } });
    await eventually(async () => (await answers()).length).toBe(1);
    expect(await answers()).toEqual([
      { type: 'ceremonyFailed', ceremony: 'bad', error: 'ERROR_INVALID_RP_ID' },
    ]);
    await page.close();
  });
});
