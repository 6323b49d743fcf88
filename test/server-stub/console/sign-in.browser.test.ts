import axe from 'axe-core';
import { decodeJwt } from 'jose';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildConsole, consoleIsStale } from '../../../build/console/build.ts';
import { launchBrowser } from '../../../build/screens/stage.ts';
import { Lab } from '../../contract/lab.ts';
import { PageBrowser, type Wanted } from '../../contract/page-browser.ts';

const AMAL = 'amal@northwind.example';
const BEN = { name: 'ben@northwind.example', password: 'Ben-winter-lantern-47' };
const EVA = { name: 'eva@northwind.example', password: 'Eva-granite-window-62' };
const MINUTE = 60_000;

// A whole browser and a whole directory for each sign-in: on a busy machine they are slow, and nothing here is about time.
vi.setConfig({ testTimeout: 60_000 });

let lab: Lab;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the directory was asked for: it builds addresses and redeems codes. */
let application: PageBrowser;

beforeAll(async () => {
  if (consoleIsStale()) await buildConsole();
  lab = await Lab.open();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await lab.close();
});
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('lockouts').execute();
  context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
  // The applications themselves: where they land is what counts here, and a code is redeemed by the test.
  await context.route(/\/(console|security-info)\/(\?.*)?$/, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>landed</title>' }),
  );
  page = await context.newPage();
  application = new PageBrowser(lab);
});
afterEach(() => context.close());

const field = (label: string) => page.getByLabel(label, { exact: true });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const title = (text: string) => page.getByRole('heading', { level: 1, name: text });

async function open(wanted: Wanted = {}): Promise<void> {
  await page.goto(lab.url(application.authorizePath(wanted)));
}

async function giveName(name: string): Promise<void> {
  await field('Your user name').fill(name);
  await press('Next');
}

async function choose(way: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${way}`) }).click();
}

async function givePass(pass: string): Promise<void> {
  await field('Temporary Access Pass').fill(pass);
  await press('Sign in');
}

/** The application has its code: the sign-in is over. */
async function landed() {
  await page.waitForURL(/[?&]code=/);
  const token = await application.tokenAt(page.url());
  expect([token.status, token.body.error_description]).toEqual([200, undefined]);
  return decodeJwt(token.body.access_token);
}

async function violations(): Promise<readonly string[]> {
  // The page's own policy allows no injected script element; evaluate goes around it, as a reader's tool would.
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe('signing in', () => {
  test('name and pass, pasted with spaces, by keyboard alone', async () => {
    const pass = await lab.issuePass(AMAL);
    await open();
    await title('Sign in').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username');
    await page.keyboard.type(AMAL);
    await page.keyboard.press('Enter');
    await title('How do you want to sign in?').waitFor();
    await page.getByRole('button', { name: /^Temporary Access Pass/ }).focus();
    await page.keyboard.press('Enter');
    await title('Enter your Temporary Access Pass').waitFor();
    await page.keyboard.insertText(` ${pass.slice(0, 4)} ${pass.slice(4)} `);
    await page.keyboard.press('Enter');
    expect(await landed()).toMatchObject({ amr: ['tap', 'mfa'], acr: 'mfa', preferred_username: AMAL });
  });

  test('password and a code', async () => {
    const begun = new PageBrowser(lab);
    const scope = 'openid UserAuthenticationMethod.ReadWrite';
    const token = await begun.signIn(BEN.name, { pass: await lab.issuePass(BEN.name) }, { scope });
    const headers = { authorization: `Bearer ${token.body.access_token}` };
    const path = '/v1.0/me/authentication/softwareOathMethods';
    const { id, secretKey } = (await lab.call(path, { headers, body: {} })).body;
    const code = () => new TOTP({ secret: Secret.fromBase32(secretKey) }).generate({ timestamp: lab.now() });
    const verificationCode = code();
    expect((await lab.call(`${path}/${id}/activate`, { headers, body: { verificationCode } })).status).toBe(
      200,
    );
    lab.ahead = 30_000;
    await open();
    await giveName(BEN.name);
    await choose('Password');
    await field('Password').fill(BEN.password);
    await press('Sign in');
    await title('Enter the code from your app').waitFor();
    await field('Six-digit code').fill('000 000');
    await press('Sign in');
    await page.getByRole('alert').getByText('LK-2413').waitFor();
    await field('Six-digit code').fill(code());
    await press('Sign in');
    expect(await landed()).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
    await lab.db.deleteFrom('software_oath_methods').execute();
  });

  test('a passkey, made with a pass and used later', async () => {
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const scope = 'openid UserAuthenticationMethod.ReadWrite';
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    const token = await new PageBrowser(lab).signIn(AMAL, { pass }, { scope });
    const headers = { authorization: `Bearer ${token.body.access_token}` };
    const path = '/v1.0/me/authentication/fido2Methods';
    const { publicKey } = (await lab.call(`${path}/creationOptions`, { headers })).body;
    await open();
    const made = await page.evaluate(async (options) => {
      const parsed = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      const credential = (await navigator.credentials.create({ publicKey: parsed })) as PublicKeyCredential;
      return credential.toJSON();
    }, publicKey);
    const kept = await lab.call(path, {
      headers,
      body: { publicKeyCredential: made, displayName: 'Browser' },
    });
    expect(kept.status).toBe(201);
    await giveName(AMAL);
    await choose('Passkey');
    await press('Use my passkey');
    expect(await landed()).toMatchObject({ amr: ['hwk', 'user', 'mfa'], acr: 'phr' });
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await open({ more: { prompt: 'login' } });
    // The last way that was chosen here is asked for straight away.
    await giveName(AMAL);
    await press('Use my passkey');
    await page.getByText('The passkey was not used.').waitFor();
    await page.getByRole('button', { name: 'Use another way' }).waitFor();
    await lab.db
      .deleteFrom('credentials')
      .where('kind', '=', 'fido2')
      .where('display_name', '=', 'Browser')
      .execute();
  });

  test('a directory that restarts in the middle changes nothing', async () => {
    const pass = await lab.issuePass(AMAL);
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await lab.restart();
    await givePass(pass);
    await landed();
    await lab.restart();
    await open({ redirect: `${lab.directory.url}/security-info/` });
    expect(await landed()).toMatchObject({ amr: ['tap', 'mfa'] });
  });
});

describe('what is refused is said in its place', () => {
  test('a wrong pass, then the right one', async () => {
    const pass = await lab.issuePass(AMAL);
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass('wrong-pass');
    const note = page.getByRole('alert');
    await note.getByText('That name and Temporary Access Pass do not belong together.').waitFor();
    expect(await note.textContent()).toContain('LK-2401');
    const entry = field('Temporary Access Pass');
    expect(await entry.getAttribute('aria-invalid')).toBe('true');
    expect(await entry.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await violations()).toEqual([]);
    await givePass(pass);
    await landed();
  });

  test('an expired and a used pass', async () => {
    const expired = await lab.issuePass(AMAL, { lifetimeInMinutes: 10 });
    lab.ahead = 10 * MINUTE + 1000;
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass(expired);
    await page.getByRole('alert').getByText('LK-2402').waitFor();
    const used = await lab.issuePass(AMAL);
    await new PageBrowser(lab).signIn(AMAL, { pass: used });
    await givePass(used);
    await page.getByRole('alert').getByText('LK-2404').waitFor();
  });

  test('a policy that blocks is named, with what opens it', async () => {
    const strength = '00000000-0000-0000-0000-000000000004';
    const payload = {
      id: 'ca-strong',
      displayName: 'Phishing-resistant for the console',
      state: 'enabled',
      createdDateTime: '2026-01-01T00:00:00Z',
      modifiedDateTime: null,
      conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
      grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: strength } },
    };
    await lab.db
      .insertInto('policies')
      .values({ kind: 'conditional-access', id: payload.id, payload: JSON.stringify(payload) })
      .execute();
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass(await lab.issuePass(AMAL));
    const note = page.getByRole('alert');
    await note.getByText(payload.displayName).waitFor();
    await note.getByText('Opens with a passkey.').waitFor();
    expect(await note.textContent()).toContain('LK-2418');
    expect(await violations()).toEqual([]);
    await lab.db.deleteFrom('policies').where('id', '=', payload.id).execute();
  });

  test('too many wrong ones: it says how long', async () => {
    await lab.issuePass(AMAL);
    const other = new PageBrowser(lab);
    await other.begin();
    await other.post('name', { name: AMAL });
    for (let n = 0; n < 10; n += 1) await other.post('answer', { pass: 'wrong-pass' });
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass('wrong-pass');
    await page
      .getByRole('alert')
      .getByText(/Try again in \d+ seconds/)
      .waitFor();
  });

  test('nothing typed is said before anything is sent', async () => {
    await open();
    await press('Next');
    await page.getByText('Type your user name first.').waitFor();
  });
});

describe('ways on', () => {
  test('the loop is explained and goes on by itself', async () => {
    await open();
    await giveName(BEN.name);
    await choose('Password');
    await field('Password').fill(BEN.password);
    await press('Sign in');
    await title('Your company asks for a second proof that this is you').waitFor();
    await page.getByText('Multifactor authentication for everyone').waitFor();
    await page.getByText('LK-2417').waitFor();
    expect(await violations()).toEqual([]);
    const pass = await lab.issuePass(BEN.name);
    await title('Enter your Temporary Access Pass').waitFor();
    await givePass(pass);
    expect(await landed()).toMatchObject({ amr: ['pwd', 'tap', 'mfa'] });
  });

  test('another way, another name, reload, cancel', async () => {
    await open();
    await giveName(EVA.name);
    await choose('Password');
    await title('Enter your password').waitFor();
    await press('Use another way');
    await title('How do you want to sign in?').waitFor();
    await page.reload();
    await page.getByText(EVA.name).waitFor();
    await press('Not you? Use another name');
    await title('Sign in').waitFor();
    await giveName(AMAL);
    await press('Cancel');
    await page.waitForURL(/error=access_denied/);
  });

  test('two tabs are two sign-ins', async () => {
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    await open();
    const second = await context.newPage();
    const other = new PageBrowser(lab);
    await second.goto(lab.url(other.authorizePath()));
    await second.getByLabel('Your user name').fill(EVA.name);
    await second.getByRole('button', { name: 'Next' }).click();
    await second.getByRole('heading', { name: 'How do you want to sign in?' }).waitFor();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass(pass);
    await landed();
    await second.reload();
    await second.getByText(EVA.name).waitFor();
  });

  test('federation: told where, unless there is a pass', async () => {
    const iris = 'iris@contoso-fed.example';
    await open();
    await giveName(iris);
    await title('You sign in somewhere else').waitFor();
    expect(await violations()).toEqual([]);
    const pass = await lab.issuePass(iris);
    await page.reload();
    await choose('Temporary Access Pass');
    await givePass(pass);
    await landed();
  });

  test('a program of one’s own is confirmed', async () => {
    const pass = await lab.issuePass(AMAL);
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass(pass);
    await landed();
    await open({ client: 'latchkey-cli', redirect: 'http://127.0.0.1:9/' });
    await title('Go on to Latchkey command line?').waitFor();
    await page.getByText(AMAL).waitFor();
    expect(await violations()).toEqual([]);
    const came = page.waitForRequest(/^http:\/\/127\.0\.0\.1:9\/\?code=/);
    await press('Go on');
    await came;
  });

  test('a page that has ended says so, and leads on', async () => {
    await open();
    await title('Sign in').waitFor();
    await context.clearCookies();
    await page.reload();
    await title('This sign-in page is not open any more').waitFor();
    expect(await page.getByRole('link', { name: 'Open My Security Info' }).getAttribute('href')).toBe(
      '/security-info/',
    );
    expect(await violations()).toEqual([]);
  });

  test('signing out asks, and ends it', async () => {
    const pass = await lab.issuePass(AMAL);
    await open();
    await giveName(AMAL);
    await choose('Temporary Access Pass');
    await givePass(pass);
    await landed();
    const back = encodeURIComponent(`${lab.directory.url}/security-info/`);
    await page.goto(lab.url(`/oauth2/sign-out?client_id=latchkey-console&post_logout_redirect_uri=${back}`));
    expect(await violations()).toEqual([]);
    await press('Sign out');
    await page.waitForURL(/\/security-info\//);
    await open();
    await title('Sign in').waitFor();
  });
});

describe('what the page allows', () => {
  test('no violation of its own policy, nothing from elsewhere, axe-clean from name to answer', async () => {
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(lab.directory.url)) elsewhere.push(request.url());
    });
    await open();
    await title('Sign in').waitFor();
    expect(await violations()).toEqual([]);
    await giveName(AMAL);
    await title('How do you want to sign in?').waitFor();
    expect(await violations()).toEqual([]);
    for (const way of ['Temporary Access Pass', 'Password', 'Passkey']) {
      await choose(way);
      await page.getByRole('button', { name: 'Use another way' }).waitFor();
      expect(await violations()).toEqual([]);
      await press('Use another way');
    }
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  test('another site can neither frame it nor answer for it', async () => {
    await open();
    await giveName(AMAL);
    await title('How do you want to sign in?').waitFor();
    const address = page.url();
    const stranger = await context.newPage();
    await stranger.route('https://evil.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${address}"></iframe>` }),
    );
    await stranger.goto('https://evil.example/');
    const framed = stranger.frames().find((frame) => frame !== stranger.mainFrame());
    expect(framed?.url()).toBe('chrome-error://chromewebdata/');
    const answered = await stranger.evaluate(
      (url) =>
        fetch(`${url}/answer`, {
          method: 'POST',
          credentials: 'include',
          headers: { 'content-type': 'application/json' },
          body: '{"pass":"x"}',
        }).then(
          () => 'answered',
          () => 'refused',
        ),
      address,
    );
    expect(answered).toBe('refused');
    // The form that needs no permission to be sent is not JSON, and comes without the cookie.
    const posted = stranger.waitForResponse((response) => response.url().endsWith('/answer'));
    await stranger.evaluate((url) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = `${url}/answer`;
      document.body.append(form);
      form.submit();
    }, address);
    expect((await posted).status()).toBe(403);
    expect((await lab.db.selectFrom('lockouts').selectAll().execute()).length).toBe(0);
  });

  test('it reads at 200 % on a small window, nothing cut off', async () => {
    await page.setViewportSize({ width: 320, height: 568 });
    await open();
    await giveName(AMAL);
    await title('How do you want to sign in?').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
