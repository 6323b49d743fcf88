import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { startDirectory } from './directory-process.ts';
import { readSignIns, tellSignIn } from './sign-in-rows.ts';

const USER = 'amal@northwind.example';
/** A PIN of the demo, like the people in it. Not simple, not common. */
const PIN = '493027';

type Say = (text: string) => void;

/**
 * The whole journey, by itself and in plain sentences: a pass, a laptop, a sign-in that is proved, and the refusal of the
 * pass on a second laptop. Resolves with the exit code.
 */
export async function tellStory(say: Say): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-story-'));
  // The commands hear Ctrl-C themselves and end; this process stays just long enough to clear up the demo's secrets.
  const clearUpFirst = () => undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, clearUpFirst);
  say('Latchkey: from a sealed box to a proved passwordless sign-in.\n');
  const directory = await startDirectory(join(folder, 'directory'));
  try {
    const { url, caFile, adminFile } = directory.ready;
    say(`A directory for the demo company Northwind runs at ${url}.`);
    const at = ['--directory', url, '--ca', caFile];
    const passFile = await issuePass([...at, '--admin', adminFile], folder);
    if (passFile === null) return 1;
    say('An administrator has issued a Temporary Access Pass for Amal: it works once, for an hour.\n');

    say('Amal opens the box.');
    const first = await provision([...at, '--state', join(folder, 'laptop')], passFile, folder, say);
    if (first !== 0) return first;

    say('\nWhat the directory has written down about Amal’s sign-ins:');
    for (const row of await readSignIns(directory.ready, USER)) say(`  ${tellSignIn(row)}`);

    say('\nSomebody tries the same pass on a second laptop.');
    const reused = await tryAgain([...at, '--state', join(folder, 'second-laptop')], passFile, folder, say);
    say(
      reused
        ? '\nThat is the whole story. It went as it should.'
        : '\nThe pass was not refused. This is a fault.',
    );
    return reused ? 0 : 1;
  } finally {
    await directory.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Issues a one-time pass and keeps it in a file that only this user can read: never in an argument. */
async function issuePass(at: readonly string[], folder: string): Promise<string | null> {
  const issued = await runCommand('server-stub/pass.ts', [...at, '--user', USER, '--json']);
  if (issued.code !== 0) return null;
  const { temporaryAccessPass } = JSON.parse(issued.lines.join('\n')) as { temporaryAccessPass: string };
  const file = join(folder, 'pass');
  await writeFile(file, temporaryAccessPass, { mode: 0o600 });
  await writeFile(join(folder, 'pin'), PIN, { mode: 0o600 });
  return file;
}

function provisionArgs(at: readonly string[], passFile: string, folder: string): string[] {
  return [
    ...at,
    '--user',
    USER,
    '--pass-file',
    passFile,
    '--pin-file',
    join(folder, 'pin'),
    '--authenticator',
    'software',
  ];
}

async function provision(at: readonly string[], passFile: string, folder: string, say: Say): Promise<number> {
  const args = ['provision', ...provisionArgs(at, passFile, folder)];
  const ended = await runCommand('electron/cli.ts', args, (line) => say(`  ${line}`));
  return ended.code ?? 1;
}

/** True when the pass was refused because it has been used. */
async function tryAgain(at: readonly string[], passFile: string, folder: string, say: Say): Promise<boolean> {
  const args = ['provision', ...provisionArgs(at, passFile, folder), '--json'];
  const ended = await runCommand('electron/cli.ts', args);
  const last = JSON.parse(ended.lines.at(-1) ?? '{}') as {
    code?: string;
    message?: string;
    helpCode?: string;
  };
  say(`  ${last.message ?? 'No answer.'} (${last.helpCode ?? 'no code'})`);
  return ended.code !== 0 && last.code === 'pass_used';
}
