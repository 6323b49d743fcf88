import { X509Certificate } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AMAL, openStage, reserve, type Stage, unpack } from './agent-stage.ts';
import { startBehindProxy } from './cutting-proxy.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.setPolicy('device', 'default', { userDeviceQuota: 50 });
});
afterAll(() => stage.close());

async function signedIn() {
  const { value } = await stage.issuePass(AMAL);
  const laptop = unpack(stage.directory);
  await reserve(laptop, AMAL, value);
  return laptop;
}

const isDevices = (path: string) => path === '/registration/v1/devices';

describe('the join', () => {
  test('gives a device whose certificate is kept, whole and for us alone', async () => {
    const laptop = await signedIn();
    const { deviceId, objectId } = await laptop.join.join('LK-1');
    expect(objectId).toMatch(/^[0-9a-f-]{36}$/);
    const file = join(laptop.stateDir, 'device-certificate.pem');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const certificate = new X509Certificate(await readFile(file));
    expect(certificate.subject).toBe(`CN=${deviceId}`);
  });

  test('again is the same device, also after a restart', async () => {
    const laptop = await signedIn();
    const first = await laptop.join.join('LK-1');
    expect(await laptop.join.join('LK-1')).toEqual(first);
    const restarted = unpack(stage.directory, {}, laptop);
    await restarted.signIn.takeUpReservation(AMAL);
    expect(await restarted.join.join('LK-1')).toEqual(first);
  });

  test('whose answer was lost is the same device', async () => {
    const { stage: own, laptop, seen, loseAnswers } = await startBehindProxy();
    await reserve(laptop, AMAL, (await own.issuePass(AMAL)).value);
    loseAnswers(isDevices);
    expect(await laptop.join.join('LK-1')).toHaveProperty('deviceId');
    expect(seen.filter(({ path }) => isDevices(path))).toHaveLength(2);
    expect(await own.count('devices')).toBe(1);
  });

  test('whose request was lost takes place once', async () => {
    const { stage: own, laptop, loseRequests } = await startBehindProxy();
    await reserve(laptop, AMAL, (await own.issuePass(AMAL)).value);
    loseRequests(isDevices);
    expect(await laptop.join.join('LK-1')).toHaveProperty('deviceId');
    expect(await own.count('devices')).toBe(1);
  });

  test('leaves a token that names the device', async () => {
    const laptop = await signedIn();
    await laptop.join.join('LK-1');
    expect(await laptop.enrolment.creationOptions()).toHaveProperty('challenge');
    const tokens = laptop.lines.filter((line) => line.path === '/oauth2/token');
    expect(tokens).toHaveLength(2);
  });
});

describe('refused', () => {
  test('before anybody has signed in', async () => {
    await expect(unpack(stage.directory).join.join('LK-1')).rejects.toMatchObject({ slug: 'token_invalid' });
  });

  test('when the reservation has ended', async () => {
    const laptop = await signedIn();
    await stage.lapse();
    await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug: 'reservation_ended' });
  });

  test('a device that was switched off', async () => {
    const laptop = await signedIn();
    const { deviceId } = await laptop.join.join('LK-1');
    await stage.directory.context.store.db
      .updateTable('devices')
      .set({ account_enabled: 0 })
      .where('device_id', '=', deviceId)
      .execute();
    await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug: 'device_disabled' });
  });

  test.each([
    ['device_quota', { userDeviceQuota: 0 }],
    ['join_blocked', { includeTargets: [] }],
  ])('%s after the sign-in', async (slug, policy) => {
    const laptop = await signedIn();
    await stage.setPolicy('device', 'default', policy);
    try {
      await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug });
    } finally {
      await stage.setPolicy('device', 'default', { userDeviceQuota: 50 });
    }
  });

  test('a request that is not for our key', async () => {
    const { value } = await stage.issuePass(AMAL);
    const [mine, other] = [unpack(stage.directory), unpack(stage.directory)];
    const { key, facts } = mine.device;
    const device = { key, facts, csr: (nonce: string) => other.device.csr(nonce) };
    const laptop = unpack(stage.directory, { device }, mine);
    await reserve(laptop, AMAL, value);
    await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug: 'csr_invalid' });
  });

  test('a nonce that is not the directory’s, after a second try', async () => {
    const { value } = await stage.issuePass(AMAL);
    const mine = unpack(stage.directory);
    const { key, facts, csr } = mine.device;
    const device = { key, facts, csr: () => csr('bm90LXlvdXJz') };
    const laptop = unpack(stage.directory, { device }, mine);
    await reserve(laptop, AMAL, value);
    await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug: 'nonce_invalid' });
    expect(laptop.lines.filter((line) => isDevices(line.path))).toHaveLength(2);
  });

  test('a certificate that cannot be kept', async () => {
    const { value } = await stage.issuePass(AMAL);
    const mine = unpack(stage.directory);
    const stateDir = join(mine.stateDir, 'file');
    await writeFile(stateDir, '');
    const laptop = unpack(stage.directory, { stateDir, device: mine.device });
    await reserve(laptop, AMAL, value);
    await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug: 'state_unwritable' });
  });
});
