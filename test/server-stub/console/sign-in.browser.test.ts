import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PageBrowser } from '../../contract/page-browser.ts';
import { SignInStage } from './sign-in-stage.ts';

const AMAL = 'amal@northwind.example';
const BEN = { name: 'ben@northwind.example', password: 'Ben-winter-lantern-47' };
const MINUTE = 60_000;

// A whole browser and a whole directory for each sign-in: on a busy machine they are slow, and nothing here is about time.
vi.setConfig({ testTimeout: 60_000 });

let stage: SignInStage;
beforeAll(async () => {
  stage = await SignInStage.open();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => stage.fresh());
afterEach(() => stage.context.close());

describe('signing in', () => {
  test('name and pass, pasted with spaces, by keyboard alone', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    await stage.open();
    await stage.see('Sign in');
    expect(await stage.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username');
    await stage.page.keyboard.type(AMAL);
    await stage.page.keyboard.press('Enter');
    await stage.see('How do you want to sign in?');
    await stage.page.getByRole('button', { name: /^Temporary Access Pass/ }).focus();
    await stage.page.keyboard.press('Enter');
    await stage.see('Enter your Temporary Access Pass');
    await stage.page.keyboard.insertText(` ${pass.slice(0, 4)} ${pass.slice(4)} `);
    await stage.page.keyboard.press('Enter');
    expect(await stage.landed()).toMatchObject({ amr: ['tap', 'mfa'], acr: 'mfa', preferred_username: AMAL });
  });

  test('password and a code', async () => {
    const begun = new PageBrowser(stage.lab);
    const scope = 'openid UserAuthenticationMethod.ReadWrite';
    const token = await begun.signIn(BEN.name, { pass: await stage.lab.issuePass(BEN.name) }, { scope });
    const headers = { authorization: `Bearer ${token.body.access_token}` };
    const path = '/v1.0/me/authentication/softwareOathMethods';
    const { id, secretKey } = (await stage.lab.call(path, { headers, body: {} })).body;
    const code = () =>
      new TOTP({ secret: Secret.fromBase32(secretKey) }).generate({ timestamp: stage.lab.now() });
    const verificationCode = code();
    expect(
      (await stage.lab.call(`${path}/${id}/activate`, { headers, body: { verificationCode } })).status,
    ).toBe(200);
    stage.lab.ahead = 30_000;
    await stage.open();
    await stage.giveName(BEN.name);
    await stage.choose('Password');
    await stage.field('Password').fill(BEN.password);
    await stage.press('Sign in');
    await stage.see('Enter the code from your app');
    await stage.field('Six-digit code').fill('000 000');
    await stage.press('Sign in');
    await stage.page.getByRole('alert').getByText('LK-2413').waitFor();
    await stage.field('Six-digit code').fill(code());
    await stage.press('Sign in');
    expect(await stage.landed()).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
    await stage.lab.db.deleteFrom('software_oath_methods').execute();
  });

  test('a passkey, made with a pass and used later', async () => {
    const cdp = await stage.context.newCDPSession(stage.page);
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
    const pass = await stage.lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    const token = await new PageBrowser(stage.lab).signIn(AMAL, { pass }, { scope });
    const headers = { authorization: `Bearer ${token.body.access_token}` };
    const path = '/v1.0/me/authentication/fido2Methods';
    const { publicKey } = (await stage.lab.call(`${path}/creationOptions`, { headers })).body;
    await stage.open();
    const made = await stage.page.evaluate(async (options) => {
      const parsed = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      const credential = (await navigator.credentials.create({ publicKey: parsed })) as PublicKeyCredential;
      return credential.toJSON();
    }, publicKey);
    const kept = await stage.lab.call(path, {
      headers,
      body: { publicKeyCredential: made, displayName: 'Browser' },
    });
    expect(kept.status).toBe(201);
    await stage.giveName(AMAL);
    await stage.choose('Passkey');
    await stage.press('Use my passkey');
    expect(await stage.landed()).toMatchObject({ amr: ['hwk', 'user', 'mfa'], acr: 'phr' });
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await stage.open({ more: { prompt: 'login' } });
    // The last way that was chosen here is asked for straight away.
    await stage.giveName(AMAL);
    await stage.press('Use my passkey');
    await stage.page.getByText('The passkey was not used.').waitFor();
    await stage.page.getByRole('button', { name: 'Use another way' }).waitFor();
    await stage.lab.db
      .deleteFrom('credentials')
      .where('kind', '=', 'fido2')
      .where('display_name', '=', 'Browser')
      .execute();
  });

  test('a directory that restarts in the middle changes nothing', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.lab.restart();
    await stage.givePass(pass);
    await stage.landed();
    await stage.lab.restart();
    await stage.open({ redirect: `${stage.lab.directory.url}/security-info/` });
    expect(await stage.landed()).toMatchObject({ amr: ['tap', 'mfa'] });
  });
});

describe('what is refused is said in its place', () => {
  test('a wrong pass, then the right one', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass('wrong-pass');
    const note = stage.page.getByRole('alert');
    await note.getByText('That name and Temporary Access Pass do not belong together.').waitFor();
    expect(await note.textContent()).toContain('LK-2401');
    const entry = stage.field('Temporary Access Pass');
    expect(await entry.getAttribute('aria-invalid')).toBe('true');
    expect(await entry.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await stage.violations()).toEqual([]);
    await stage.givePass(pass);
    await stage.landed();
  });

  test('an expired and a used pass', async () => {
    const expired = await stage.lab.issuePass(AMAL, { lifetimeInMinutes: 10 });
    stage.lab.ahead = 10 * MINUTE + 1000;
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass(expired);
    await stage.page.getByRole('alert').getByText('LK-2402').waitFor();
    const used = await stage.lab.issuePass(AMAL);
    await new PageBrowser(stage.lab).signIn(AMAL, { pass: used });
    await stage.givePass(used);
    await stage.page.getByRole('alert').getByText('LK-2404').waitFor();
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
    await stage.lab.db
      .insertInto('policies')
      .values({ kind: 'conditional-access', id: payload.id, payload: JSON.stringify(payload) })
      .execute();
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass(await stage.lab.issuePass(AMAL));
    const note = stage.page.getByRole('alert');
    await note.getByText(payload.displayName).waitFor();
    await note.getByText('Opens with a passkey.').waitFor();
    expect(await note.textContent()).toContain('LK-2418');
    expect(await stage.violations()).toEqual([]);
    await stage.lab.db.deleteFrom('policies').where('id', '=', payload.id).execute();
  });

  test('too many wrong ones: it says how long', async () => {
    await stage.lab.issuePass(AMAL);
    const other = new PageBrowser(stage.lab);
    await other.begin();
    await other.post('name', { name: AMAL });
    for (let n = 0; n < 10; n += 1) await other.post('answer', { pass: 'wrong-pass' });
    await stage.open();
    await stage.giveName(AMAL);
    await stage.choose('Temporary Access Pass');
    await stage.givePass('wrong-pass');
    await stage.page
      .getByRole('alert')
      .getByText(/Try again in \d+ seconds/)
      .waitFor();
  });

  test('nothing typed is said before anything is sent', async () => {
    await stage.open();
    await stage.press('Next');
    await stage.page.getByText('Type your user name first.').waitFor();
  });
});

describe('what the page allows', () => {
  test('no violation of its own policy, nothing from elsewhere, axe-clean from name to answer', async () => {
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    stage.page.on('console', (message) => complaints.push(message.text()));
    stage.page.on('pageerror', (error) => complaints.push(error.message));
    stage.page.on('request', (request) => {
      if (!request.url().startsWith(stage.lab.directory.url)) elsewhere.push(request.url());
    });
    await stage.open();
    await stage.see('Sign in');
    expect(await stage.violations()).toEqual([]);
    await stage.giveName(AMAL);
    await stage.see('How do you want to sign in?');
    expect(await stage.violations()).toEqual([]);
    for (const way of ['Temporary Access Pass', 'Password', 'Passkey']) {
      await stage.choose(way);
      await stage.page.getByRole('button', { name: 'Use another way' }).waitFor();
      expect(await stage.violations()).toEqual([]);
      await stage.press('Use another way');
    }
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  test('another site can neither frame it nor answer for it', async () => {
    await stage.open();
    await stage.giveName(AMAL);
    await stage.see('How do you want to sign in?');
    const address = stage.page.url();
    const stranger = await stage.context.newPage();
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
    expect((await stage.lab.db.selectFrom('lockouts').selectAll().execute()).length).toBe(0);
  });

  test('it fits a window of 320 pixels, which is 1280 at 400 %', async () => {
    await stage.page.setViewportSize({ width: 320, height: 568 });
    await stage.open();
    await stage.giveName(AMAL);
    await stage.see('How do you want to sign in?');
    const wide = await stage.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
