import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockState } from '../../../electron/journal/state-lock.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const AGENT = new URL('lock-and-wait.ts', import.meta.url).pathname;

async function startAgent(stateDir: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [AGENT, stateDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [first] = await once(child.stdout!, 'data');
  return { child, said: String(first).trim() };
}

describe('one agent per state folder', () => {
  it('refuses the second in the same process, and lets it in after the first has gone', async () => {
    const stateDir = temporaryFolder();
    const first = await lockState(stateDir);
    await expect(lockState(stateDir)).rejects.toMatchObject({
      slug: 'state_in_use',
      details: { detail: `Process ${process.pid} holds the state folder.` },
    });
    first.release();
    (await lockState(stateDir)).release();
  });

  it('lets exactly one of two in that start at once', async () => {
    const stateDir = temporaryFolder();
    const agents = await Promise.all([startAgent(stateDir), startAgent(stateDir), startAgent(stateDir)]);
    expect(agents.map((agent) => agent.said).sort()).toEqual(['open', 'state_in_use', 'state_in_use']);
  });

  it('is free as soon as its holder was killed', async () => {
    const stateDir = temporaryFolder();
    const { child, said } = await startAgent(stateDir);
    expect(said).toBe('open');
    await expect(lockState(stateDir)).rejects.toMatchObject({ slug: 'state_in_use' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await lockState(stateDir)).release();
  });

  it('does not believe a pid that was left behind, whoever has it now', async () => {
    const stateDir = temporaryFolder();
    writeFileSync(join(stateDir, 'agent.pid'), `${process.ppid}\n`);
    (await lockState(stateDir)).release();
  });
});
