import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A software TPM for one measurement. */
export interface MeasuredTpm {
  readonly tcti: string;
  /** One of the tpm2-tools, in a folder of its own. */
  tool(name: string, ...args: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Are swtpm and the tpm2-tools here? */
export function hasSwtpm(): boolean {
  const runs = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
  return runs('swtpm') && runs('tpm2_sign') && runs('tpm2_send');
}

/** @throws Error when swtpm ends at once */
export async function startSwtpm(folder: string): Promise<MeasuredTpm> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = join(folder, 'socket');
  const args = ['socket', '--tpm2', '--tpmstate', `dir=${folder}`, '--flags', 'not-need-init,startup-clear'];
  const ends = ['--server', `type=unixio,path=${socket}`, '--ctrl', `type=unixio,path=${socket}.ctrl`];
  const child = spawn('swtpm', [...args, ...ends], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (!existsSync(socket) || !existsSync(`${socket}.ctrl`)) {
    if (child.exitCode !== null) throw new Error(`swtpm ended with ${child.exitCode}`);
    await pause(5);
  }
  const tcti = `swtpm:path=${socket}`;
  return {
    tcti,
    tool: async (name, ...rest) => void (await run(name, [...rest, '-T', tcti], { cwd: folder })),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
