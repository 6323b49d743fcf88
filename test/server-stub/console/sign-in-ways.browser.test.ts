import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PageBrowser } from '../../contract/page-browser.ts';
import { SignInStage } from './sign-in-stage.ts';

const AMAL = 'amal@northwind.example';
const BEN = { name: 'ben@northwind.example', password: 'Ben-winter-lantern-47' };
const EVA = { name: 'eva@northwind.example', password: 'Eva-granite-window-62' };

// A whole browser and a whole directory for each sign-in: on a busy machine they are slow, and nothing here is about time.
vi.setConfig({ testTimeout: 60_000 });

let stage: SignInStage;
beforeAll(async () => {
  stage = await SignInStage.open();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => stage.fresh());
afterEach(() => stage.context.close());

describe('ways on', () => {
  test('the loop is explained and goes on by itself', async () => {
    await stage.open();
    await stage.giveName(BEN.name);
    await stage.choose('Password');
    await stage.field('Password').fill(BEN.password);
    await stage.press('Sign in');
    await stage.see('Your company asks for a second proof that this is you');
    await stage.page.getByText('Multifactor authentication for everyone').waitFor();
    await stage.page.getByText('LK-2417').waitFor();
    expect(await stage.violations()).toEqual([]);
    const pass = await stage.lab.issuePass(BEN.name);
    await stage.see('Enter your Temporary Access Pass');
    await stage.givePass(pass);
    expect(await stage.landed()).toMatchObject({ amr: ['pwd', 'tap', 'mfa'] });
  });

  test('another way, another name, reload, cancel', async () => {
    await stage.open();
    await stage.giveName(EVA.name);
    await stage.choose('Password');
    await stage.see('Enter your password');
    await stage.press('Use another way');
    await stage.see('How do you want to sign in?');
    await stage.page.reload();
    await stage.page.getByText(EVA.name).waitFor();
    await stage.press('Not you? Use another name');
    await stage.see('Sign in');
    await stage.giveName(AMAL);
    await stage.press('Cancel');
    await stage.page.waitForURL(/error=access_denied/);
  });

  test('two tabs are two sign-ins', async () => {
    const pass = await stage.lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    await stage.open();
    const second = await stage.context.newPage();
    const other = new PageBrowser(stage.lab);
    await second.goto(stage.lab.url(other.authorizePath()));
    await second.getByLabel('Your user name').fill(EVA.name);
    await second.getByRole('button', { name: 'Next' }).click();
    await second.getByRole('heading', { name: 'How do you want to sign in?' }).waitFor();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass(pass);
    await stage.landed();
    await second.reload();
    await second.getByText(EVA.name).waitFor();
  });

  test('federation: told where, unless there is a pass', async () => {
    const iris = 'iris@contoso-fed.example';
    await stage.open();
    await stage.giveName(iris);
    await stage.see('You sign in somewhere else');
    expect(await stage.violations()).toEqual([]);
    const pass = await stage.lab.issuePass(iris);
    await stage.page.reload();
    await stage.choose('Temporary Access Pass');
    await stage.givePass(pass);
    await stage.landed();
  });

  test('a program of one’s own is confirmed', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass(pass);
    await stage.landed();
    await stage.open({ client: 'latchkey-cli', redirect: 'http://127.0.0.1:9/' });
    await stage.see('Go on to Latchkey command line?');
    await stage.page.getByText(AMAL).waitFor();
    expect(await stage.violations()).toEqual([]);
    const came = stage.page.waitForRequest(/^http:\/\/127\.0\.0\.1:9\/\?code=/);
    await stage.press('Go on');
    await came;
  });

  test('a page that has ended says so, and leads on', async () => {
    await stage.open();
    await stage.see('Sign in');
    await stage.context.clearCookies();
    await stage.page.reload();
    await stage.see('This sign-in page is not open any more');
    expect(await stage.page.getByRole('link', { name: 'Open My Security Info' }).getAttribute('href')).toBe(
      '/security-info/',
    );
    expect(await stage.violations()).toEqual([]);
  });

  test('signing out asks, and ends it', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass(pass);
    await stage.landed();
    const back = encodeURIComponent(`${stage.lab.directory.url}/security-info/`);
    await stage.page.goto(
      stage.lab.url(`/oauth2/sign-out?client_id=latchkey-console&post_logout_redirect_uri=${back}`),
    );
    expect(await stage.violations()).toEqual([]);
    await stage.press('Sign out');
    await stage.page.waitForURL(/\/security-info\//);
    await stage.open();
    await stage.see('Sign in');
  });
});
