import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { codeFromMac } from '../../../electron/contract/technician/answer-code.ts';
import { challengeBytes } from '../../../electron/contract/technician/challenge.ts';
import { CHALLENGE_LIFE } from '../../../electron/technician/desk.ts';
import { RECORDS_FILE, readRecords } from '../../../electron/technician/records.ts';
import { TRIES_FILE } from '../../../electron/technician/tries-file.ts';
import { hireTechnicians, Life, type Times } from './stage.ts';

const technicians = hireTechnicians();
const times = (): Times => ({ steady: 0, wall: 1_795_343_400, directory: null });

/** A code that is well formed and wrong. */
let guesses = 0;
function guess(): string {
  guesses += 1;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(guesses) << 20n);
  return codeFromMac(bytes);
}

const life = async (at: Times = times(), key: typeof technicians.key | Refusal = technicians.key) =>
  new Life(await Life.folder(), at, key);

test('the right code opens the action that was asked for, once', async () => {
  const desk = await life();
  const challenge = await desk.ask('abandon');
  const code = technicians.answer(challenge);
  expect(await desk.type(code.toLowerCase().replaceAll('-', ' '))).toBe('opened');
  expect(desk.opened).toEqual(['abandon']);
  await desk.open();
  expect(await desk.type(code)).toBe('technician_challenge_ended');
  expect(desk.opened).toEqual(['abandon']);
  const { events } = await readRecords(desk.stateDir);
  expect(events).toMatchObject([
    { type: 'accepted', action: 'abandon', reason: 'stuck', challenge: challenge.nonce },
  ]);
});

test('technician_no_key: a device whose policy names nobody asks nobody', async () => {
  const desk = await life(times(), new Refusal('technician_no_key'));
  expect(await desk.open()).toMatchObject({ phase: 'choose', refusal: { slug: 'technician_no_key' } });
  await desk.send({ type: 'askTechnician', action: 'diagnostics', reason: 'stuck' });
  expect(desk.panel).toMatchObject({ refusal: { slug: 'technician_no_key' } });
});

test('technician_code_mistyped: a slip is told and uses up no try', async () => {
  const desk = await life();
  const code = technicians.answer(await desk.ask());
  const slipped = (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
  for (let typed = 0; typed < 50; typed += 1)
    expect(await desk.type(slipped)).toBe('technician_code_mistyped');
  expect(await desk.type(code)).toBe('opened');
});

test('technician_code_wrong: a guess is counted, and its challenge still holds', async () => {
  const desk = await life();
  const challenge = await desk.ask();
  expect(await desk.type(guess())).toBe('technician_code_wrong');
  expect(desk.panel).toMatchObject({ phase: 'answer', triesLeft: 4 });
  expect(await desk.type(technicians.answer(challenge))).toBe('opened');
});

test('technician_locked: after five guesses not even the right code is judged, until the wait is over', async () => {
  const at = times();
  const desk = await life(at);
  const code = technicians.answer(await desk.ask());
  for (let typed = 0; typed < 4; typed += 1) expect(await desk.type(guess())).toBe('technician_code_wrong');
  expect(await desk.type(guess())).toBe('technician_locked');
  expect(await desk.type(code)).toBe('technician_locked');
  expect(desk.panel).toMatchObject({ lockedFor: 60, refusal: { retryAfter: 60 } });
  at.steady += 60;
  expect(await desk.type(code)).toBe('opened');
});

test('technician_challenge_ended: after half an hour, when another is asked for, and when the panel was closed', async () => {
  const at = times();
  const desk = await life(at);
  const old = technicians.answer(await desk.ask());
  at.steady += CHALLENGE_LIFE;
  expect(await desk.type(old)).toBe('technician_challenge_ended');
  const replaced = technicians.answer(await desk.ask());
  await desk.ask();
  expect(await desk.type(replaced)).toBe('technician_code_wrong');
  const closed = technicians.answer(await desk.ask());
  await desk.send({ type: 'closeTechnician' });
  await desk.open();
  expect(await desk.type(closed)).toBe('technician_challenge_ended');
});

test('technician_action_not_here: asked for at the wrong step, or the flow went on in between', async () => {
  const desk = await life();
  await desk.open();
  await desk.send({ type: 'askTechnician', action: 'retry', reason: 'stuck' });
  expect(desk.panel).toMatchObject({ refusal: { slug: 'technician_action_not_here' } });
  const code = technicians.answer(await desk.ask('abandon'));
  desk.actions = ['diagnostics', 'powerOff'];
  expect(await desk.type(code)).toBe('technician_action_not_here');
  expect(desk.opened).toEqual([]);
});

test('a command before the panel is open does nothing', async () => {
  const desk = await life();
  await desk.send({ type: 'askTechnician', action: 'diagnostics', reason: 'stuck' });
  expect(desk.panels).toEqual([]);
});

test('the right code typed five times at once opens once', async () => {
  const desk = await life();
  const code = technicians.answer(await desk.ask());
  await Promise.all(Array.from({ length: 5 }, () => desk.type(code)));
  expect(desk.opened).toEqual(['diagnostics']);
});

test('a reboot, a new challenge, and a clock set forward lift nothing', async () => {
  const at = times();
  const first = await life(at);
  await first.ask();
  for (let typed = 0; typed < 5; typed += 1) await first.type(guess());
  at.wall += 10 * 365 * 86_400;
  // The steady clock of another process begins anew.
  const second = new Life(first.stateDir, { ...at, steady: 5 }, technicians.key);
  const code = technicians.answer(await second.ask());
  expect(await second.type(code)).toBe('technician_locked');
  expect(second.panel).toMatchObject({ lockedFor: 60 });
});

test('a code of before the reboot is worth nothing after it', async () => {
  const first = await life();
  const code = technicians.answer(await first.ask());
  const second = new Life(first.stateDir, times(), technicians.key);
  await second.open();
  expect(await second.type(code)).toBe('technician_challenge_ended');
  await second.ask();
  expect(await second.type(code)).toBe('technician_code_wrong');
});

test('a count that cannot be read is the longest wait, not none', async () => {
  const first = await life();
  await writeFile(join(first.stateDir, TRIES_FILE), '{"failures":');
  const code = technicians.answer(await first.ask());
  expect(await first.type(code)).toBe('technician_locked');
  expect(first.panel).toMatchObject({ lockedFor: 3_600 });
});

test('state_unwritable: a guess that cannot be counted is not judged, not even the right one', async () => {
  const folder = await Life.folder();
  await writeFile(join(folder, 'file'), '');
  const desk = new Life(join(folder, 'file', 'state'), times(), technicians.key);
  const code = technicians.answer(await desk.ask());
  expect(await desk.type(code)).toBe('state_unwritable');
  expect(desk.opened).toEqual([]);
});

const pipe = async (path: string): Promise<void> => void execFileSync('mkfifo', [path]);

test.each([
  ['a pipe', 'count', TRIES_FILE, pipe],
  ['a folder', 'count', TRIES_FILE, (path: string) => mkdir(path)],
  ['a link to a pipe', 'count', TRIES_FILE, linkToPipe],
  ['a pipe', 'record', RECORDS_FILE, pipe],
  ['a folder', 'record', RECORDS_FILE, (path: string) => mkdir(path)],
  ['a link to another file', 'record', RECORDS_FILE, linkToFile],
])('state_unwritable: %s in the place of the %s opens nothing, and keeps nobody waiting', async (...row) => {
  const [, , name, put] = row;
  const desk = await life();
  const path = join(desk.stateDir, name);
  await rm(path, { force: true });
  await put(path);
  const code = technicians.answer(await desk.ask());
  expect(await desk.type(code)).toBe('state_unwritable');
  expect(desk.opened).toEqual([]);
});

async function linkToPipe(path: string): Promise<void> {
  await pipe(`${path}.elsewhere`);
  await symlink(`${path}.elsewhere`, path);
}

async function linkToFile(path: string): Promise<void> {
  await writeFile(`${path}.elsewhere`, '');
  await symlink(`${path}.elsewhere`, path);
}

test('10,000 tries in a week of reboots: none opens, few are judged, and the end of the lock is stated', async () => {
  const folder = await Life.folder();
  const at = times();
  let now = new Life(folder, at, technicians.key);
  await now.ask();
  const answers = new Map<string, number>();
  for (let made = 1; made <= 10_000; made += 1) {
    at.steady += 60;
    if (made % 97 === 0) {
      now.counter.close();
      now = new Life(folder, at, technicians.key);
      await now.ask();
    } else if (now.panel?.phase !== 'answer' || made % 20 === 0) await now.ask();
    const answer = await now.type(guess());
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }
  const judged = now.counter.failures();
  expect(now.opened).toEqual([]);
  expect([...answers.keys()].toSorted()).toEqual(['technician_code_wrong', 'technician_locked']);
  expect(judged).toBeLessThan(200);
  expect(now.panel).toMatchObject({ phase: 'answer', refusal: { slug: 'technician_locked' } });
  expect(now.counter.lockedFor()).toBeGreaterThan(0);
  expect(now.counter.lockedFor()).toBeLessThanOrEqual(3_600);
  // So many guesses at 55 bits: one in 10^14.
  expect(judged / 2 ** 55).toBeLessThan(1e-13);
}, 60_000);

test('a full copy of the disk holds neither the code nor anything it is made of', async () => {
  const desk = await life();
  const challenge = await desk.ask();
  await desk.type(guess());
  const copy = await Life.folder();
  await cp(desk.stateDir, copy, { recursive: true });
  const code = technicians.answer(challenge);
  const disk = await wholeDisk(copy);
  expect(disk.length).toBeGreaterThan(0);
  const codes = [code, code.replaceAll('-', '')].map((text) => Buffer.from(text));
  for (const secret of [...codes, Buffer.from(challenge.ephemeral)]) {
    for (const form of [secret.toString('latin1'), secret.toString('hex'), secret.toString('base64url')]) {
      expect(disk).not.toContain(form);
    }
  }
  // Nor does an agent that is started on the copy take the code, or make the same challenge again.
  const thief = new Life(copy, times(), technicians.key);
  await thief.open();
  expect(await thief.type(code)).toBe('technician_challenge_ended');
  const another = await thief.ask();
  expect(Buffer.from(challengeBytes(another))).not.toEqual(Buffer.from(challengeBytes(challenge)));
  expect(await thief.type(code)).toBe('technician_code_wrong');
});

async function wholeDisk(folder: string): Promise<string> {
  const files = await readdir(folder);
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')))).join('\n');
}
