import { createECDH } from 'node:crypto';
import { codeFromMac } from '../../../electron/contract/technician/answer-code.ts';
import { technicianKey } from '../../../electron/technician/public-key.ts';
import { Life } from './stage.ts';

/*
 * A device in a process of its own, to be killed: guesses as fast as it can, and says after each answer that one more was
 * judged. argv: state folder. With `stop-after-count` it stands still once a guess is on the disk and before it is judged.
 */

const [folder = '', mode] = process.argv.slice(2);
const whole = createECDH('prime256v1').generateKeys();
const key = technicianKey({
  kty: 'EC',
  crv: 'P-256',
  x: whole.subarray(1, 33).toString('base64url'),
  y: whole.subarray(33).toString('base64url'),
});
const times = { steady: 0, wall: 1_795_343_400, directory: null };
const life = new Life(folder, times, key);
if (mode === 'stop-after-count') {
  const count = life.counter.count.bind(life.counter);
  life.counter.count = async () => {
    await count();
    process.stdout.write('counted\n');
    await new Promise(() => setInterval(() => {}, 1_000));
  };
}
for (let guess = 1; guess < 500; guess += 1) {
  // The waits go by, and with them the challenge.
  times.steady += 3_600;
  await life.ask();
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(guess);
  const before = life.counter.failures();
  await life.type(codeFromMac(bytes));
  if (life.counter.failures() > before) process.stdout.write('judged\n');
}
