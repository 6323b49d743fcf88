import { createInterface } from 'node:readline';
import { Secret } from '../../../../electron/contract/secret.ts';
import { ARGON2ID } from '../../../../electron/credential/software/slow-hash.ts';
import { handClock, softwareIn } from './setup.ts';

/* A process of its own that changes the PIN once, to be killed. The PINs come over standard input: old, new. */

const [stateDir = '', id = ''] = process.argv.slice(2);
const authenticator = await softwareIn(stateDir, { hash: ARGON2ID, clock: handClock(Date.now() / 1000) });
process.stdout.write('ready\n');
const [line] = await new Promise<string[]>((resolve) => {
  createInterface({ input: process.stdin }).once('line', (text) => resolve([text]));
});
const [from = '', to = ''] = (line ?? '').split(' ');
await authenticator.changePin?.(id, new Secret(from), new Secret(to));
process.exit(0);
