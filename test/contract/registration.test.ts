import { createPublicKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JoinAnswer, NonceAnswer } from '../../electron/contract/wire/registration.ts';
import { makeRequest } from '../server-stub/devices/make-request.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const USER = 'amal@northwind.example';
let lab: Lab;
let laptop: Laptop;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.db.deleteFrom('devices').where('owner_id', '=', '5eed0000-0000-4000-8000-000000000001').execute();
  laptop = await Laptop.make(lab);
  const answer = await laptop.signInWithPass(USER, await lab.issuePass(USER));
  expect(answer.status).toBe(200);
});

describe('joining', () => {
  test('a new device is 201, and its certificate names it, holds its key and chains', async () => {
    const nonce = await laptop.call('/registration/v1/nonce', { method: 'POST' });
    expect(NonceAnswer.parse(nonce.body).nonce).toMatch(/^[\w-]{43}$/);
    const answer = await laptop.join();
    expect(answer.status).toBe(201);
    const joined = JoinAnswer.parse(answer.body);
    const [leaf, ca] = joined.certificate.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
    expect(leaf!.subject).toBe(`CN=${joined.deviceId}`);
    expect(leaf!.checkIssued(ca!) && leaf!.verify(ca!.publicKey)).toBe(true);
    expect(leaf!.publicKey.equals(createPublicKey({ key: laptop.jwk as never, format: 'jwk' }))).toBe(true);
  });

  test('the same key again is 200 with the same device, also after a lost answer with a used nonce', async () => {
    const body = await laptop.joinBody();
    const first = await laptop.call('/registration/v1/devices', { body });
    const again = await laptop.call('/registration/v1/devices', { body });
    const fresh = await laptop.join({ displayName: 'OTHER-NAME' });
    expect([first.status, again.status, fresh.status]).toEqual([201, 200, 200]);
    expect(again.body).toEqual(first.body);
    expect(fresh.body).toEqual(first.body);
  });

  test('eight joins of one key at once make one device', async () => {
    const bodies = await Promise.all(Array.from({ length: 8 }, () => laptop.joinBody()));
    const answers = await Promise.all(
      bodies.map((body) => laptop.call('/registration/v1/devices', { body })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body.deviceId)).size).toBe(1);
  });

  test('a claimed serial number retires nobody', async () => {
    const first = await laptop.join();
    const other = await Laptop.make(lab);
    const pass = await lab.issuePass('gina@northwind.example');
    await other.signInWithPass('gina@northwind.example', pass);
    const second = await other.join();
    expect(second.status).toBe(201);
    expect(second.body.deviceId).not.toBe(first.body.deviceId);
    const kept = await lab.db
      .selectFrom('devices')
      .selectAll()
      .where('id', '=', first.body.id)
      .executeTakeFirst();
    expect(kept?.account_enabled).toBe(1);
  });

  test('it is audited: the device, then its owner', async () => {
    const { body } = await laptop.join();
    const rows = await lab.db
      .selectFrom('directory_audits')
      .select('payload')
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    const audits = rows.map((row) => JSON.parse(row.payload));
    expect(audits.map((row) => row.activityDisplayName)).toEqual([
      'Add registered owner to device',
      'Register device',
    ]);
    expect(audits[0].targetResources[0].id).toBe(body.id);
  });
});

describe('refused', () => {
  const refused = async (change: Record<string, unknown>, slug: string) => {
    const answer = await laptop.join(change);
    expect(slugOf(answer)).toBe(slug);
    expect(answer.status).toBe(400);
  };

  test('no token', async () => {
    const answer = await lab.call('/registration/v1/nonce', { method: 'POST' });
    expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
  });

  test('a token of the administrators’ application', async () => {
    const answer = await lab.call('/registration/v1/nonce', {
      method: 'POST',
      headers: await lab.adminHeaders(),
    });
    expect(answer.status).toBe(401);
  });

  test('no token learns nothing about the schema', async () => {
    const answer = await lab.call('/registration/v1/devices', { body: '{broken' });
    expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
  });

  test('malformed JSON', async () => {
    const answer = await laptop.call('/registration/v1/devices', { body: '{broken' });
    expect([answer.status, slugOf(answer)]).toEqual([400, 'request_malformed']);
  });

  test('an oversized body', async () => {
    const answer = await laptop.join({ displayName: 'x'.repeat(70_000) });
    expect([answer.status, slugOf(answer)]).toEqual([413, 'payload_too_large']);
  });

  test('an unknown member', () => refused({ retire: true }, 'request_malformed'));
  test('a control character in a name', () => refused({ displayName: 'a\u0000b' }, 'request_malformed'));
  test('a form instead of JSON', async () => {
    const answer = await laptop.call('/registration/v1/devices', { form: { csr: 'x' } });
    expect([answer.status, slugOf(answer)]).toEqual([415, 'media_type_unsupported']);
  });

  test('a broken request', () => refused({ csr: 'MAA=' }, 'csr_invalid'));

  test('a trailing byte', async () => {
    const { der } = await makeRequest({ keys: laptop.keys, nonce: await laptop.nonce() });
    await refused({ csr: Buffer.concat([der, Buffer.from([0])]).toString('base64') }, 'csr_invalid');
  });

  test('a request for another key', async () => {
    await refused({ csr: (await makeRequest({ nonce: await laptop.nonce() })).csr }, 'csr_invalid');
  });

  test('a nonce that nobody gave out', async () => {
    await refused({ csr: (await makeRequest({ keys: laptop.keys, nonce: 'AAAA' })).csr }, 'nonce_invalid');
  });

  test('a nonce of another key', async () => {
    const other = await Laptop.make(lab);
    await other.signInWithPass('gina@northwind.example', await lab.issuePass('gina@northwind.example'));
    const { csr } = await makeRequest({ keys: laptop.keys, nonce: await other.nonce() });
    await refused({ csr }, 'nonce_invalid');
  });

  test('a nonce that was used, when its device is gone', async () => {
    const body = await laptop.joinBody();
    const { body: joined } = await laptop.call('/registration/v1/devices', { body });
    await lab.db.deleteFrom('devices').where('id', '=', joined.id).execute();
    const answer = await laptop.call('/registration/v1/devices', { body });
    expect([answer.status, slugOf(answer)]).toEqual([400, 'nonce_invalid']);
  });

  test('a nonce of six minutes ago', async () => {
    const body = await laptop.joinBody();
    lab.ahead += 6 * 60_000;
    try {
      const answer = await laptop.call('/registration/v1/devices', { body });
      expect([answer.status, slugOf(answer)]).toEqual([400, 'nonce_invalid']);
    } finally {
      lab.ahead = 0;
    }
  });

  test('quota, but the key that is there already stays welcome', async () => {
    expect((await laptop.join()).status).toBe(201);
    await writePolicy({ userDeviceQuota: 1 });
    const other = await Laptop.make(lab);
    await other.signInWithPass(USER, await lab.issuePass(USER));
    // The gate refuses before the pass is held; a token from before the policy changed meets it here.
    expect(other.token).toBeUndefined();
    expect((await laptopAgain(laptop)).status).toBe(200);
    await writePolicy({ userDeviceQuota: 5 });
  });

  test('quota that filled up after the sign-in', async () => {
    await writePolicy({ userDeviceQuota: 0 });
    const answer = await laptop.join();
    await writePolicy({ userDeviceQuota: 5 });
    expect([answer.status, slugOf(answer)]).toEqual([403, 'device_quota']);
  });

  test('joining that was blocked after the sign-in', async () => {
    await writePolicy({ userDeviceQuota: 5, excludeTargets: ['all_users'] });
    const answer = await laptop.join();
    await writePolicy({ userDeviceQuota: 5 });
    expect([answer.status, slugOf(answer)]).toEqual([403, 'join_blocked']);
  });

  test('a device that was switched off', async () => {
    const { body } = await laptop.join();
    await lab.db.updateTable('devices').set({ account_enabled: 0 }).where('id', '=', body.id).execute();
    const answer = await laptop.join();
    expect([answer.status, slugOf(answer)]).toEqual([403, 'device_disabled']);
  });

  test('the token of a reservation that has ended', async () => {
    lab.ahead += 10 * 60_000 + 1000;
    try {
      const answer = await laptop.call('/registration/v1/nonce', { method: 'POST' });
      expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
    } finally {
      lab.ahead = 0;
    }
  });

  test('a proof of another key with a stolen token', async () => {
    const thief = await Laptop.make(lab);
    thief.token = laptop.token;
    const answer = await thief.call('/registration/v1/nonce', { method: 'POST' });
    expect([answer.status, slugOf(answer)]).toEqual([401, 'dpop_invalid']);
  });

  test('GET says what is allowed', async () => {
    const answer = await laptop.call('/registration/v1/devices');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });
});

async function writePolicy(payload: unknown): Promise<void> {
  await lab.db
    .updateTable('policies')
    .set({ payload: JSON.stringify(payload) })
    .where('kind', '=', 'device')
    .execute();
}

async function laptopAgain(one: Laptop) {
  const pass = await lab.issuePass(USER);
  await one.signInWithPass(USER, pass);
  return one.join();
}
