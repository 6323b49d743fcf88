import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CreatedSoftwareOath } from '../../electron/contract/wire/software-oath.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { PageBrowser } from './page-browser.ts';

const BEN = 'ben@northwind.example';
const PASSWORD = 'Ben-winter-lantern-47';
const PATH = '/v1.0/me/authentication/softwareOathMethods';
const SCOPE = 'openid User.Read UserAuthenticationMethod.ReadWrite';
const MINUTE = 60_000;
let lab: Lab;
let headers: Record<string, string>;
let now = 0;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
// Each test begins an hour later, so that no code is that of an earlier one.
beforeEach(async () => {
  lab.ahead = now += 60 * MINUTE;
  await lab.db.deleteFrom('lockouts').execute();
  await lab.db.deleteFrom('software_oath_methods').execute();
  headers = await signedIn();
});

async function signedIn(): Promise<Record<string, string>> {
  const token = await new PageBrowser(lab).signIn(BEN, { pass: await lab.issuePass(BEN) }, { scope: SCOPE });
  return { authorization: `Bearer ${token.body.access_token}` };
}

const codeOf = (secretKey: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secretKey) }).generate({ timestamp: lab.now() + ahead });
const create = (body: unknown = { displayName: 'Phone' }) => lab.call(PATH, { headers, body });
const activate = (id: string, verificationCode: string) =>
  lab.call(`${PATH}/${id}/activate`, { headers, body: { verificationCode } });

/** An app that works, with a code of the next step still to come. */
async function addApp() {
  const made = CreatedSoftwareOath.parse((await create()).body);
  expect((await activate(made.id, codeOf(made.secretKey))).status).toBe(200);
  lab.ahead += 30_000;
  return made;
}

async function afterPassword() {
  const browser = new PageBrowser(lab);
  await browser.begin();
  await browser.post('name', { name: BEN });
  return { browser, answered: await browser.post('answer', { password: PASSWORD }) };
}

describe('an authenticator app', () => {
  test('is added in two steps, listed without its secret, and kept sealed', async () => {
    const created = await create();
    expect(created.status).toBe(201);
    const { id, secretKey, otpauthUri, displayName } = CreatedSoftwareOath.parse(created.body);
    expect(displayName).toBe('Phone');
    expect(Secret.fromBase32(secretKey).bytes).toHaveLength(20);
    expect(otpauthUri).toContain(`secret=${secretKey}`);
    const list = async () => (await lab.call(PATH, { headers })).body.value;
    expect(await list()).toEqual([]);
    expect((await activate(id, codeOf(secretKey))).status).toBe(200);
    expect(await list()).toMatchObject([{ id, displayName: 'Phone', secretKey: null }]);
    const methods = (await lab.call('/v1.0/me/authentication/methods', { headers })).body.value;
    expect(methods).toContainEqual(
      expect.objectContaining({ '@odata.type': '#microsoft.graph.softwareOathAuthenticationMethod', id }),
    );
    const rows = JSON.stringify(await lab.db.selectFrom('software_oath_methods').selectAll().execute());
    expect(rows).not.toContain(secretKey);
    const file = readFileSync(join(lab.dataDir, 'directory.sqlite'));
    expect(file.includes(Buffer.from(Secret.fromBase32(secretKey).bytes))).toBe(false);
  });

  test('is the second factor after the password: amr, acr, row, and again after a restart', async () => {
    const { id, secretKey } = await addApp();
    await lab.restart();
    const { browser, answered } = await afterPassword();
    expect(answered.body.state).toMatchObject({ screen: 'second', methods: ['software_oath'] });
    const { next } = (await browser.post('answer', { code: codeOf(secretKey) })).body;
    const token = await browser.redeem(next);
    expect(decodeJwt(token.body.access_token)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], acr: 'mfa' });
    const row = await lab.db
      .selectFrom('sign_ins')
      .select('payload')
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    expect(JSON.parse(row?.payload ?? '')).toMatchObject({
      authenticationMethodsUsed: ['Password', 'OATH verification code'],
      authenticationRequirement: 'multiFactorAuthentication',
    });
    // What rested on it is over with it.
    const session = { authorization: `Bearer ${token.body.access_token}` };
    expect((await lab.call(`${PATH}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await lab.call('/v1.0/me', { headers: session })).status).toBe(401);
  });

  test('works at the challenge endpoint, too', async () => {
    const { secretKey } = await addApp();
    const laptop = await Laptop.make(lab);
    laptop.client = 'latchkey-cli';
    laptop.scope = 'openid User.Read';
    const opened = await laptop.challenge({
      response_type: 'code',
      scope: 'openid User.Read',
      login_hint: BEN,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    const { auth_session } = opened.body;
    const alone = await laptop.challenge({
      auth_session,
      authn_method: 'software_oath',
      otp: codeOf(secretKey),
    });
    expect([alone.status, slugOf(alone)]).toEqual([400, 'otp_needs_password']);
    const needed = await laptop.challenge({ auth_session, authn_method: 'password', password: PASSWORD });
    expect(needed.body.authn_methods).toEqual([{ method: 'software_oath' }]);
    const granted = await laptop.challenge({
      auth_session,
      authn_method: 'software_oath',
      otp: codeOf(secretKey),
    });
    expect(granted.status).toBe(200);
  });

  test('two apps of one person both work', async () => {
    const first = await addApp();
    const second = await addApp();
    for (const { secretKey } of [first, second]) {
      const { browser } = await afterPassword();
      expect((await browser.post('answer', { code: codeOf(secretKey) })).body.next).toBeDefined();
    }
  });
});

describe('a code is refused', () => {
  const refusal = (answer: { body: { refusal?: { slug: string } } }) => answer.body.refusal?.slug;

  test('the second time, also when both come at once', async () => {
    const { secretKey } = await addApp();
    const both = [await afterPassword(), await afterPassword()];
    const code = codeOf(secretKey);
    const answers = await Promise.all(both.map(({ browser }) => browser.post('answer', { code })));
    expect(answers.filter((each) => each.body.next !== undefined)).toHaveLength(1);
    const { browser } = await afterPassword();
    expect(refusal(await browser.post('answer', { code }))).toBe('otp_wrong');
  });

  test('from two steps ago or ahead', async () => {
    const { secretKey } = await addApp();
    const { browser } = await afterPassword();
    expect(refusal(await browser.post('answer', { code: codeOf(secretKey, 60_000) }))).toBe('otp_wrong');
    lab.ahead += 60_000;
    expect(refusal(await browser.post('answer', { code: codeOf(secretKey, -60_000) }))).toBe('otp_wrong');
    expect((await browser.post('answer', { code: codeOf(secretKey, 30_000) })).body.next).toBeDefined();
  });

  test('after too many wrong ones, for longer each time, wherever they come from; the password stays open', async () => {
    const { secretKey } = await addApp();
    const { browser } = await afterPassword();
    const wrong = () => browser.post('answer', { code: '000000' });
    const slugs = [];
    for (let n = 0; n < 6; n += 1) slugs.push(refusal(await wrong()));
    expect(slugs).toEqual([...Array(5).fill('otp_wrong'), 'method_locked']);
    await lab.restart();
    const locked = await browser.post('answer', { code: codeOf(secretKey) });
    expect([locked.status, refusal(locked)]).toEqual([429, 'method_locked']);
    expect((await afterPassword()).answered.body.state?.screen).toBe('second');
    lab.ahead += 61_000;
    expect((await browser.post('answer', { code: codeOf(secretKey) })).body.next).toBeDefined();
  });
});

describe('registering is refused', () => {
  test('with a wrong first code, and a code that activated opens nothing else', async () => {
    const { id, secretKey } = CreatedSoftwareOath.parse((await create()).body);
    const wrong = await activate(id, '000000');
    expect([wrong.status, slugOf(wrong)]).toEqual([400, 'otp_wrong']);
    expect((await lab.call(PATH, { headers })).body.value).toEqual([]);
    const code = codeOf(secretKey);
    expect((await activate(id, code)).status).toBe(200);
    // A lost answer: the same again is the same.
    expect((await activate(id, code)).status).toBe(200);
    const { browser } = await afterPassword();
    expect((await browser.post('answer', { code })).body.refusal?.slug).toBe('otp_wrong');
  });

  test('ten minutes after the sign-in, with a restart in between', async () => {
    const start = lab.now();
    lab.ahead += 9 * MINUTE + 55_000;
    expect((await create()).status).toBe(201);
    await lab.restart();
    lab.ahead += start + 10 * MINUTE + 1000 - lab.now();
    const late = await create();
    expect([late.status, slugOf(late)]).toEqual([403, 'registration_window_closed']);
    expect(late.headers['www-authenticate']).toContain('insufficient_user_authentication');
    expect(late.headers['www-authenticate']).toContain('max_age="600"');
  });

  test('for a secret that waited too long, somebody else’s, and one that was given up', async () => {
    const first = CreatedSoftwareOath.parse((await create()).body);
    const second = CreatedSoftwareOath.parse((await create()).body);
    expect((await activate(first.id, codeOf(first.secretKey))).status).toBe(404);
    const amal = 'amal@northwind.example';
    const other = await new PageBrowser(lab).signIn(
      amal,
      { pass: await lab.issuePass(amal) },
      { scope: SCOPE },
    );
    const stolen = await lab.call(`${PATH}/${second.id}/activate`, {
      headers: { authorization: `Bearer ${other.body.access_token}` },
      body: { verificationCode: codeOf(second.secretKey) },
    });
    expect(stolen.status).toBe(404);
    lab.ahead += 11 * MINUTE;
    headers = await signedIn();
    expect((await activate(second.id, codeOf(second.secretKey))).status).toBe(404);
  });

  test('beyond five', async () => {
    for (let n = 0; n < 5; n += 1) await addApp();
    const sixth = await create();
    expect([sixth.status, slugOf(sixth)]).toEqual([400, 'method_limit']);
  });

  test.each([
    ['a name that is too long', { displayName: 'x'.repeat(129) }],
    ['an unknown member', { secretKey: 'GEZDGNBVGY3TQOJQ' }],
  ])('%s', async (_name, body) => {
    const refused = await create(body);
    expect([refused.status, slugOf(refused)]).toEqual([400, 'request_malformed']);
  });

  test('without the scope', async () => {
    const token = await new PageBrowser(lab).signIn(BEN, { pass: await lab.issuePass(BEN) });
    const refused = await lab.call(PATH, {
      headers: { authorization: `Bearer ${token.body.access_token}` },
      body: {},
    });
    expect([refused.status, slugOf(refused)]).toEqual([403, 'permission_denied']);
  });
});

describe('administrators', () => {
  async function bearer(user: string) {
    const scope = 'openid UserAuthenticationMethod.ReadWrite.All';
    const token = await new PageBrowser(lab).signIn(user, { pass: await lab.issuePass(user) }, { scope });
    return { authorization: `Bearer ${token.body.access_token}` };
  }

  test('see and remove, with a row; a reader only sees', async () => {
    const { id } = await addApp();
    const path = `/v1.0/users/${BEN}/authentication/softwareOathMethods/${id}`;
    const reader = await bearer('dev@northwind.example');
    expect((await lab.call(path, { headers: reader })).body).toMatchObject({ id, secretKey: null });
    expect((await lab.call(path, { method: 'DELETE', headers: reader })).status).toBe(403);
    const admin = await bearer('cora@northwind.example');
    expect((await lab.call(path, { method: 'DELETE', headers: admin })).status).toBe(204);
    const row = await lab.db
      .selectFrom('directory_audits')
      .select('payload')
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    expect(JSON.parse(row?.payload ?? '')).toMatchObject({
      activityDisplayName: 'Admin deleted security info',
      targetResources: [{ userPrincipalName: BEN }],
    });
    expect((await lab.call(path, { headers: admin })).status).toBe(404);
  });

  test('nobody makes one for somebody else', async () => {
    const answer = await lab.call(`/v1.0/users/${BEN}/authentication/softwareOathMethods`, {
      headers: await lab.adminHeaders(),
      body: {},
    });
    expect(answer.status).toBe(405);
  });

  test('what a person does is a row of theirs', async () => {
    const { id } = await addApp();
    await lab.call(`${PATH}/${id}`, { method: 'DELETE', headers });
    const rows = await lab.db
      .selectFrom('directory_audits')
      .select('payload')
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    expect(rows.map((row) => JSON.parse(row.payload).activityDisplayName)).toEqual([
      'User deleted security info',
      'User registered security info',
    ]);
  });
});
