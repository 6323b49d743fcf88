import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PageAnswer } from '../../electron/contract/wire/sign-in-page.ts';
import { writePolicy } from '../../server-stub/sign-in/policies.ts';
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

test('the page bears the company’s name and colours, and nothing else of its branding', async () => {
  const brand = (branding: object) => writePolicy(lab.directory.context, 'profile', 'default', { branding });
  await brand({ displayName: 'Northwind Traders', accent: '#0f6b78', night: '#102030' });
  await browser.begin();
  const { state } = PageAnswer.parse((await browser.state()).body);
  expect(state).toMatchObject({ tenant: 'Northwind Traders', branding: { accent: '#0f6b78' } });
  expect(state?.branding).not.toHaveProperty('night');
  await brand({});
  expect(PageAnswer.parse((await browser.state()).body).state).not.toHaveProperty('branding');
});
