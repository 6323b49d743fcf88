import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AMAL,
  enrol,
  MINUTE,
  openStage,
  PIN,
  proveWith,
  reserve,
  type Stage,
  startStage,
  unpack,
} from './agent-stage.ts';
import { startBehindProxy } from './cutting-proxy.ts';

const GINA = 'gina@northwind.example';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.setPolicy('device', 'default', { userDeviceQuota: 50 });
});
afterAll(() => stage.close());

async function joined(user = AMAL, at = stage) {
  const { value } = await at.issuePass(user);
  const laptop = unpack(at.directory);
  await reserve(laptop, user, value);
  await laptop.join.join('LK-1');
  return laptop;
}

const isRegister = (path: string, body: string) => path.endsWith('/fido2Methods') && body !== '';

describe('the credential', () => {
  test('registers, and again is the same method', async () => {
    const laptop = await joined();
    const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    const first = await laptop.enrolment.register(registration, 'This laptop');
    expect(await laptop.enrolment.register(registration, 'This laptop')).toEqual(first);
  });

  test('whose answer was lost is registered once', async () => {
    const { stage: own, laptop, seen, loseAnswers } = await startBehindProxy();
    loseAnswers(isRegister);
    await enrol(laptop, AMAL, (await own.issuePass(AMAL)).value);
    expect(seen.filter(({ path, body }) => isRegister(path, body))).toHaveLength(2);
    expect(await own.count('credentials')).toBe(1);
  });

  test('made before a restart is registered after it', async () => {
    const laptop = await joined();
    const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    const first = await laptop.enrolment.register(registration, 'This laptop');
    const restarted = unpack(stage.directory, {}, laptop);
    await restarted.signIn.takeUpReservation(AMAL);
    expect(await restarted.enrolment.register(registration, 'This laptop')).toEqual(first);
  });
});

describe('refused', () => {
  test('before anybody has signed in', async () => {
    const { enrolment } = unpack(stage.directory);
    await expect(enrolment.creationOptions()).rejects.toMatchObject({ slug: 'token_invalid' });
  });

  test('before the join', async () => {
    const laptop = unpack(stage.directory);
    await reserve(laptop, AMAL, (await stage.issuePass(AMAL)).value);
    const work = async () => {
      const options = await laptop.enrolment.creationOptions();
      await laptop.enrolment.register(await laptop.authenticator.create(options, PIN), 'This laptop');
    };
    await expect(work()).rejects.toMatchObject({ slug: 'device_not_joined' });
  });

  test('when the reservation has ended', async () => {
    const laptop = await joined();
    await stage.lapse();
    await expect(laptop.enrolment.creationOptions()).rejects.toMatchObject({ slug: 'reservation_ended' });
  });

  test('an answer to a challenge that nobody gave', async () => {
    const laptop = await joined();
    const options = { ...(await laptop.enrolment.creationOptions()), challenge: 'A'.repeat(43) };
    const registration = await laptop.authenticator.create(options, PIN);
    const work = laptop.enrolment.register(registration, 'This laptop');
    await expect(work).rejects.toMatchObject({ slug: 'challenge_unknown' });
  });

  test('an answer that took too long', async () => {
    const own = await startStage();
    const laptop = await joined(AMAL, own);
    const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    own.passTime(6 * MINUTE);
    const work = laptop.enrolment.register(registration, 'This laptop');
    await expect(work).rejects.toMatchObject({ slug: 'challenge_expired' });
  });

  test('another credential, more than ten minutes after the proof', async () => {
    const own = await startStage();
    const laptop = unpack(own.directory);
    const { value } = await own.issuePass(AMAL, { isUsableOnce: true });
    const { id } = await enrol(laptop, AMAL, value);
    await proveWith(laptop, AMAL, id);
    own.passTime(11 * MINUTE);
    const work = laptop.enrolment.creationOptions();
    await expect(work).rejects.toMatchObject({ slug: 'registration_window_closed' });
  });

  test('an attestation that was tampered with', async () => {
    const laptop = await joined();
    const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    const clientDataJSON = Buffer.from(
      Buffer.from(registration.response.clientDataJSON, 'base64url')
        .toString()
        .replace('https://localhost:8443', 'https://evil.example'),
    ).toString('base64url');
    const tampered = { ...registration, response: { ...registration.response, clientDataJSON } };
    const work = laptop.enrolment.register(tampered, 'This laptop');
    await expect(work).rejects.toMatchObject({ slug: 'attestation_refused' });
  });

  test('a credential that somebody else has', async () => {
    const laptop = await joined();
    const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    await laptop.enrolment.register(registration, 'This laptop');
    const other = await joined(GINA);
    const work = other.enrolment.register(registration, 'This laptop');
    await expect(work).rejects.toMatchObject({ slug: 'credential_exists' });
  });

  test('a device that was switched off', async () => {
    const laptop = await joined();
    const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    const { thumbprint } = await laptop.device.key();
    await stage.directory.context.store.db
      .updateTable('devices')
      .set({ account_enabled: 0 })
      .where('jkt', '=', thumbprint)
      .execute();
    const work = laptop.enrolment.register(registration, 'This laptop');
    await expect(work).rejects.toMatchObject({ slug: 'device_disabled' });
  });
});
