import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './machine.ts';

/** The one line that `npm run directory -- --json` prints when it is ready. */
export interface Ready {
  readonly event: 'ready';
  readonly url: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly console: string;
  readonly adminFile: string;
  readonly admin?: { readonly clientId: string; readonly clientSecret: string };
}

export interface DirectoryProcess {
  readonly ready: Ready;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts the bundled directory as a process of its own and waits until it answers. It ends with this process, because the
 * IPC channel closes then; nothing secret is in its arguments.
 *
 * @param dataDir folder for its data; the same folder again is the same directory
 * @param program the file to start, where it is not the source
 * @throws Error when it ends before it is ready; its own words have gone to standard error by then
 */
export async function startDirectory(
  dataDir: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  program = join(ROOT, 'server-stub', 'main.ts'),
): Promise<DirectoryProcess> {
  const child = spawn(
    process.execPath,
    [program, '--json', '--data', dataDir, '--seed', 'demo', '--port', '0', ...args],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { ...process.env, ...env } },
  );
  const ready = await firstLine(child);
  return {
    ready,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  if (!child.stdout) throw new TypeError('the directory has no standard output');
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string | null>((resolve) => {
    lines.once('line', resolve);
    child.once('exit', () => resolve(null));
  });
  if (line === null) throw new Error('The directory ended before it was ready. Its own message is above.');
  return JSON.parse(line) as Ready;
}
