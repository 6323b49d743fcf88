import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EnrolmentStage, FIDO2, software, USER } from './enrolment-stage.ts';
import { slugOf } from './lab.ts';
import type { Laptop } from './laptop.ts';

/* A forgotten PIN: a new pass on the same device gives a new key, and the old one is retired with its proof. */

let stage: EnrolmentStage;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());

async function provedKey(on: Laptop = stage.laptop) {
  const key = software();
  await on.register(key.register(await on.creationChallenge()));
  expect((await stage.prove(key, {}, on)).status).toBe(200);
  return key;
}

async function newPass(): Promise<void> {
  const answer = await stage.laptop.signInWithPass(USER, await stage.lab.issuePass(USER));
  expect(answer.status).toBe(200);
}

const ids = async () => (await stage.rows()).map((row) => row.credential_id);

describe('a second run on the same device', () => {
  test('excludes nothing: the new key is to take the place of the old one', async () => {
    await stage.laptop.join();
    await provedKey();
    await newPass();
    const options = await stage.laptop.call(`${FIDO2}/creationOptions`);
    expect(options.body.publicKey.excludeCredentials).toEqual([]);
  });

  test('the old key works until the new one is proved, and never again after', async () => {
    await stage.laptop.join();
    const old = await provedKey();
    await newPass();
    const fresh = software();
    expect((await stage.enrol(fresh)).status).toBe(201);
    const now = stage.laptop.token;
    expect((await stage.prove(old)).status).toBe(200);
    stage.laptop.token = now;
    expect((await stage.prove(fresh)).status).toBe(200);
    expect(await ids()).toEqual([fresh.credentialId]);
    expect(slugOf(await stage.prove(old))).toBe('credential_unknown');
  });

  test('what the old key had opened ends with it, and the audit names both', async () => {
    await stage.laptop.join();
    await provedKey();
    const opened = stage.laptop.token;
    const [old] = await stage.rows();
    await newPass();
    const fresh = await provedKey();
    stage.laptop.token = opened;
    expect(slugOf(await stage.laptop.call('/v1.0/me/authentication/methods'))).toBe('token_invalid');
    const [row] = await stage.rows();
    expect(row?.credential_id).toBe(fresh.credentialId);
    const audits = await stage.lab.db.selectFrom('directory_audits').select('payload').execute();
    const details = audits.map(({ payload }) => JSON.parse(payload).additionalDetails);
    expect(details).toContainEqual([
      { key: 'method', value: old?.method_id },
      { key: 'replacedBy', value: row?.method_id },
    ]);
  });

  test('a run that lapses before the proof leaves the old key as it was', async () => {
    await stage.laptop.join();
    const old = await provedKey();
    await newPass();
    await stage.enrol(software());
    await stage.lab.db
      .updateTable('reservations')
      .set({ ends_at: stage.lab.now() - 1 })
      .execute();
    expect((await stage.prove(old)).status).toBe(200);
    expect(await ids()).toEqual([old.credentialId]);
  });

  test('the same person’s key on another device stays', async () => {
    await stage.laptop.join();
    const here = await provedKey();
    const other = await stage.newLaptop();
    await other.join();
    const there = await provedKey(other);
    expect((await ids()).toSorted()).toEqual([here.credentialId, there.credentialId].toSorted());
  });
});
