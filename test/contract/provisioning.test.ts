import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { Profile } from '../../electron/contract/wire/provisioning.ts';
import { Authenticator } from './authenticator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const USER = 'amal@northwind.example';
const RUNS = '/provisioning/v1/runs';
let lab: Lab;
let laptop: Laptop;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  laptop = await Laptop.make(lab);
});

const event = (type: string, more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  occurredDateTime: new Date().toISOString(),
  type,
  ...more,
});
async function openRun(on = laptop): Promise<string> {
  const id = randomUUID();
  expect((await on.call(RUNS, { body: { id, displayName: 'NW-5CD1234' } })).status).toBe(201);
  return id;
}
const report = (run: string, events: unknown[], on = laptop) =>
  on.call(`${RUNS}/${run}/events`, { body: { events } });
async function listed(run: string) {
  const { body } = await lab.call(RUNS, { headers: await lab.adminHeaders() });
  return body.value.find((row: { id: string }) => row.id === run);
}

describe('the profile', () => {
  test('is public, whole, and names the relying party', async () => {
    const answer = await lab.call('/provisioning/v1/profile');
    expect(answer.status).toBe(200);
    expect(Profile.parse(answer.body)).toMatchObject({
      tenant: { displayName: 'Northwind', domains: ['northwind.example', 'contoso-fed.example'] },
      rpId: 'localhost',
      uiOrigin: 'https://localhost',
      deviceNameTemplate: 'NW-%SERIAL%',
      pin: { minimumLength: 6, refuseSimple: true },
      authenticators: { allowed: ['platform', 'tpm', 'software'] },
    });
  });
});

describe('runs', () => {
  test('need the device key and nothing else', async () => {
    const run = await openRun();
    expect((await report(run, [event('started'), event('step', { step: 'network' })])).status).toBe(202);
    expect(await listed(run)).toMatchObject({ eventCount: 2, deviceId: null, lastEvent: { type: 'step' } });
  });

  test('take a token too, as long as it is good', async () => {
    await laptop.signInWithPass(USER, await lab.issuePass(USER));
    const run = await openRun();
    expect((await report(run, [event('reserved')])).status).toBe(202);
    laptop.token = `${laptop.token}x`;
    expect(slugOf(await report(run, [event('joined')]))).toBe('token_invalid');
  });

  test('the same run again is 200, of another key a conflict', async () => {
    const run = await openRun();
    const again = await laptop.call(RUNS, { body: { id: run.toUpperCase(), displayName: 'NW-5CD1234' } });
    expect(again.status).toBe(200);
    const other = await Laptop.make(lab);
    const taken = await other.call(RUNS, { body: { id: run, displayName: 'X' } });
    expect([taken.status, slugOf(taken)]).toEqual([409, 'conflict']);
    const foreign = await report(run, [event('started')], other);
    expect([foreign.status, slugOf(foreign)]).toEqual([409, 'conflict']);
  });

  test('the same event again counts once, in one report and in two', async () => {
    const run = await openRun();
    const started = event('started');
    expect((await report(run, [started, started])).status).toBe(202);
    expect((await report(run, [started, event('reserved')])).status).toBe(202);
    expect((await listed(run)).eventCount).toBe(2);
  });

  test('are listed newest first over pages, for administrators alone', async () => {
    const ids = [await openRun(), await openRun(), await openRun()];
    const headers = await lab.adminHeaders();
    const seen: string[] = [];
    let next: string | undefined = `${RUNS}?$top=2`;
    while (next !== undefined) {
      const { body }: Awaited<ReturnType<Lab['call']>> = await lab.call(next, { headers });
      seen.push(...body.value.map((row: { id: string }) => row.id));
      next = body['@odata.nextLink'];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    expect(slugOf(await laptop.call(RUNS))).toBe('token_invalid');
  });
});

describe('released', () => {
  test('does not make a device provisioned that has proved nothing', async () => {
    await laptop.signInWithPass(USER, await lab.issuePass(USER));
    const { body } = await laptop.join();
    const key = new Authenticator({ aaguid: AAGUIDS.software });
    await laptop.register(key.register(await laptop.creationChallenge()));
    const run = await openRun();
    expect((await report(run, [event('released')])).status).toBe(202);
    expect(await listed(run)).toMatchObject({ deviceId: body.deviceId, provisionedDateTime: null });
  });

  test('is believed once the credential is active', async () => {
    await laptop.signInWithPass(USER, await lab.issuePass(USER));
    const { body } = await laptop.join();
    const key = new Authenticator({ aaguid: AAGUIDS.software });
    await laptop.register(key.register(await laptop.creationChallenge()));
    await lab.db
      .updateTable('credentials')
      .set({ state: 'active' })
      .where('credential_id', '=', key.credentialId)
      .execute();
    const run = await openRun();
    await report(run, [event('released')]);
    expect((await listed(run)).provisionedDateTime).not.toBeNull();
    await report(run, [event('abandoned')]);
    expect(await listed(run)).toMatchObject({ deviceId: body.deviceId, provisionedDateTime: null });
  });
});

describe('abandoned', () => {
  test('drops the reservation with everything under it, and is audited', async () => {
    const pass = await lab.issuePass(USER);
    await laptop.signInWithPass(USER, pass);
    await laptop.join();
    const key = new Authenticator({ aaguid: AAGUIDS.software });
    await laptop.register(key.register(await laptop.creationChallenge()));
    const token = laptop.token;
    laptop.token = undefined;
    const run = await openRun();
    expect((await report(run, [event('abandoned')])).status).toBe(202);
    const left = await lab.db.selectFrom('credentials').selectAll().where('jkt', '=', laptop.jkt).execute();
    expect(left).toEqual([]);
    laptop.token = token;
    expect(slugOf(await laptop.call('/registration/v1/nonce', { method: 'POST' }))).toBe('token_invalid');
    const audits = await lab.db
      .selectFrom('directory_audits')
      .select('payload')
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    expect(audits.map((row) => JSON.parse(row.payload).activityDisplayName)).toEqual([
      'Abandon device provisioning',
      'End Temporary Access Pass reservation',
    ]);
    // The pass is not spent: another laptop can be set up with it.
    const other = await Laptop.make(lab);
    expect((await other.signInWithPass(USER, pass)).status).toBe(200);
  });

  test('of an earlier run does not undo a later one', async () => {
    const early = await openRun();
    await new Promise((done) => setTimeout(done, 5));
    await openRun();
    await laptop.signInWithPass(USER, await lab.issuePass(USER));
    expect((await report(early, [event('abandoned')])).status).toBe(202);
    expect((await laptop.call('/registration/v1/nonce', { method: 'POST' })).status).toBe(200);
  });
});

describe('refused', () => {
  test('no proof', async () => {
    const answer = await lab.call(RUNS, { body: { id: randomUUID(), displayName: 'X' } });
    expect([answer.status, slugOf(answer)]).toEqual([401, 'dpop_invalid']);
  });
  test('an unknown run, and one that is no id', async () => {
    expect(slugOf(await report(randomUUID(), [event('started')]))).toBe('not_found');
    expect(slugOf(await report('1', [event('started')]))).toBe('not_found');
  });
  test.each([
    ['no events', []],
    ['too many', Array.from({ length: 51 }, () => event('step'))],
    ['free text', [event('step', { message: 'pass is 12345678' })]],
    ['an unknown type', [event('exploded')]],
    ['an unknown step', [event('step', { step: 'moon' })]],
    ['an unknown slug', [event('refused', { slug: 'whatever' })]],
    ['a time that is none', [{ ...event('step'), occurredDateTime: 'now' }]],
    ['an id that is none', [{ ...event('step'), id: '1' }]],
  ])('%s', async (_name, events) => {
    const run = await openRun();
    const answer = await report(run, events);
    expect([answer.status, slugOf(answer)]).toEqual([400, 'request_malformed']);
    expect((await listed(run)).eventCount).toBe(0);
  });
  test('malformed JSON and an oversized body', async () => {
    const run = await openRun();
    const path = `${RUNS}/${run}/events`;
    expect(slugOf(await laptop.call(path, { body: '{"events":[' }))).toBe('request_malformed');
    expect((await laptop.call(path, { body: 'x'.repeat(70_000) })).status).toBe(413);
  });
  test('a run of more than a thousand events', async () => {
    const run = await openRun();
    await lab.db.updateTable('runs').set({ event_count: 990 }).where('id', '=', run).execute();
    expect(
      (
        await report(
          run,
          Array.from({ length: 10 }, () => event('step')),
        )
      ).status,
    ).toBe(202);
    const answer = await report(run, [event('step')]);
    expect([answer.status, slugOf(answer)]).toEqual([429, 'throttled']);
  });
});
