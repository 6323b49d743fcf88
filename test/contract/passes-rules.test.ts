import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { listDirectoryAudits } from '../../server-stub/audit/directory-audits.ts';
import { Authenticator } from './authenticator.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const AMAL = 'amal@northwind.example';
const AMAL_ID = '5eed0000-0000-4000-8000-000000000001';
const OPTIONS = '/v1.0/me/authentication/fido2Methods/creationOptions';
const MINUTE = 60_000;

let lab: Lab;
let laptop: Laptop;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('lockouts').execute();
  await lab.db.deleteFrom('devices').where('owner_id', '=', AMAL_ID).execute();
  await lab.db.deleteFrom('credentials').where('user_id', '=', AMAL_ID).execute();
  laptop = await Laptop.make(lab);
});

/** The first request may carry the answer at once; the code is left alone. */
function answer(by: Laptop, fields: Record<string, string>, client = 'latchkey-agent'): Promise<Answer> {
  return by.challenge({
    client_id: client,
    response_type: 'code',
    scope: client === 'latchkey-agent' ? 'openid Device.Register' : 'openid User.Read',
    login_hint: AMAL,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    ...fields,
  });
}
const enter = (pass: string, by = laptop, client?: string) =>
  answer(by, { authn_method: 'temporary_access_pass', temporary_access_pass: pass }, client);
const takeUp = (by = laptop) => answer(by, { authn_method: 'reservation' });

/** From nothing to a provisional software credential on a joined device. */
async function enrol(pass: string, by = laptop): Promise<Authenticator> {
  expect((await by.signInWithPass(AMAL, pass)).status).toBe(200);
  const joined = await by.join();
  expect([200, 201]).toContain(joined.status);
  const authenticator = new Authenticator({ aaguid: AAGUIDS.software });
  const registered = await by.register(authenticator.register(await by.creationChallenge()));
  expect([registered.status, registered.body.state]).toEqual([201, 'provisional']);
  return authenticator;
}

/** A sign-in from nothing with the credential. */
function prove(authenticator: Authenticator, by = laptop): Promise<Answer> {
  return by.signIn(AMAL, (opened) => {
    const passkey = opened.body.authn_methods.find((each: { method: string }) => each.method === 'passkey');
    const assertion = authenticator.assert(passkey.public_key.challenge);
    return { authn_method: 'passkey', authn_response: JSON.stringify(assertion) };
  });
}

const reservations = () =>
  lab.db.selectFrom('reservations').selectAll().where('user_id', '=', AMAL_ID).execute();
const thePass = () =>
  lab.db
    .selectFrom('passes')
    .selectAll()
    .where('user_id', '=', AMAL_ID)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();

describe('a reservation of a one-time pass', () => {
  test('is held for ten minutes, by one key; another hears for how long', async () => {
    const pass = await lab.issuePass(AMAL);
    expect((await enter(pass)).status).toBe(200);
    const refused = await enter(pass, await Laptop.make(lab));
    expect([refused.status, slugOf(refused)]).toEqual([400, 'pass_reserved']);
    expect(refused.body.retry_after).toBeGreaterThan(590);
    expect(refused.body.retry_after).toBeLessThanOrEqual(600);
    lab.ahead = 10 * MINUTE + 1000;
    expect((await enter(pass, await Laptop.make(lab))).status).toBe(200);
  });

  test('of fifty keys at once exactly one holds it', async () => {
    const pass = await lab.issuePass(AMAL);
    const laptops = await Promise.all(Array.from({ length: 50 }, () => Laptop.make(lab)));
    const answers = await Promise.all(laptops.map((each) => enter(pass, each)));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    const slugs = new Set(answers.filter((each) => each.status !== 200).map(slugOf));
    for (const slug of slugs) expect(['pass_reserved', 'throttled']).toContain(slug);
    const { id } = await thePass();
    expect((await reservations()).filter((row) => row.pass_id === id)).toHaveLength(1);
  });

  test('is taken up again by the same key, with the pass or without, and that is not a new one', async () => {
    const pass = await lab.issuePass(AMAL);
    for (let n = 0; n < 5; n += 1) {
      expect((await enter(pass)).status).toBe(200);
      expect((await takeUp()).status).toBe(200);
    }
    const { id } = await thePass();
    expect((await reservations()).filter((row) => row.pass_id === id)).toHaveLength(1);
    const opened = await answer(laptop, {});
    expect(opened.body.authn_methods[0].method).toBe('reservation');
    const stranger = await Laptop.make(lab);
    expect((await answer(stranger, {})).body.authn_methods[0].method).toBe('temporary_access_pass');
    expect(slugOf(await takeUp(stranger))).toBe('reservation_ended');
  });

  test('may be made three times, then reservation_limit', async () => {
    const pass = await lab.issuePass(AMAL);
    for (let n = 0; n < 3; n += 1) {
      expect((await enter(pass)).status).toBe(200);
      lab.ahead += 10 * MINUTE + 1000;
    }
    const refused = await enter(pass);
    expect([refused.status, slugOf(refused)]).toEqual([400, 'reservation_limit']);
    const audits = await listDirectoryAudits(lab.directory.context, { userId: AMAL_ID, top: 20 });
    const held = audits.rows.filter((row) => row.activityDisplayName === 'Reserve Temporary Access Pass');
    expect(held.length).toBeGreaterThanOrEqual(3);
  });

  test('lapses: tokens end, the provisional credential is gone, the pass may be entered again', async () => {
    const pass = await lab.issuePass(AMAL);
    const authenticator = await enrol(pass);
    lab.ahead = 10 * MINUTE + 1000;
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
    expect(slugOf(await takeUp())).toBe('reservation_ended');
    const proved = await prove(authenticator);
    expect([proved.status, slugOf(proved)]).toEqual([400, 'credential_unknown']);
    expect(
      await lab.db.selectFrom('credentials').selectAll().where('user_id', '=', AMAL_ID).execute(),
    ).toEqual([]);
    expect((await thePass()).used_at).toBeNull();
    expect((await enter(pass)).status).toBe(200);
  });

  test('ends with the pass where that is sooner', async () => {
    const pass = await lab.issuePass(AMAL, { lifetimeInMinutes: 10, isUsableOnce: true });
    lab.ahead = 8 * MINUTE;
    expect((await enter(pass)).status).toBe(200);
    const { id } = await thePass();
    const row = (await reservations()).find((each) => each.pass_id === id);
    expect((row?.ends_at ?? 0) - (row?.created_at ?? 0)).toBeLessThanOrEqual(2 * MINUTE);
  });

  test('of a pass that is taken back ends at once, with everything under it', async () => {
    const pass = await lab.issuePass(AMAL);
    const authenticator = await enrol(pass);
    const path = `/v1.0/users/${AMAL}/authentication/temporaryAccessPassMethods/${(await thePass()).id}`;
    expect((await lab.call(path, { method: 'DELETE', headers: await lab.adminHeaders() })).status).toBe(204);
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
    expect(slugOf(await takeUp())).toBe('pass_not_found');
    expect(slugOf(await prove(authenticator))).toBe('credential_unknown');
  });

  test('of a pass that is replaced ends at once', async () => {
    await laptop.signInWithPass(AMAL, await lab.issuePass(AMAL));
    const next = await lab.issuePass(AMAL);
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
    expect((await enter(next)).status).toBe(200);
  });
});

describe('a multi-use pass', () => {
  test('is held to its end, by as many devices as it sets up', async () => {
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    expect((await enter(pass)).status).toBe(200);
    expect((await enter(pass, await Laptop.make(lab))).status).toBe(200);
    lab.ahead = 50 * MINUTE;
    expect((await takeUp()).status).toBe(200);
    lab.ahead = 61 * MINUTE;
    expect(slugOf(await takeUp())).toBe('reservation_ended');
    expect(slugOf(await enter(pass))).toBe('pass_expired');
  });

  test('stays usable after a proof', async () => {
    const pass = await lab.issuePass(AMAL, { isUsableOnce: false });
    expect((await prove(await enrol(pass))).status).toBe(200);
    expect((await enter(pass, await Laptop.make(lab))).status).toBe(200);
  });
});
