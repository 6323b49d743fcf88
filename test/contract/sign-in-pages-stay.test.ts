import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Lab } from './lab.ts';
import { PageBrowser } from './page-browser.ts';

const AMAL = 'amal@northwind.example';
const MINUTE = 60_000;
let lab: Lab;
let browser: PageBrowser;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('lockouts').execute();
  browser = new PageBrowser(lab);
});

const me = (token: string) => lab.call('/v1.0/me', { headers: { authorization: `Bearer ${token}` } });
const slug = (answer: { body: { refusal?: { slug: string } } }) => answer.body.refusal?.slug;

describe('the browser stays signed in', () => {
  const quiet = (more = {}) => browser.begin({ more: { prompt: 'none', ...more } });
  const errorOf = (answer: { headers: Record<string, unknown> }) =>
    new URL(String(answer.headers.location)).searchParams.get('error');

  test('a second application gets its code without asking, also after a restart of the directory', async () => {
    await browser.signIn(AMAL, { pass: await lab.issuePass(AMAL) });
    await lab.restart();
    const redirect = `${lab.directory.url}/security-info/`;
    const landed = await browser.begin({ redirect });
    expect(String(landed.headers.location)).toContain('/security-info/?code=');
    const token = await browser.token(landed);
    expect(decodeJwt(token.body.access_token)).toMatchObject({ amr: ['tap', 'mfa'] });
  });

  test('max_age, prompt=login and an essential acr ask again', async () => {
    await browser.signIn(AMAL, {
      pass: await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 }),
    });
    expect(errorOf(await quiet())).toBeNull();
    lab.ahead = 11 * MINUTE;
    expect(errorOf(await quiet({ max_age: '600' }))).toBe('login_required');
    expect(errorOf(await quiet({ max_age: '3600' }))).toBeNull();
    const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['phr'] } } });
    expect(errorOf(await quiet({ claims }))).toBe('login_required');
    const asked = await browser.begin({ more: { prompt: 'login' } });
    expect(String(asked.headers.location)).toContain('/oauth2/interaction/');
    expect((await browser.state()).body.state).toMatchObject({ screen: 'name', loginHint: AMAL });
  });

  test('a pass is not enough where the application insists on more, and is not spent', async () => {
    const pass = await lab.issuePass(AMAL);
    const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['phr', 'phrh'] } } });
    await browser.begin({ more: { claims } });
    await browser.post('name', { name: AMAL });
    expect(slug(await browser.post('answer', { pass }))).toBe('stronger_sign_in_needed');
    expect((await new PageBrowser(lab).signIn(AMAL, { pass })).status).toBe(200);
  });

  test('a native program is confirmed where nobody typed anything for it', async () => {
    await browser.signIn(AMAL, { pass: await lab.issuePass(AMAL) });
    await browser.begin({ client: 'latchkey-cli', redirect: 'http://localhost:41234' });
    expect((await browser.state()).body.state).toMatchObject({ screen: 'confirm', account: AMAL });
    const confirmed = await browser.post('confirm');
    expect((await browser.redeem(confirmed.body.next)).status).toBe(200);
  });

  test('signing out ends the tokens of every application', async () => {
    const token = await browser.signIn(AMAL, { pass: await lab.issuePass(AMAL) });
    const page = await browser.call('/oauth2/sign-out?client_id=latchkey-console');
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const done = await browser.call('/oauth2/sign-out/confirm', `xsrf=${xsrf}&logout=yes`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(done.status).toBe(303);
    expect((await me(token.body.access_token)).status).toBe(401);
    expect(errorOf(await quiet())).toBe('login_required');
  });

  test('somebody else in the same browser ends the first one’s sign-in', async () => {
    const first = await browser.signIn(AMAL, { pass: await lab.issuePass(AMAL) });
    const gina = 'gina@northwind.example';
    const second = await browser.signIn(
      gina,
      { pass: await lab.issuePass(gina) },
      { more: { prompt: 'login' } },
    );
    expect((await me(first.body.access_token)).status).toBe(401);
    expect((await me(second.body.access_token)).body.userPrincipalName).toBe(gina);
  });

  test('revoked sign-ins and a switched-off account end it', async () => {
    const token = await browser.signIn(AMAL, { pass: await lab.issuePass(AMAL) });
    const account = (values: { account_enabled?: 0 | 1; sessions_valid_from?: number }) =>
      lab.db.updateTable('users').set(values).where('user_principal_name', '=', AMAL).execute();
    await account({ account_enabled: 0 });
    expect((await me(token.body.access_token)).status).toBe(401);
    expect(errorOf(await quiet())).toBe('login_required');
    await account({ account_enabled: 1, sessions_valid_from: lab.now() + 1 });
    expect(errorOf(await quiet())).toBe('login_required');
    await account({ sessions_valid_from: 0 });
  });
});

describe('conditional access in a browser', () => {
  const policy = (id: string, more: Record<string, unknown>) =>
    lab.db
      .insertInto('policies')
      .values({
        kind: 'conditional-access',
        id,
        payload: JSON.stringify({
          id,
          displayName: id,
          state: 'enabled',
          createdDateTime: '2026-01-01T00:00:00Z',
          modifiedDateTime: null,
          conditions: {
            users: { includeUsers: ['All'] },
            applications: { includeApplications: ['latchkey-cli'] },
          },
          ...more,
        }),
      })
      .execute();
  const lift = (id: string) => lab.db.deleteFrom('policies').where('id', '=', id).execute();

  test('who is signed in is asked again by an application that a policy blocks, and told who asks', async () => {
    await browser.signIn(AMAL, { pass: await lab.issuePass(AMAL) });
    await policy('ca-block', { grantControls: { operator: 'OR', builtInControls: ['block'] } });
    const native = { client: 'latchkey-cli', redirect: 'http://localhost:41234' };
    await browser.begin(native);
    expect((await browser.state()).body.state?.screen).toBe('name');
    const pass = await lab.issuePass(AMAL);
    await browser.post('name', { name: AMAL });
    const blocked = await browser.post('answer', { pass });
    expect([blocked.status, slug(blocked)]).toEqual([403, 'policy_blocked']);
    expect(blocked.body.refusal?.gates).toMatchObject([
      { displayName: 'ca-block', requires: 'block', opens: [] },
    ]);
    await lift('ca-block');
    // It was not spent.
    expect((await browser.post('answer', { pass })).body.next).toBeDefined();
  });

  test('after a password the page offers nothing that would not help', async () => {
    const ben = 'ben@northwind.example';
    await lab.issuePass(ben, { isUsableOnce: false });
    const resistant = { id: '00000000-0000-0000-0000-000000000004' };
    await policy('ca-resistant', {
      grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: resistant },
    });
    const asked = new PageBrowser(lab);
    await asked.begin({ client: 'latchkey-cli', redirect: 'http://localhost:41234' });
    await asked.post('name', { name: ben });
    await asked.post('answer', { password: 'Ben-winter-lantern-47' });
    expect((await asked.state()).body.state).toMatchObject({ screen: 'loop', methods: [] });
    await lift('ca-resistant');
    expect((await asked.state()).body.state).toMatchObject({
      screen: 'second',
      methods: ['temporary_access_pass'],
    });
  });

  test('sign-in frequency asks again once the sign-in is too old', async () => {
    await browser.signIn(AMAL, {
      pass: await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 180 }),
    });
    await policy('ca-often', {
      conditions: {
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['latchkey-console'] },
      },
      grantControls: null,
      sessionControls: { signInFrequency: { isEnabled: true, type: 'hours', value: 1 } },
    });
    const quiet = async () => String((await browser.begin({ more: { prompt: 'none' } })).headers.location);
    expect(await quiet()).toContain('code=');
    lab.ahead = 61 * MINUTE;
    expect(await quiet()).toContain('login_required');
    await lift('ca-often');
  });
});
