import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../electron/contract/refusal.ts';
import { refusalRow } from '../../electron/contract/refusals.ts';
import { Secret } from '../../electron/contract/secret.ts';
import {
  AMAL,
  BEN,
  BEN_PASSWORD,
  DAY,
  enrol,
  MINUTE,
  openStage,
  proveWith,
  reserve,
  type Stage,
  startStage,
  unpack,
} from './agent-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const laptop = () => unpack(stage.directory);
const refusedWith = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new TypeError('it was not refused');
    },
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );
const slugOf = async (work: Promise<unknown>) => (await refusedWith(work)).slug;

describe('opening', () => {
  test('a member is offered the pass, a passkey and the password', async () => {
    const progress = await laptop().signIn.open(AMAL);
    expect(progress).toEqual({
      methods: ['temporary_access_pass', 'passkey', 'password'],
      interval: 5,
      gates: [],
    });
  });

  test('a name that nobody has looks the same', async () => {
    const known = await laptop().signIn.open(AMAL);
    expect(await laptop().signIn.open('nobody@northwind.example')).toEqual(known);
  });

  test('a federated name is sent elsewhere, until it has a usable pass', async () => {
    const iris = 'iris@contoso-fed.example';
    const before = await laptop().signIn.open(iris);
    await stage.issuePass(iris);
    const after = await laptop().signIn.open(iris);
    expect([before.methods, after.methods]).toEqual([
      ['federated', 'passkey'],
      ['temporary_access_pass', 'passkey'],
    ]);
  });
});

describe('the pass', () => {
  test('is reserved for this device, and nothing is used up', async () => {
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true });
    const reserved = await reserve(laptop(), AMAL, value);
    expect(reserved).toMatchObject({ userPrincipalName: AMAL, personName: 'Amal' });
    const left = reserved.endsAt - Date.now() / 1000;
    expect(left).toBeGreaterThan(9 * 60);
    expect(left).toBeLessThanOrEqual(10 * 60 + 2);
  });

  test('that is wrong is pass_wrong, and the next try is right', async () => {
    const { value } = await stage.issuePass(AMAL);
    const mine = laptop();
    await mine.signIn.open(AMAL);
    expect(await slugOf(mine.signIn.answerPass(new Secret('not-it')))).toBe('pass_wrong');
    expect(await mine.signIn.answerPass(value)).toHaveProperty('reservationId');
  });

  test('of a name that nobody has is pass_wrong', async () => {
    expect(await slugOf(reserve(laptop(), 'nobody@northwind.example', new Secret('x')))).toBe('pass_wrong');
  });

  test('that has run out is pass_expired', async () => {
    const late = await startStage();
    const { value } = await late.issuePass(AMAL, { lifetimeInMinutes: 10 });
    late.passTime(11 * MINUTE);
    expect(await slugOf(reserve(unpack(late.directory), AMAL, value))).toBe('pass_expired');
  });

  test('that begins later is pass_not_yet_valid and says when', async () => {
    const startDateTime = new Date(Date.now() + 30 * MINUTE).toISOString();
    const { value } = await stage.issuePass(AMAL, { startDateTime });
    const refusal = await refusedWith(reserve(laptop(), AMAL, value));
    expect(refusal.slug).toBe('pass_not_yet_valid');
    expect(Math.abs((refusal.details.retryAfter ?? 0) - 30 * 60)).toBeLessThan(20);
  });

  test('that did its work is pass_used, from any device', async () => {
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true });
    const mine = laptop();
    const { id } = await enrol(mine, AMAL, value);
    await proveWith(mine, AMAL, id);
    expect(await slugOf(reserve(mine, AMAL, value))).toBe('pass_used');
    expect(await slugOf(reserve(laptop(), AMAL, value))).toBe('pass_used');
  });

  test('that another device holds is pass_reserved and says how long', async () => {
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true });
    await reserve(laptop(), AMAL, value);
    const refusal = await refusedWith(reserve(laptop(), AMAL, value));
    expect(refusal.slug).toBe('pass_reserved');
    expect(refusal.details.retryAfter).toBeGreaterThan(9 * 60);
  });

  test('that was taken back is pass_wrong or pass_not_found', async () => {
    const { id, value } = await stage.issuePass(AMAL);
    await stage.takeBack(AMAL, id);
    expect(['pass_wrong', 'pass_not_found']).toContain(await slugOf(reserve(laptop(), AMAL, value)));
  });

  test('of somebody who went out of scope is pass_blocked_by_policy', async () => {
    const own = await startStage();
    const { value } = await own.issuePass(AMAL);
    await own.setPolicy('pass', 'default', { includeTargets: ['somebody-else'] });
    expect(await slugOf(reserve(unpack(own.directory), AMAL, value))).toBe('pass_blocked_by_policy');
    expect(await own.count('reservations')).toBe(0);
  });

  test('of an account that is switched off is account_disabled', async () => {
    const { value } = await stage.issuePass('jon@northwind.example');
    expect(await slugOf(reserve(laptop(), 'jon@northwind.example', value))).toBe('account_disabled');
  });

  test.each([
    ['kaya@northwind.example', 'device_quota'],
    ['liam@northwind.example', 'join_blocked'],
  ])('of %s is %s before it is held, and names the gate', async (user, slug) => {
    const { value } = await stage.issuePass(user);
    const before = await stage.count('reservations');
    const refusal = await refusedWith(reserve(laptop(), user, value));
    expect(refusal.slug).toBe(slug);
    expect(refusal.details.gates?.some((gate) => !gate.satisfied)).toBe(true);
    expect(await stage.count('reservations')).toBe(before);
  });

  test('behind a policy that blocks is policy_blocked', async () => {
    const own = await startStage();
    await own.setPolicy('conditional-access', 'ca-block', {
      id: 'ca-block',
      displayName: 'Nobody today',
      state: 'enabled',
      conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    });
    const { value } = await own.issuePass(AMAL);
    const refusal = await refusedWith(reserve(unpack(own.directory), AMAL, value));
    expect(refusal.slug).toBe('policy_blocked');
    expect(refusal.details.gates?.map((gate) => gate.displayName)).toContain('Nobody today');
  });

  test('held a fourth time is reservation_limit', async () => {
    const own = await startStage();
    const { value } = await own.issuePass(AMAL, { isUsableOnce: true, lifetimeInMinutes: 480 });
    for (let time = 0; time < 3; time += 1) {
      await reserve(unpack(own.directory), AMAL, value);
      own.passTime(11 * MINUTE);
    }
    expect(await slugOf(reserve(unpack(own.directory), AMAL, value))).toBe('reservation_limit');
  });

  test('guessed too often is method_locked and says how long', async () => {
    const own = await startStage();
    await own.issuePass(AMAL);
    const mine = unpack(own.directory);
    await mine.signIn.open(AMAL);
    const slugs: string[] = [];
    for (let time = 0; time < 6; time += 1) slugs.push(await slugOf(mine.signIn.answerPass(new Secret('x'))));
    expect(slugs).toEqual([...Array(5).fill('pass_wrong'), 'method_locked']);
    const { details } = await refusedWith(mine.signIn.answerPass(new Secret('x')));
    expect(details.retryAfter).toBeGreaterThan(30);
  });

  test('typed after the session has ended goes into a new one', async () => {
    const own = await startStage();
    const { value } = await own.issuePass(AMAL);
    const mine = unpack(own.directory);
    await mine.signIn.open(AMAL);
    own.passTime(15 * MINUTE);
    expect(await mine.signIn.answerPass(value)).toHaveProperty('userPrincipalName', AMAL);
  });

  test('without an open sign-in is session_invalid', async () => {
    expect(await slugOf(laptop().signIn.answerPass(new Secret('x')))).toBe('session_invalid');
  });
});

describe('the password', () => {
  test('that is wrong is password_wrong', async () => {
    const mine = laptop();
    await mine.signIn.open(BEN);
    expect(await slugOf(mine.signIn.answerPassword(new Secret('Ben-summer')))).toBe('password_wrong');
  });

  test('that is right, with a security key to go on with, says what remains', async () => {
    const mine = laptop();
    await mine.signIn.open('eva@northwind.example');
    const progress = await mine.signIn.answerPassword(new Secret('Eva-granite-window-62'));
    expect(progress.methods).toEqual(['passkey']);
    expect(progress.gates.some((gate) => !gate.satisfied)).toBe(true);
  });

  test('of an account that is switched off is account_disabled', async () => {
    const mine = laptop();
    await mine.signIn.open('jon@northwind.example');
    const work = mine.signIn.answerPassword(new Secret('Jon-silver-thicket-75'));
    expect(await slugOf(work)).toBe('account_disabled');
  });

  test('with nothing to go on with is the loop, which a pass opens in the same session', async () => {
    const mine = laptop();
    await mine.signIn.open(BEN);
    const refusal = await refusedWith(mine.signIn.answerPassword(new Secret(BEN_PASSWORD)));
    expect(refusal.slug).toBe('mfa_enrolment_required');
    expect(refusal.details.gates?.find((gate) => !gate.satisfied)?.opens).toContain('temporary_access_pass');

    const waiting = await mine.signIn.poll();
    expect(waiting.methods).toEqual([]);
    expect(waiting.gates.length).toBeGreaterThan(0);

    const { value } = await stage.issuePass(BEN);
    const rescued = await mine.signIn.poll();
    expect(rescued.methods).toEqual(['temporary_access_pass']);
    expect(await mine.signIn.answerPass(value)).toHaveProperty('userPrincipalName', BEN);
    expect(mine.lines.filter((line) => line.path === '/oauth2/authorize-challenge')).toHaveLength(5);
  });

  test('polled after the session has ended is session_invalid, not “there is a pass”', async () => {
    const own = await startStage({ seed: 'demo' });
    const mine = unpack(own.directory);
    await mine.signIn.open(BEN);
    await refusedWith(mine.signIn.answerPassword(new Secret(BEN_PASSWORD)));
    own.passTime(2 * DAY);
    expect((await refusedWith(mine.signIn.poll())).slug).toBe('session_invalid');
  });
});

test('every refusal met here is one of the sign-in’s rows', () => {
  for (const slug of ['pass_wrong', 'pass_used', 'pass_reserved', 'mfa_enrolment_required'] as const) {
    expect(refusalRow(slug).helpCode).toMatch(/^LK-2/);
  }
});
