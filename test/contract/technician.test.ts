import { randomBytes, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Challenge, challengeLines, challengeQr } from '../../electron/contract/technician/challenge.ts';
import { codeForDevice, makeEphemeral } from '../../electron/technician/derive.ts';
import { technicianKey } from '../../electron/technician/public-key.ts';
import { signInAs } from './administrator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const ANSWERS = '/provisioning/v1/technician/answers';
const EVENTS = '/provisioning/v1/technician/events';
const HELPER = 'amal@northwind.example';
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

/** What a device shows, and the code that it waits for. */
async function challenge(more: Partial<Challenge> = {}) {
  const { body } = await lab.call('/provisioning/v1/technician/key');
  const key = technicianKey(body.key);
  const ephemeral = makeEphemeral();
  const made: Challenge = {
    action: 'restartStep',
    reason: 'stuck',
    keyId: key.keyId,
    issuedAt: Math.floor(Date.now() / 1000),
    nonce: randomBytes(8).toString('hex'),
    ephemeral: ephemeral.publicKey,
    serialNumber: '5CG1284RT0',
    ...more,
  };
  return { made, code: codeForDevice(ephemeral, key.point, made) };
}

async function audits(nonce: string) {
  const rows = await lab.db.selectFrom('directory_audits').select('payload').orderBy('seq').execute();
  return rows
    .map(({ payload }) => JSON.parse(payload))
    .filter(({ additionalDetails }) =>
      additionalDetails.some((detail: { key: string; value: string }) => detail.value === nonce),
    );
}

const ask = (headers: Record<string, string>, text: string, reason = 'Called from the stock room') =>
  lab.call(ANSWERS, { headers, body: { challenge: text, reason } });

describe('the tenant’s key', () => {
  test('is public, the same each time and after a restart, and its private part is the owner’s alone', async () => {
    const first = await lab.call('/provisioning/v1/technician/key');
    expect(first.status).toBe(200);
    expect(first.body.key).not.toHaveProperty('d');
    await lab.restart();
    expect((await lab.call('/provisioning/v1/technician/key')).body).toEqual(first.body);
    const { mode } = await stat(join(lab.dataDir, 'technician-key.json'));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('an answer', () => {
  test('is what the device waits for, scanned or read out, and is audited with its reason and without the code', async () => {
    const { made, code } = await challenge();
    const headers = await lab.adminHeaders();
    const answer = await ask(headers, challengeQr(made));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ code, action: 'restartStep', serialNumber: '5CG1284RT0' });
    expect((await ask(headers, challengeLines(made).join(' '))).body.code).toBe(code);
    const rows = await audits(made.nonce);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      activityDisplayName: 'Answer technician challenge',
      resultReason: 'Called from the stock room',
      initiatedBy: { app: { appId: 'latchkey-admin' } },
    });
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  test.each([
    ['Helpdesk Administrator', 200],
    ['Authentication Administrator', 200],
    ['Global Administrator', 200],
    ['Global Reader', 403],
    ['User Administrator', 403],
  ])('for a person who is %s: %i', async (role, status) => {
    const desk = await signInAs(lab, HELPER, [role], 'openid Provisioning.Technician');
    const { made } = await challenge();
    const answer = await desk.call(ANSWERS, {
      body: { challenge: challengeQr(made), reason: 'On the phone' },
    });
    expect(answer.status).toBe(status);
    if (status === 403) expect(slugOf(answer)).toBe('permission_denied');
    else expect((await audits(made.nonce))[0].initiatedBy.user.userPrincipalName).toBe(HELPER);
  });

  test('permission_denied without the scope, token_invalid without a token', async () => {
    const desk = await signInAs(lab, HELPER, ['Global Administrator'], 'openid Device.Read.All');
    const { made } = await challenge();
    const body = { challenge: challengeQr(made), reason: 'On the phone' };
    expect(slugOf(await desk.call(ANSWERS, { body }))).toBe('permission_denied');
    expect(slugOf(await lab.call(ANSWERS, { body }))).toBe('token_invalid');
  });

  test('technician_challenge_unreadable: noise, a slip, and a point that is on no curve', async () => {
    const headers = await lab.adminHeaders();
    const { made } = await challenge();
    const [line = '', ...rest] = challengeLines(made);
    const slipped = [(line.startsWith('0') ? '1' : '0') + line.slice(1), ...rest].join(' ');
    const off = await challenge({ ephemeral: Uint8Array.from([2, ...new Array<number>(32).fill(255)]) });
    for (const text of ['hello', slipped, challengeQr(off.made)]) {
      const answer = await ask(headers, text);
      expect([answer.status, slugOf(answer)]).toEqual([400, 'technician_challenge_unreadable']);
    }
  });

  test('technician_key_unknown: the device asks for the answer of another key', async () => {
    const { made } = await challenge({ keyId: '00000000' });
    const answer = await ask(await lab.adminHeaders(), challengeQr(made));
    expect([answer.status, slugOf(answer)]).toEqual([409, 'technician_key_unknown']);
  });
});

describe('what a device tells of its panel', () => {
  const event = (more: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    occurredDateTime: new Date().toISOString(),
    type: 'accepted',
    action: 'abandon',
    reason: 'hardware',
    keyId: '0fcb9d98',
    challenge: randomBytes(8).toString('hex'),
    ...more,
  });
  const tell = (laptop: Laptop, events: unknown[]) =>
    laptop.call(EVENTS, { body: { serialNumber: '5CG1284RT0', events } });

  test('is audited once, however often it is told', async () => {
    const laptop = await Laptop.make(lab);
    const told = event();
    for (let time = 0; time < 3; time += 1) expect((await tell(laptop, [told, told])).status).toBe(202);
    const rows = await audits(told.challenge);
    expect(rows.map((row) => [row.activityDisplayName, row.result])).toEqual([
      ['Technician exit used', 'success'],
    ]);
  });

  test.each([
    ['wrong', 'Technician code refused'],
    ['locked', 'Technician exit locked'],
  ])('%s is audited as a failure', async (type, activity) => {
    const told = event({ type });
    await tell(await Laptop.make(lab), [told]);
    expect(await audits(told.challenge)).toMatchObject([
      { activityDisplayName: activity, result: 'failure' },
    ]);
  });

  test('free text, unknown words and no proof are refused', async () => {
    const laptop = await Laptop.make(lab);
    for (const wrong of [
      event({ message: 'the pass is 1234' }),
      event({ type: 'x' }),
      event({ keyId: 'zz' }),
    ]) {
      expect((await tell(laptop, [wrong])).status).toBe(400);
    }
    const bare = await lab.call(EVENTS, { body: { serialNumber: 'S', events: [event()] } });
    expect([bare.status, slugOf(bare)]).toEqual([401, 'dpop_invalid']);
  });

  test('throttled: a device that tells more in a day than its own lock lets happen', async () => {
    const laptop = await Laptop.make(lab);
    for (let time = 0; time < 4; time += 1) {
      await tell(
        laptop,
        Array.from({ length: 50 }, () => event({ type: 'wrong' })),
      );
    }
    expect(slugOf(await tell(laptop, [event()]))).toBe('throttled');
  });
});

test('the lockdown report comes with the release, as names and states alone', async () => {
  const laptop = await Laptop.make(lab);
  const run = randomUUID();
  await laptop.call('/provisioning/v1/runs', { body: { id: run, displayName: 'NW-1' } });
  const released = (lockdown: unknown) => ({
    id: randomUUID(),
    occurredDateTime: new Date().toISOString(),
    type: 'released',
    lockdown,
  });
  const report = (lockdown: unknown) =>
    laptop.call(`/provisioning/v1/runs/${run}/events`, { body: { events: [released(lockdown)] } });
  expect((await report([{ control: 'sysrq', state: 'partial' }])).status).toBe(202);
  expect((await report([{ control: 'sysrq', state: 'perfect' }])).status).toBe(400);
  expect((await report([{ control: 'sysrq', state: 'partial', seen: 'text' }])).status).toBe(400);
  const { body } = await lab.call('/provisioning/v1/runs', { headers: await lab.adminHeaders() });
  const row = body.value.find(({ id }: { id: string }) => id === run);
  expect(row.lastEvent.lockdown).toEqual([{ control: 'sysrq', state: 'partial' }]);
});
