import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Laptop, type Outcome, PIN } from '../e2e/laptop.ts';
import { latchkey } from '../e2e/latchkey.ts';
import { Keyring } from './keyring.ts';

/*
 * Runs inside a session bus of its own: a laptop whose keys lie in a keychain, which locks in the middle of the run. What it
 * prints is judged by locked-vault.keychain.test.ts.
 */

const [folder = '', directory = '', caFile = '', pass = ''] = process.argv.slice(2);
const at = { directory, caFile, pass, env: { LATCHKEY_VAULT: 'keychain' } };
const laptop = await Laptop.unbox();
const end = ({ last }: Outcome) => (last?.event === 'failed' ? last.code : last?.event);
const said: Record<string, unknown> = {};

const keyring = await Keyring.unlock(join(folder, 'keychain'));
const pinPipe = join(folder, 'pin');
execFileSync('mkfifo', ['-m', '600', pinPipe]);
const run = await laptop.start({ ...at, args: ['--pin-file', pinPipe] });
while (run.process.exitCode === null && !(await laptop.facts()).includes('joined')) await sleep(20);
keyring.lock();
// The run waits for the PIN here; the key that it then makes has to go into the vault.
await writeFile(pinPipe, PIN);
said.lockedInTheMiddle = end(await run.ended);
said.lockedAtTheStart = end(await laptop.run(at));
said.factsWhileLocked = await laptop.facts();

await keyring.leave();
const unlocked = await Keyring.unlock(join(folder, 'keychain'));
said.unlockedAgain = end(await laptop.run(at));
const signIn = async (state: string) => {
  const pinFile = join(folder, 'pin-again');
  writeFileSync(pinFile, PIN, { mode: 0o600 });
  const args = ['credential', 'test', '--state', state, '--pin-file', pinFile, '--json'];
  const { code, errors } = await latchkey(args, { env: { LATCHKEY_VAULT: '' } });
  return code === 0 ? 'works' : JSON.parse(errors).code;
};
said.signIn = await signIn(laptop.state);

await unlocked.leave();
const another = await Keyring.unlock(join(folder, 'another-keychain'));
const copy = join(folder, 'copy');
cpSync(laptop.state, copy, { recursive: true });
said.copyWithAnotherKeychain = await signIn(copy);
await another.leave();
await laptop.discard();
process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
