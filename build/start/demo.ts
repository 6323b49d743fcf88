import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import got from 'got';
import type { TechnicianKeyAnswer } from '../../electron/contract/wire/technician.ts';
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
    const technicianKey = await keepTechnicianKey(directory, folder);
    return await new Promise((resolve) => {
      const shown = showHost(host, directory, { state: join(folder, 'laptop'), technicianKey });
      process.once('SIGINT', () => shown.kill('SIGTERM'));
      process.once('SIGTERM', () => shown.kill('SIGTERM'));
      shown.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await directory.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The laptop asks the directory's technicians: their public key, as IT would put it on the image. */
async function keepTechnicianKey({ ready }: DirectoryProcess, folder: string): Promise<string> {
  const certificateAuthority = await readFile(ready.caFile, 'utf8');
  const url = new URL('provisioning/v1/technician/key', ready.url);
  const { key } = await got(url, { https: { certificateAuthority } }).json<TechnicianKeyAnswer>();
  const file = join(folder, 'technicians.pub');
  await writeFile(file, JSON.stringify(key));
  return file;
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

  For the technician's way out, press Escape five times in the window. Then answer what it shows:

    npm run latchkey -- technician answer --directory ${ready.url} --ca ${ready.caFile} \\
      --admin ${ready.adminFile}
`;
}

interface DemoLaptop {
  readonly state: string;
  readonly technicianKey: string;
}

function showHost(
  host: Host,
  { ready }: DirectoryProcess,
  { state, technicianKey }: DemoLaptop,
): ChildProcess {
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
    LATCHKEY_TECHNICIAN_KEY: technicianKey,
  };
  const main = join(ROOT, 'electron', 'main.ts');
  if (host === 'electron') return spawn(electronBinary() ?? 'electron', [main], { stdio: 'inherit', env });
  const register = join(ROOT, 'build', 'preview', 'register.ts');
  return spawn(process.execPath, ['--import', register, main], { stdio: 'inherit', env });
}
