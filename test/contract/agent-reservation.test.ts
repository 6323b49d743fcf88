import { describe, expect, test } from 'vitest';
import { AMAL, DAY, enrol, PIN, proveWith, reserve, startStage, unpack } from './agent-stage.ts';
import { startBehindProxy } from './cutting-proxy.ts';

const isToken = (path: string) => path === '/oauth2/token';
const answering = (method: string) => (_path: string, body: string) =>
  body.includes(`authn_method=${method}`);

describe('a reservation', () => {
  test('is taken up after a restart, without the pass', async () => {
    const stage = await startStage();
    const { value } = await stage.issuePass(AMAL);
    const before = unpack(stage.directory);
    const reserved = await reserve(before, AMAL, value);
    const restarted = unpack(stage.directory, {}, before);
    expect(await restarted.signIn.takeUpReservation(AMAL)).toEqual(reserved);
    expect(await restarted.join.join('LK-1')).toHaveProperty('deviceId');
    expect(await stage.count('reservations')).toBe(1);
  });

  test('of another device is not to be had', async () => {
    const stage = await startStage();
    const { value } = await stage.issuePass(AMAL);
    await reserve(unpack(stage.directory), AMAL, value);
    const other = unpack(stage.directory);
    await expect(other.signIn.takeUpReservation(AMAL)).rejects.toMatchObject({ slug: 'reservation_ended' });
  });

  test('has ended after ten minutes, and the pass opens it again', async () => {
    const stage = await startStage();
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true, lifetimeInMinutes: 60 });
    const laptop = unpack(stage.directory);
    await reserve(laptop, AMAL, value);
    await stage.lapse();
    await expect(laptop.join.join('LK-1')).rejects.toMatchObject({ slug: 'reservation_ended' });
    await expect(laptop.signIn.takeUpReservation(AMAL)).rejects.toMatchObject({ slug: 'reservation_ended' });
    await reserve(laptop, AMAL, value);
    expect(await laptop.join.join('LK-1')).toHaveProperty('deviceId');
  });

  test('of a pass that was taken back is pass_not_found', async () => {
    const stage = await startStage();
    const { id, value } = await stage.issuePass(AMAL);
    const laptop = unpack(stage.directory);
    await reserve(laptop, AMAL, value);
    await stage.takeBack(AMAL, id);
    await expect(laptop.enrolment.creationOptions()).rejects.toMatchObject({ slug: 'reservation_ended' });
    await expect(laptop.signIn.takeUpReservation(AMAL)).rejects.toMatchObject({ slug: 'pass_not_found' });
  });

  test('of a pass that did its work is pass_used', async () => {
    const stage = await startStage();
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true });
    const laptop = unpack(stage.directory);
    const { id } = await enrol(laptop, AMAL, value);
    await proveWith(laptop, AMAL, id);
    await expect(laptop.signIn.takeUpReservation(AMAL)).rejects.toMatchObject({ slug: 'pass_used' });
  });
});

describe('a lost answer', () => {
  test('of the token endpoint leads back under the reservation: one reservation, the pass once', async () => {
    const { stage, laptop, seen, loseAnswers } = await startBehindProxy();
    const { value } = await stage.issuePass(AMAL);
    await laptop.signIn.open(AMAL);
    loseAnswers(isToken);
    const reserved = await laptop.signIn.answerPass(value);
    expect(reserved).toHaveProperty('userPrincipalName', AMAL);
    expect(await stage.count('reservations')).toBe(1);
    const codes = seen
      .filter(({ path }) => isToken(path))
      .map(({ body }) => new URLSearchParams(body).get('code'));
    expect([codes.length, new Set(codes).size]).toEqual([2, 2]);
    const withPass = seen.filter(({ body }) => body.includes('temporary_access_pass='));
    expect(withPass).toHaveLength(1);
    expect(await laptop.join.join('LK-1')).toHaveProperty('deviceId');
  });

  test('of the token endpoint twice does, too', async () => {
    const { stage, laptop, loseAnswers } = await startBehindProxy();
    const { value } = await stage.issuePass(AMAL);
    await laptop.signIn.open(AMAL);
    loseAnswers(isToken, 2);
    expect(await laptop.signIn.answerPass(value)).toHaveProperty('reservationId');
    expect(await stage.count('reservations')).toBe(1);
  });

  test('to the pass itself finds the reservation that was made', async () => {
    const { stage, laptop, seen, loseAnswers } = await startBehindProxy();
    const { value } = await stage.issuePass(AMAL);
    await laptop.signIn.open(AMAL);
    loseAnswers(answering('temporary_access_pass'));
    expect(await laptop.signIn.answerPass(value)).toHaveProperty('userPrincipalName', AMAL);
    expect(await stage.count('reservations')).toBe(1);
    expect(seen.filter(({ body }) => body.includes('temporary_access_pass='))).toHaveLength(1);
  });

  test('a pass that never arrived is directory_unreachable, and may be entered again', async () => {
    const { stage, laptop, loseRequests } = await startBehindProxy();
    const { value } = await stage.issuePass(AMAL);
    await laptop.signIn.open(AMAL);
    loseRequests(answering('temporary_access_pass'));
    await expect(laptop.signIn.answerPass(value)).rejects.toMatchObject({ slug: 'directory_unreachable' });
    expect(await stage.count('reservations')).toBe(0);
    expect(await laptop.signIn.answerPass(value)).toHaveProperty('reservationId');
  });

  test('while a reservation is taken up does no harm', async () => {
    const { stage, laptop, loseAnswers } = await startBehindProxy();
    const { value } = await stage.issuePass(AMAL);
    await reserve(laptop, AMAL, value);
    loseAnswers(isToken);
    expect(await laptop.signIn.takeUpReservation(AMAL)).toHaveProperty('reservationId');
    expect(await stage.count('reservations')).toBe(1);
  });
});

describe('a clock that is a day off', () => {
  test('on the directory’s side does not stop the run', async () => {
    const stage = await startStage({ offset: -DAY });
    const { value } = await stage.issuePass(AMAL);
    const laptop = unpack(stage.directory);
    await laptop.network.reach(() => undefined);
    const { id } = await enrol(laptop, AMAL, value);
    await proveWith(laptop, AMAL, id);
    expect(await stage.count('credentials')).toBe(1);
  });

  test.each([DAY, -DAY])('on this machine (%i ms) does not stop the run', async (offset) => {
    const stage = await startStage();
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true });
    const laptop = unpack(stage.directory, { now: () => Date.now() + offset });
    const reserved = await reserve(laptop, AMAL, value);
    expect(Math.abs(laptop.skewSeconds() + offset / 1000)).toBeLessThanOrEqual(1);
    expect(Math.abs(reserved.endsAt - Date.now() / 1000 - 600)).toBeLessThan(10);
    await laptop.join.join('LK-1');
    const { id, ...rest } = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
    await laptop.enrolment.register({ id, ...rest }, 'This laptop');
    await proveWith(laptop, AMAL, id);
    expect(await stage.count('credentials')).toBe(1);
  });
});
