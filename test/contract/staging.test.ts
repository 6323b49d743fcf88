import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writePolicy } from '../../server-stub/sign-in/policies.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

/* Profile `staged` at the directory: who may prepare a laptop, who may open it, and what the log says about both. */

const STAGING = 'cora@northwind.example';
const AMAL = 'amal@northwind.example';
const GINA = 'gina@northwind.example';
const RUNS = '/provisioning/v1/runs';
const MULTI = { isUsableOnce: false, lifetimeInMinutes: 60 };
const GROUP = 'group-staging';

let lab: Lab;
let laptop: Laptop;
let run: string;
let passes: Record<string, string>;

const setMode = (mode: 'direct' | 'staged') =>
  writePolicy(lab.directory.context, 'profile', 'default', { mode });

beforeAll(async () => {
  lab = await Lab.open();
  await lab.db
    .insertInto('groups')
    .values({ id: GROUP, display_name: 'Staging', created_at: 0, description: null, mail_nickname: null })
    .execute();
  await lab.db
    .insertInto('group_members')
    .values({ group_id: GROUP, user_id: await idOf(STAGING) })
    .execute();
  await writePolicy(lab.directory.context, 'device', 'default', {
    userDeviceQuota: 2,
    stagingTargets: [GROUP],
  });
  passes = {};
  for (const name of [STAGING, AMAL, GINA]) passes[name] = await lab.issuePass(name, MULTI);
});
afterAll(() => lab.close());
beforeEach(async () => {
  await setMode('staged');
  laptop = await Laptop.make(lab);
  run = await openRun(laptop);
});

async function idOf(userPrincipalName: string): Promise<string> {
  const { id } = await lab.db
    .selectFrom('users')
    .select('id')
    .where('user_principal_name', '=', userPrincipalName)
    .executeTakeFirstOrThrow();
  return id;
}

async function openRun(on: Laptop): Promise<string> {
  const id = randomUUID();
  await on.call(RUNS, { bare: true, body: { id, displayName: 'NW-5CD1234' } });
  return id;
}

const signIn = (name: string, on = laptop) => on.signInWithPass(name, passes[name] ?? '');
const seal = (body: unknown = {}, id = run, on = laptop) =>
  on.call(`${RUNS}/${id}/seal`, { bare: true, body });

async function staged(assignedTo?: string): Promise<void> {
  expect((await signIn(STAGING)).status).toBe(200);
  expect((await laptop.join()).status).toBe(201);
  const answer = await seal(assignedTo === undefined ? {} : { assignedTo });
  expect([answer.status, answer.body], JSON.stringify(answer.body)).toMatchObject([200, {}]);
}

async function audits(): Promise<{ activity: string; by: string | null; targets: string[] }[]> {
  const rows = await lab.db.selectFrom('directory_audits').select('payload').orderBy('seq').execute();
  return rows
    .map(({ payload }) => JSON.parse(payload))
    .map((row) => ({
      activity: row.activityDisplayName,
      by: row.initiatedBy.user?.userPrincipalName ?? null,
      targets: row.targetResources.map((target: { displayName: string }) => target.displayName),
    }));
}

test('the profile says it, and only there', async () => {
  expect((await lab.call('/provisioning/v1/profile')).body.mode).toBe('staged');
  await setMode('direct');
  expect((await lab.call('/provisioning/v1/profile')).body.mode).toBe('direct');
  expect((await signIn(AMAL)).status).toBe(200);
});

test('staging_not_allowed: whoever is not IT is refused before the pass is held', async () => {
  const refused = await signIn(AMAL);
  expect([refused.status, slugOf(refused)]).toEqual([403, 'staging_not_allowed']);
  const held = await lab.db.selectFrom('reservations').select('id').where('jkt', '=', laptop.jkt).execute();
  expect(held).toEqual([]);
});

test('sealed, the sign-in of IT is over, its pass is not used up, and the person goes on', async () => {
  await staged(AMAL);
  expect(slugOf(await laptop.call('/v1.0/me/authentication/fido2Methods/creationOptions'))).toBe(
    'token_invalid',
  );
  const reservation = await lab.db
    .selectFrom('reservations')
    .select(['end_reason', 'committed_at'])
    .where('jkt', '=', laptop.jkt)
    .executeTakeFirstOrThrow();
  expect(reservation).toEqual({ end_reason: 'sealed', committed_at: null });
  expect((await signIn(AMAL)).status).toBe(200);
  expect((await laptop.join()).status).toBe(200);

  const said = (await audits()).slice(-8);
  expect(said).toContainEqual({
    activity: 'Seal staged device',
    by: STAGING,
    targets: ['NW-5CD1234', 'Amal Haddad'],
  });
  const owners = said
    .filter(({ activity }) => activity === 'Add registered owner to device')
    .map(({ by }) => by);
  expect(owners).toEqual([STAGING, AMAL]);
});

test('sealed_for_another: somebody else is refused, and holds nothing', async () => {
  await staged(AMAL);
  const refused = await signIn(GINA);
  expect([refused.status, slugOf(refused)]).toEqual([403, 'sealed_for_another']);
});

test('sealed for nobody in particular, the first of the company opens it', async () => {
  await staged();
  expect((await signIn(GINA)).status).toBe(200);
});

test('the same run again is the same answer, without a token; another run of IT is already_sealed', async () => {
  await staged(AMAL);
  const again = await seal({ assignedTo: AMAL });
  expect([again.status, again.body]).toEqual([
    200,
    { assignedTo: { userPrincipalName: AMAL, displayName: 'Amal Haddad' } },
  ]);
  expect(slugOf(await signIn(STAGING))).toBe('already_sealed');
  expect(slugOf(await seal({}, await openRun(laptop)))).toBe('already_sealed');
  const rows = await audits();
  const device = rows.filter(({ activity }) => activity === 'Seal staged device');
  expect(device.length).toBe((await lab.db.selectFrom('staged_devices').select('run_id').execute()).length);
});

test('sealed_for_unknown: nobody, somebody switched off, or IT itself; the seal can be asked for again', async () => {
  await signIn(STAGING);
  await laptop.join();
  for (const name of ['nobody@northwind.example', 'jon@northwind.example', STAGING]) {
    expect(slugOf(await seal({ assignedTo: name }))).toBe('sealed_for_unknown');
  }
  expect((await seal({ assignedTo: GINA })).status).toBe(200);
});

test('what is not IT’s to do is refused: no reservation, not joined, another’s run, a mode that was changed', async () => {
  expect(slugOf(await seal())).toBe('reservation_ended');
  await signIn(STAGING);
  expect(slugOf(await seal())).toBe('device_not_joined');
  const other = await Laptop.make(lab);
  expect(slugOf(await seal({}, run, other))).toBe('conflict');
  expect(slugOf(await seal({}, randomUUID()))).toBe('not_found');
  expect(slugOf(await seal({ assignedTo: 'two words' }))).toBe('request_malformed');
  await laptop.join();
  await setMode('direct');
  expect(slugOf(await seal())).toBe('staging_not_allowed');
});

test('a person’s own sign-in seals nothing, whatever the profile says by then', async () => {
  await setMode('direct');
  await signIn(AMAL);
  await laptop.join();
  await setMode('staged');
  expect(slugOf(await seal())).toBe('staging_not_allowed');
});

test('abandoned at its technician panel it is staged anew, for somebody else', async () => {
  await staged(AMAL);
  const event = { id: randomUUID(), occurredDateTime: new Date().toISOString(), type: 'abandoned' };
  await laptop.call(`${RUNS}/${run}/events`, { bare: true, body: { events: [event] } });
  expect(slugOf(await signIn(AMAL))).toBe('staging_not_allowed');
  expect((await signIn(STAGING)).status).toBe(200);
  expect((await seal({ assignedTo: GINA }, await openRun(laptop))).status).toBe(200);
  expect((await signIn(GINA)).status).toBe(200);
});

test('a table full of laptops does not fill the quota of whoever staged it', async () => {
  for (let count = 0; count < 3; count += 1) {
    laptop = await Laptop.make(lab);
    run = await openRun(laptop);
    await staged();
  }
});

test('two seals at once of one laptop: one row, the same answer', async () => {
  await signIn(STAGING);
  await laptop.join();
  const both = await Promise.all([seal({ assignedTo: AMAL }), seal({ assignedTo: AMAL })]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});

test('the board shows the seal as what happened last', async () => {
  await staged(AMAL);
  const { body } = await lab.call(RUNS, { headers: await lab.adminHeaders() });
  const row = body.value.find(({ id }: { id: string }) => id === run);
  expect(row).toMatchObject({ lastEvent: { type: 'sealed' }, provisionedDateTime: null });
});
