import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Authenticator } from './authenticator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { PageBrowser } from './page-browser.ts';

const AMAL = 'amal@northwind.example';
const PATH = '/v1.0/me/authentication/fido2Methods';
const SCOPE = 'openid UserAuthenticationMethod.ReadWrite';
const MINUTE = 60_000;

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.ahead = 0;
});

const bearer = (token: { body: { access_token: string } }) => ({
  authorization: `Bearer ${token.body.access_token}`,
});

async function addPasskey(headers: Record<string, string>) {
  const options = await lab.call(`${PATH}/creationOptions`, { headers });
  if (options.status !== 200) return options;
  const key = new Authenticator({ origin: lab.directory.url });
  return lab.call(PATH, {
    headers,
    body: { publicKeyCredential: key.register(options.body.publicKey.challenge), displayName: 'Later' },
  });
}

describe('finishing set-up later, in a browser', () => {
  test('a multi-use pass that began on a laptop adds a passkey after a restart, also when the ten minutes are over', async () => {
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    const laptop = await Laptop.make(lab);
    expect((await laptop.signInWithPass(AMAL, pass)).status).toBe(200);
    await lab.restart();
    const token = await new PageBrowser(lab).signIn(AMAL, { pass }, { scope: SCOPE });
    lab.ahead = 12 * MINUTE;
    expect((await addPasskey(bearer(token))).status).toBe(201);
    lab.ahead = 61 * MINUTE;
    const late = await addPasskey(bearer(token));
    expect([late.status, slugOf(late)]).toEqual([401, 'token_invalid']);
  });

  test('a one-time pass has ten minutes, with a restart in between', async () => {
    const signedIn = lab.now();
    const token = await new PageBrowser(lab).signIn(
      AMAL,
      { pass: await lab.issuePass(AMAL, { isUsableOnce: true, lifetimeInMinutes: 60 }) },
      { scope: SCOPE },
    );
    lab.ahead = 9 * MINUTE + 55_000;
    expect((await addPasskey(bearer(token))).status).toBe(201);
    await lab.restart();
    lab.ahead += signedIn + 10 * MINUTE + 1500 - lab.now();
    const late = await addPasskey(bearer(token));
    expect([late.status, slugOf(late)]).toEqual([403, 'registration_window_closed']);
  });

  test('a password alone adds nothing', async () => {
    await lab.db.deleteFrom('policies').where('kind', '=', 'conditional-access').execute();
    const ben = 'ben@northwind.example';
    const token = await new PageBrowser(lab).signIn(
      ben,
      { password: 'Ben-winter-lantern-47' },
      { scope: SCOPE },
    );
    const refused = await addPasskey(bearer(token));
    expect([refused.status, slugOf(refused)]).toEqual([401, 'mfa_required']);
  });
});

test('of two browsers that enter a one-time pass at once, one is signed in', async () => {
  const pass = await lab.issuePass(AMAL);
  const browsers = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const browser = new PageBrowser(lab);
      await browser.begin();
      await browser.post('name', { name: AMAL });
      return browser;
    }),
  );
  const answers = await Promise.all(browsers.map((browser) => browser.post('answer', { pass })));
  expect(answers.filter((each) => each.body.next !== undefined)).toHaveLength(1);
  const rest = answers.flatMap((each) => each.body.refusal?.slug ?? []);
  expect(new Set(rest)).toEqual(new Set(['pass_used']));
});
