import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Challenge, challengeLines, challengeQr } from '../../electron/contract/technician/challenge.ts';
import { codeForDevice, makeEphemeral } from '../../electron/technician/derive.ts';
import { readTechnicianKey } from '../../electron/technician/public-key.ts';
import { Lab } from '../contract/lab.ts';
import { latchkey } from './latchkey.ts';

/* The technician's own desk as a process: a key pair, and answers without any network. */

const PASSPHRASE = 'walnut-cinder-harbour';
let folder: string;
let keyFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-technicians-'));
  keyFile = join(folder, 'technicians.json');
  await writeFile(join(folder, 'passphrase'), `${PASSPHRASE}\n`);
  const made = await latchkey([
    ...['technician', 'key', '--out', keyFile],
    ...['--passphrase-file', join(folder, 'passphrase'), '--json'],
  ]);
  expect(made.code, made.errors).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function device(more: Partial<Challenge> = {}, file = `${keyFile}.pub`) {
  const key = await readTechnicianKey(file);
  if (!key) throw new TypeError('no key');
  const ephemeral = makeEphemeral();
  const challenge: Challenge = {
    action: 'abandon',
    reason: 'hardware',
    keyId: key.keyId,
    issuedAt: Math.floor(Date.now() / 1000),
    nonce: '0011223344556677',
    ephemeral: ephemeral.publicKey,
    serialNumber: '5CG1284RT0',
    ...more,
  };
  return { challenge, code: codeForDevice(ephemeral, key.point, challenge) };
}

const answer = (...more: string[]) => [
  ...['technician', 'answer', '--key', keyFile, '--passphrase-file', join(folder, 'passphrase')],
  ...more,
];
const SURE = ['--yes', '--reason', 'The screen is broken'];

test('the private key is its owner’s alone and sealed; the public one has nothing private', async () => {
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  const kept = JSON.parse(await readFile(keyFile, 'utf8'));
  expect(Object.keys(kept).toSorted()).toEqual(['crv', 'kty', 'sealed', 'x', 'y']);
  const shared = JSON.parse(await readFile(`${keyFile}.pub`, 'utf8'));
  expect(shared).toEqual({ kty: 'EC', crv: 'P-256', x: kept.x, y: kept.y });
});

test('a key file that is there is never overwritten', async () => {
  const before = await readFile(keyFile);
  const again = await latchkey(['technician', 'key', '--out', keyFile]);
  expect(again.code).toBe(1);
  expect(again.errors).toContain('LK-5010');
  expect(await readFile(keyFile)).toEqual(before);
});

test('the answer is what the device waits for; who asks for what is told first, and why is kept', async () => {
  const { challenge, code } = await device();
  const said = await latchkey(answer('--challenge', '-', ...SURE), {
    input: challengeLines(challenge).join('\n'),
  });
  expect(said.code, said.errors).toBe(0);
  expect(said.out).toBe(`${code}\n`);
  expect(said.errors).toContain('5CG1284RT0');
  expect(said.errors).toContain('END THE SET-UP');
  expect(said.errors).toContain('just now');
  const record = await readFile(`${keyFile}.answers.jsonl`, 'utf8');
  expect(JSON.parse(record)).toMatchObject({ serialNumber: '5CG1284RT0', reason: 'The screen is broken' });
  expect(record).not.toContain(code);
});

test('input_missing: without a confirmation or a reason there is no code', async () => {
  const { challenge } = await device();
  for (const more of [['--yes'], ['--reason', 'Broken']]) {
    const said = await latchkey(answer('--challenge', challengeQr(challenge), ...more));
    expect([said.code, said.out]).toEqual([1, '']);
    expect(said.errors).toContain('LK-9301');
  }
});

test('technician_challenge_unreadable: a slip is told with its line', async () => {
  const { challenge } = await device();
  const [first = '', second = '', ...rest] = challengeLines(challenge);
  const slipped = [first, (second.startsWith('0') ? '1' : '0') + second.slice(1), ...rest].join('\n');
  const said = await latchkey(answer('--challenge', '-', ...SURE), { input: slipped });
  expect([said.code, said.out]).toEqual([1, '']);
  expect(said.errors).toContain('LK-5007');
  expect(said.errors).toContain('Line 2');
});

test('technician_key_unknown and a request that is long over', async () => {
  const { challenge } = await device({ keyId: '00000000', issuedAt: 1_795_343_400 - 86_400 * 400 });
  const said = await latchkey(answer('--challenge', challengeQr(challenge), ...SURE));
  expect([said.code, said.out]).toEqual([1, '']);
  expect(said.errors).toContain('LK-5008');
  expect(said.errors).toContain('ENDED');
});

test('technician_key_unusable: the passphrase is wrong', async () => {
  const { challenge } = await device();
  await writeFile(join(folder, 'wrong'), 'another');
  const said = await latchkey([
    ...['technician', 'answer', '--key', keyFile, '--passphrase-file', join(folder, 'wrong')],
    ...['--challenge', challengeQr(challenge), ...SURE],
  ]);
  expect([said.code, said.out]).toEqual([1, '']);
  expect(said.errors).toContain('LK-5010');
});

test('wrong arguments end with 2, and help with 0', async () => {
  expect((await latchkey(['technician', 'answer'])).code).toBe(2);
  expect((await latchkey(['technician', 'answer', '--help'])).out).toContain('--challenge');
});

test('by the directory: the tenant’s key answers, for whoever holds the administrators’ file', async () => {
  const lab = await Lab.open();
  try {
    const { body } = await lab.call('/provisioning/v1/technician/key');
    const file = join(folder, 'tenant.pub');
    await writeFile(file, JSON.stringify(body.key));
    const { challenge, code } = await device({}, file);
    const { url, caFile, adminFile } = lab.directory;
    const said = await latchkey([
      ...['technician', 'answer', '--directory', url, '--ca', caFile, '--admin', adminFile],
      ...['--challenge', challengeQr(challenge), ...SURE],
    ]);
    expect(said.errors).toContain('The directory knows this serial number as: nothing yet');
    expect([said.code, said.out]).toEqual([0, `${code}\n`]);
  } finally {
    await lab.close();
  }
});
