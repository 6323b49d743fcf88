import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO } from '../../server-stub/seed/demo.ts';
import type { Host } from './choose-host.ts';
import { runCommand } from './command.ts';
import { type DirectoryProcess, startDirectory } from './directory-process.ts';
import { electronBinary, ROOT } from './machine.ts';

const USER = 'amal@northwind.example';
const BEN = 'ben@northwind.example';

/** Starts the directory, issues a pass and shows the flow to a person on the chosen host. Resolves with the exit code. */
export async function showDemo(host: Host, say: (text: string) => void): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-demo-'));
  const directory = await startDirectory(join(folder, 'directory'));
  try {
    const pass = await issuePass(directory);
    if (pass === null) return 1;
    say(castCard(directory, pass));
    return await new Promise((resolve) => {
      const shown = showHost(host, directory, join(folder, 'laptop'));
      process.once('SIGINT', () => shown.kill('SIGTERM'));
      process.once('SIGTERM', () => shown.kill('SIGTERM'));
      shown.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await directory.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function issuePass({ ready }: DirectoryProcess): Promise<string | null> {
  const args = [
    '--directory',
    ready.url,
    '--ca',
    ready.caFile,
    '--admin',
    ready.adminFile,
    '--user',
    USER,
    '--json',
  ];
  const issued = await runCommand('server-stub/pass.ts', args);
  if (issued.code !== 0) return null;
  return (JSON.parse(issued.lines.join('\n')) as { temporaryAccessPass: string }).temporaryAccessPass;
}

function passwordOf(user: string): string {
  return DEMO.users.find(({ userPrincipalName }) => userPrincipalName === user)?.password ?? '(none)';
}

/** What to type, and how to play the loop and the rescue. */
function castCard({ ready }: DirectoryProcess, pass: string): string {
  return `
  The bundled directory runs at ${ready.url}

  On the laptop, type:
    name   ${USER}
    pass   ${pass}

  To play the MFA loop, be ${BEN} instead, choose “I don’t have a pass”
  (in the terminal: Enter alone) and give the password ${passwordOf(BEN)}. To rescue Ben, in another terminal:

    npm run pass -- --directory ${ready.url} --ca ${ready.caFile} \\
      --admin ${ready.adminFile} --user ${BEN}
`;
}

function showHost(host: Host, { ready }: DirectoryProcess, state: string): ChildProcess {
  if (host === 'terminal') {
    const args = ['--directory', ready.url, '--ca', ready.caFile, '--state', state];
    return spawn(process.execPath, [join(ROOT, 'electron/cli.ts'), 'provision', ...args], {
      stdio: 'inherit',
    });
  }
  const env = {
    ...process.env,
    LATCHKEY_DIRECTORY: ready.url,
    LATCHKEY_CA: ready.caFile,
    LATCHKEY_STATE: state,
  };
  const main = join(ROOT, 'electron', 'main.ts');
  if (host === 'electron') return spawn(electronBinary() ?? 'electron', [main], { stdio: 'inherit', env });
  const register = join(ROOT, 'build', 'preview', 'register.ts');
  return spawn(process.execPath, ['--import', register, main], { stdio: 'inherit', env });
}
