import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PageAnswer } from '../../electron/contract/wire/sign-in-page.ts';
import { Lab } from './lab.ts';
import { PageBrowser } from './page-browser.ts';

const AMAL = 'amal@northwind.example';
const BEN = { name: 'ben@northwind.example', password: 'Ben-winter-lantern-47' };
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

describe('a pass in a browser', () => {
  test('signs in: page, code, token with amr, acr and the sign-in row of a browser', async () => {
    const pass = await lab.issuePass(AMAL);
    const begun = await browser.begin({ more: { nonce: 'n1' } });
    expect(begun.status).toBe(303);
    const opened = PageAnswer.parse((await browser.state()).body);
    expect(opened.state).toMatchObject({
      screen: 'name',
      tenant: 'Northwind',
      application: 'Latchkey console',
    });
    const named = await browser.post('name', { name: AMAL });
    expect(named.body.state).toMatchObject({
      screen: 'first',
      methods: ['temporary_access_pass', 'passkey', 'password'],
    });
    const answered = await browser.post('answer', { pass: `${pass.slice(0, 4)} ${pass.slice(4)}` });
    const landed = await browser.call(new URL(String(answered.body.next)).pathname);
    expect(new URL(String(landed.headers.location)).searchParams.get('state')).toBe('kept');
    const token = await browser.token(landed);
    expect(token.status).toBe(200);
    expect(decodeJwt(token.body.access_token)).toMatchObject({ amr: ['tap', 'mfa'], acr: 'mfa' });
    expect(decodeJwt(token.body.id_token)).toMatchObject({ nonce: 'n1', preferred_username: AMAL });
    expect((await me(token.body.access_token)).body.userPrincipalName).toBe(AMAL);
    const row = await lab.db
      .selectFrom('sign_ins')
      .select('payload')
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    expect(JSON.parse(row?.payload ?? '')).toMatchObject({
      clientAppUsed: 'Browser',
      userAgent: 'Test browser',
      appDisplayName: 'Latchkey console',
      authenticationMethodsUsed: ['Temporary Access Pass'],
      status: { errorCode: 0 },
    });
  });

  test('is spent when it works once, and not when it is multi-use', async () => {
    const once = await lab.issuePass(AMAL);
    await browser.signIn(AMAL, { pass: once });
    const other = new PageBrowser(lab);
    await other.begin();
    await other.post('name', { name: AMAL });
    expect(slug(await other.post('answer', { pass: once }))).toBe('pass_used');
    const again = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    for (let n = 0; n < 2; n += 1) {
      expect((await new PageBrowser(lab).signIn(AMAL, { pass: again })).status).toBe(200);
    }
  });

  test('its end is the end of access, refresh and the browser’s own sign-in', async () => {
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 10 });
    const token = await browser.signIn(AMAL, { pass });
    lab.ahead = 10 * MINUTE + 1000;
    expect((await me(token.body.access_token)).status).toBe(401);
    const refresh = await lab.call('/oauth2/token', {
      form: {
        grant_type: 'refresh_token',
        client_id: 'latchkey-console',
        refresh_token: token.body.refresh_token,
      },
    });
    expect([refresh.status, refresh.body.error]).toEqual([400, 'invalid_grant']);
    const quiet = await browser.begin({ more: { prompt: 'none' } });
    expect(new URL(String(quiet.headers.location)).searchParams.get('error')).toBe('login_required');
  });

  test('deleting it ends everything at once', async () => {
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    const token = await browser.signIn(AMAL, { pass });
    const path = `/v1.0/users/${AMAL}/authentication/temporaryAccessPassMethods`;
    const headers = await lab.adminHeaders();
    const [{ id }] = (await lab.call(path, { headers })).body.value;
    expect((await lab.call(`${path}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await me(token.body.access_token)).status).toBe(401);
    const quiet = await browser.begin({ more: { prompt: 'none' } });
    expect(String(quiet.headers.location)).toContain('login_required');
  });
});

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

describe('the page', () => {
  test('is the same for every name, known or not', async () => {
    const shapes = [];
    for (const name of [AMAL, 'nobody@northwind.example', BEN.name, 'jon@northwind.example']) {
      await browser.begin();
      const answer = await browser.post('name', { name });
      shapes.push(JSON.stringify([answer.status, answer.body]));
      const wrong = await browser.post('answer', { password: 'wrong-wrong' });
      shapes.push(JSON.stringify([wrong.status, wrong.body.refusal?.slug]));
    }
    expect(new Set(shapes).size).toBe(2);
  });

  test('explains the loop, and goes on once there is a pass', async () => {
    await browser.begin();
    await browser.post('name', { name: BEN.name });
    const dead = await browser.post('answer', { password: BEN.password });
    expect([dead.status, slug(dead), dead.body.refusal?.helpCode]).toEqual([
      403,
      'mfa_enrolment_required',
      'LK-2417',
    ]);
    expect(dead.body.state).toMatchObject({ screen: 'loop', methods: [] });
    expect(dead.body.state?.gates?.[0]).toMatchObject({
      displayName: 'Multifactor authentication for everyone',
    });
    const pass = await lab.issuePass(BEN.name);
    const open = await browser.post('continue');
    expect(open.body.state).toMatchObject({ screen: 'second', methods: ['temporary_access_pass'] });
    const token = await browser.redeem((await browser.post('answer', { pass })).body.next);
    expect(decodeJwt(token.body.access_token)).toMatchObject({ amr: ['pwd', 'tap', 'mfa'] });
  });

  test('federation: told where to sign in, unless there is a usable pass', async () => {
    const iris = 'iris@contoso-fed.example';
    await browser.begin();
    expect((await browser.post('name', { name: iris })).body.state?.methods).toEqual([
      'federated',
      'passkey',
    ]);
    const pass = await lab.issuePass(iris);
    expect((await browser.state()).body.state?.methods).toEqual(['temporary_access_pass', 'passkey']);
    expect((await browser.post('answer', { pass })).body.next).toBeDefined();
  });

  test.each([
    ['a wrong pass', { pass: 'wrong-pass' }, 400, 'pass_wrong'],
    ['a wrong password', { password: 'not it' }, 400, 'password_wrong'],
    ['a code alone', { code: '123456' }, 400, 'otp_needs_password'],
    ['a passkey that is none', { passkey: { id: 'x' } }, 400, 'credential_invalid'],
    ['two answers at once', { pass: 'a', password: 'b' }, 400, 'request_malformed'],
    ['no answer', {}, 400, 'request_malformed'],
    ['an unknown member', { pin: '1' }, 400, 'request_malformed'],
  ])('%s is refused, and the page goes on', async (_name, given, status, expected) => {
    await browser.begin();
    await browser.post('name', { name: AMAL });
    const refused = await browser.post('answer', given);
    expect([refused.status, slug(refused)]).toEqual([status, expected]);
    expect(PageAnswer.parse(refused.body).state?.screen).toBe('first');
  });

  test('an expired pass and one that starts later are named', async () => {
    await browser.begin();
    const pass = await lab.issuePass(AMAL, { lifetimeInMinutes: 10 });
    lab.ahead = 10 * MINUTE + 1000;
    await browser.post('name', { name: AMAL });
    expect(slug(await browser.post('answer', { pass }))).toBe('pass_expired');
    const startDateTime = new Date(lab.now() + 60 * MINUTE).toISOString();
    const later = await lab.issuePass(AMAL, { startDateTime });
    expect(slug(await browser.post('answer', { pass: later }))).toBe('pass_not_yet_valid');
  });

  test('an account that is off is named after a right answer only', async () => {
    const jon = 'jon@northwind.example';
    await browser.begin();
    await browser.post('name', { name: jon });
    expect(slug(await browser.post('answer', { password: 'wrong-wrong' }))).toBe('password_wrong');
    expect(slug(await browser.post('answer', { password: 'Jon-silver-thicket-75' }))).toBe(
      'account_disabled',
    );
  });

  test('counts wrong answers together with the challenge endpoint, by user and address', async () => {
    await browser.begin();
    await browser.post('name', { name: AMAL });
    const slugs = [];
    for (let n = 0; n < 11; n += 1) slugs.push(slug(await browser.post('answer', { pass: 'wrong-pass' })));
    expect(slugs).toEqual([...Array(10).fill('pass_wrong'), 'method_locked']);
    const locked = await browser.post('answer', { pass: 'wrong-pass' });
    expect([locked.status, Number(locked.headers['retry-after'])]).toEqual([
      429,
      locked.body.refusal?.retryAfter,
    ]);
  });

  test('back forgets what was shown; cancel tells the application', async () => {
    await browser.begin();
    await browser.post('name', { name: BEN.name });
    await browser.post('answer', { password: BEN.password });
    expect((await browser.post('back')).body.state?.screen).toBe('name');
    await browser.post('name', { name: BEN.name });
    expect((await browser.state()).body.state?.screen).toBe('first');
    const { next } = (await browser.post('cancel')).body;
    const landed = await browser.call(new URL(String(next)).pathname);
    expect(new URL(String(landed.headers.location)).searchParams.get('error')).toBe('access_denied');
  });

  test('an answer before a name, and after ten minutes, asks for the name', async () => {
    await browser.begin();
    expect(slug(await browser.post('answer', { pass: 'x' }))).toBe('session_invalid');
    await browser.post('name', { name: AMAL });
    lab.ahead = 10 * MINUTE + 1000;
    const late = await browser.post('answer', { pass: 'x' });
    expect([slug(late), late.body.state?.screen]).toEqual(['session_invalid', 'name']);
  });

  test('a finished page, loaded again, only moves on', async () => {
    await browser.begin();
    await browser.post('name', { name: AMAL });
    const { next } = (await browser.post('answer', { pass: await lab.issuePass(AMAL) })).body;
    expect((await browser.state()).body).toEqual({ next });
    expect((await browser.redeem(next)).status).toBe(200);
    expect((await browser.state()).body).toMatchObject({
      state: { screen: 'closed' },
      refusal: { slug: 'interaction_expired' },
    });
  });

  test('two pages at once do not take each other’s sign-in', async () => {
    await browser.begin();
    const first = browser.page;
    await browser.begin();
    await browser.post('name', { name: AMAL });
    browser.page = first;
    expect((await browser.state()).body.state?.screen).toBe('name');
  });
});

describe('what a stranger tries', () => {
  const begin = async () => {
    await browser.begin();
    await browser.post('name', { name: AMAL });
  };

  test('another browser cannot answer, nor take the end of it', async () => {
    await begin();
    const thief = new PageBrowser(lab);
    thief.page = browser.page;
    const refused = await thief.post('answer', { pass: 'x' });
    expect([refused.status, slug(refused), refused.body.state?.screen]).toEqual([
      400,
      'interaction_expired',
      'closed',
    ]);
    const { next } = (await browser.post('answer', { pass: await lab.issuePass(AMAL) })).body;
    const stolen = await thief.call(new URL(String(next)).pathname);
    expect(stolen.status).toBe(400);
  });

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of the same host', { origin: 'https://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['a page without origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('a request of %s is refused', async (_name, headers) => {
    await begin();
    const refused = await browser.post('answer', { pass: 'x' }, headers);
    expect([refused.status, refused.body]).toMatchObject([403, { suberror: 'request_not_from_page' }]);
  });

  test('a form is not JSON', async () => {
    await begin();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await browser.call(`${browser.page}/answer`, 'pass=x', type)).status).toBe(415);
    expect(
      (await browser.call(`${browser.page}/answer`, 'pass=x', { 'content-type': 'text/plain' })).status,
    ).toBe(415);
  });

  test('cookies are Secure, HttpOnly and SameSite, and that of the session is nailed to the host', async () => {
    const begun = await browser.begin();
    await browser.post('name', { name: AMAL });
    const { next } = (await browser.post('answer', { pass: await lab.issuePass(AMAL) })).body;
    const landed = await browser.call(new URL(String(next)).pathname);
    const lines = [...(begun.headers['set-cookie'] ?? []), ...(landed.headers['set-cookie'] ?? [])].map(
      String,
    );
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line).toMatch(/; secure.*; httponly|; httponly.*; secure/i);
    for (const line of lines) expect(line).toMatch(/samesite=lax/i);
    expect(lines.some((line) => line.startsWith('__Host-latchkey-session='))).toBe(true);
  });

  test.each([
    ['a redirect to another site', { redirect: 'https://evil.example/' }],
    ['a redirect to another page', { redirect: 'https://localhost/elsewhere/' }],
    [
      'a remote redirect of a native program',
      { client: 'latchkey-cli', redirect: 'http://evil.example:80/' },
    ],
    [
      'the agent, which has the challenge endpoint',
      { client: 'latchkey-agent', redirect: 'com.latchkey.agent:/signed-in' },
    ],
    ['a client that nobody knows', { client: 'who' }],
  ])('%s goes nowhere', async (_name, wanted) => {
    const refused = await browser.begin(wanted);
    expect(refused.status).toBe(400);
    expect(refused.headers).not.toHaveProperty('location');
    expect(refused.headers['content-security-policy']).toContain("default-src 'none'");
    expect(refused.headers['x-frame-options']).toBe('DENY');
  });

  test('PKCE is not optional', async () => {
    const refused = await browser.begin({ more: { code_challenge: '', code_challenge_method: '' } });
    expect(String(refused.headers.location)).toContain('error=invalid_request');
  });
});

test('whatever JSON comes, the answer is typed', async () => {
  await browser.begin();
  await browser.post('name', { name: AMAL });
  const wild = fc.record(
    {
      name: fc.oneof(fc.string(), fc.jsonValue()),
      pass: fc.oneof(fc.string(), fc.jsonValue()),
      password: fc.oneof(fc.string({ maxLength: 600 }), fc.jsonValue()),
      code: fc.oneof(fc.string(), fc.integer()),
      passkey: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const acts = fc.constantFrom('name', 'answer', 'options', 'continue', 'back', 'confirm');
  await fc.assert(
    fc.asyncProperty(acts, fc.oneof(wild, fc.jsonValue()), async (act, body) => {
      const answer = await browser.post(act, body);
      expect(answer.status).toBeLessThan(500);
      if (answer.status !== 415 && !('error' in answer.body)) PageAnswer.parse(answer.body);
    }),
    { numRuns: process.env.CI === 'true' ? 300 : 60 },
  );
});

describe('addresses of a tenant', () => {
  test.each(['/oauth2/authorize', '/v2.0/oauth2/authorize', '/oauth2/v2.0/authorize'])(
    '%s leads to the one endpoint',
    async (path) => {
      const answer = await browser.call(`/${lab.directory.tenantId}${path}?client_id=a&state=b%20c`);
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        `${lab.directory.url}/oauth2/authorize?client_id=a&state=b%20c`,
      ]);
    },
  );

  test('Entra’s own token path answers', async () => {
    const answer = await lab.call(`/${lab.directory.tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'client_credentials',
        client_id: lab.directory.admin.clientId,
        client_secret: lab.directory.admin.clientSecret,
      },
    });
    expect(answer.status).toBe(200);
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
