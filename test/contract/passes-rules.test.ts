import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listDirectoryAudits } from '../../server-stub/audit/directory-audits.ts';
import { slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { AMAL, AMAL_ID, MINUTE, PassStage } from './pass-stage.ts';

const OPTIONS = '/v1.0/me/authentication/fido2Methods/creationOptions';

let stage: PassStage;
beforeAll(async () => {
  stage = await PassStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

describe('a reservation of a one-time pass', () => {
  test('is held for ten minutes, by one key; another hears for how long', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    expect((await stage.enter(pass)).status).toBe(200);
    const refused = await stage.enter(pass, await Laptop.make(stage.lab));
    expect([refused.status, slugOf(refused)]).toEqual([400, 'pass_reserved']);
    expect(refused.body.retry_after).toBeGreaterThan(590);
    expect(refused.body.retry_after).toBeLessThanOrEqual(600);
    stage.lab.ahead = 10 * MINUTE + 1000;
    expect((await stage.enter(pass, await Laptop.make(stage.lab))).status).toBe(200);
  });

  test('of fifty keys at once exactly one holds it, and may enter it again', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const laptops = await Promise.all(Array.from({ length: 50 }, () => Laptop.make(stage.lab)));
    const answers = await Promise.all(laptops.map((each) => stage.enter(pass, each)));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    const slugs = new Set(answers.filter((each) => each.status !== 200).map(slugOf));
    for (const slug of slugs) expect(['pass_reserved', 'throttled']).toContain(slug);
    const holder = laptops[answers.findIndex((each) => each.status === 200)] as Laptop;
    expect((await stage.enter(pass, holder)).status).toBe(200);
    const { id } = await stage.pass();
    expect((await stage.reservations()).filter((row) => row.pass_id === id)).toHaveLength(1);
  });

  test('is taken up again by the same key, with the pass or without, and that is not a new one', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    for (let n = 0; n < 5; n += 1) {
      expect((await stage.enter(pass)).status).toBe(200);
      expect((await stage.takeUp()).status).toBe(200);
    }
    const { id } = await stage.pass();
    expect((await stage.reservations()).filter((row) => row.pass_id === id)).toHaveLength(1);
    const opened = await stage.answer(stage.laptop, {});
    expect(opened.body.authn_methods[0].method).toBe('reservation');
    const stranger = await Laptop.make(stage.lab);
    expect((await stage.answer(stranger, {})).body.authn_methods[0].method).toBe('temporary_access_pass');
    expect(slugOf(await stage.takeUp(stranger))).toBe('reservation_ended');
  });

  test('may be made three times, then reservation_limit', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    for (let n = 0; n < 3; n += 1) {
      expect((await stage.enter(pass)).status).toBe(200);
      stage.lab.ahead += 10 * MINUTE + 1000;
    }
    const refused = await stage.enter(pass);
    expect([refused.status, slugOf(refused)]).toEqual([400, 'reservation_limit']);
    const audits = await listDirectoryAudits(stage.lab.directory.context, { userId: AMAL_ID, top: 20 });
    const held = audits.rows.filter((row) => row.activityDisplayName === 'Reserve Temporary Access Pass');
    expect(held.length).toBeGreaterThanOrEqual(3);
  });

  test('lapses: tokens end, the provisional credential is gone, the pass may be entered again', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const authenticator = await stage.enrol(pass);
    stage.lab.ahead = 10 * MINUTE + 1000;
    expect(slugOf(await stage.laptop.call(OPTIONS))).toBe('token_invalid');
    expect(slugOf(await stage.takeUp())).toBe('reservation_ended');
    const proved = await stage.prove(authenticator);
    expect([proved.status, slugOf(proved)]).toEqual([400, 'credential_unknown']);
    expect(
      await stage.lab.db.selectFrom('credentials').selectAll().where('user_id', '=', AMAL_ID).execute(),
    ).toEqual([]);
    expect((await stage.pass()).used_at).toBeNull();
    expect((await stage.enter(pass)).status).toBe(200);
  });

  test('ends with the pass where that is sooner', async () => {
    const pass = await stage.lab.issuePass(AMAL, { lifetimeInMinutes: 10, isUsableOnce: true });
    stage.lab.ahead = 8 * MINUTE;
    expect((await stage.enter(pass)).status).toBe(200);
    const { id } = await stage.pass();
    const row = (await stage.reservations()).find((each) => each.pass_id === id);
    expect((row?.ends_at ?? 0) - (row?.created_at ?? 0)).toBeLessThanOrEqual(2 * MINUTE);
  });

  test('of a pass that is taken back ends at once, with everything under it', async () => {
    const pass = await stage.lab.issuePass(AMAL);
    const authenticator = await stage.enrol(pass);
    const path = `/v1.0/users/${AMAL}/authentication/temporaryAccessPassMethods/${(await stage.pass()).id}`;
    expect(
      (await stage.lab.call(path, { method: 'DELETE', headers: await stage.lab.adminHeaders() })).status,
    ).toBe(204);
    expect(slugOf(await stage.laptop.call(OPTIONS))).toBe('token_invalid');
    expect(slugOf(await stage.takeUp())).toBe('pass_not_found');
    expect(slugOf(await stage.prove(authenticator))).toBe('credential_unknown');
  });

  test('of a pass that is replaced ends at once', async () => {
    await stage.laptop.signInWithPass(AMAL, await stage.lab.issuePass(AMAL));
    const next = await stage.lab.issuePass(AMAL);
    expect(slugOf(await stage.laptop.call(OPTIONS))).toBe('token_invalid');
    expect((await stage.enter(next)).status).toBe(200);
  });
});

describe('a multi-use pass', () => {
  test('is held to its end, by as many devices as it sets up', async () => {
    const pass = await stage.lab.issuePass(AMAL, { isUsableOnce: false, lifetimeInMinutes: 60 });
    expect((await stage.enter(pass)).status).toBe(200);
    expect((await stage.enter(pass, await Laptop.make(stage.lab))).status).toBe(200);
    stage.lab.ahead = 50 * MINUTE;
    expect((await stage.takeUp()).status).toBe(200);
    stage.lab.ahead = 61 * MINUTE;
    expect(slugOf(await stage.takeUp())).toBe('reservation_ended');
    expect(slugOf(await stage.enter(pass))).toBe('pass_expired');
  });

  test('stays usable after a proof', async () => {
    const pass = await stage.lab.issuePass(AMAL, { isUsableOnce: false });
    expect((await stage.prove(await stage.enrol(pass))).status).toBe(200);
    expect((await stage.enter(pass, await Laptop.make(stage.lab))).status).toBe(200);
  });
});
