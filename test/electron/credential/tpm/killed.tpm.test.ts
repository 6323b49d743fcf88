import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMAND } from '../../../../electron/credential/tpm/wire/constants.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions } from '../software/setup.ts';
import { BusProxy, codeOf } from './proxy.ts';
import { filesIn, TestTpm, tpmIn } from './setup.ts';

const CHILD = new URL('work-once.ts', import.meta.url).pathname;

describe('kill -9 of the agent', () => {
  it.each([
    ['before its files are written', COMMAND.sign, []],
    ['after its files are written', COMMAND.flushContext, ['.key', '.tries']],
  ])('in a creation, %s, leaves what keepOnly removes', async (_, heldAt, endings) => {
    const stateDir = temporaryFolder();
    const tpm = await TestTpm.start();
    const proxy = await BusProxy.before(tpm, (command) => (codeOf(command) === heldAt ? 'hold' : 'pass'));
    const child = spawn(process.execPath, [CHILD, proxy.tcti, stateDir], { stdio: 'pipe' });
    onTestFinished(() => void child.kill('SIGKILL'));
    while (!proxy.exchanges.some(({ command }) => codeOf(command) === heldAt)) await pause(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(
      filesIn(stateDir)
        .map((name) => name.slice(32))
        .sort(),
    ).toEqual(endings);
    const { id } = await tpmIn(stateDir, tpm).create(creationOptions(), PIN);
    writeFileSync(join(stateDir, 'credential-tpm', '.torn.unfinished'), 'half of a rec');
    await tpmIn(stateDir, tpm).keepOnly(id);
    expect(filesIn(stateDir)).toHaveLength(2);
    await tpmIn(stateDir, tpm).assert(requestOptions(), id, PIN);
    await tpmIn(stateDir, tpm).keepOnly(null);
    expect(filesIn(stateDir)).toEqual([]);
  });

  it('takes the child with it and leaves no folder', async () => {
    const proxy = await BusProxy.before(await TestTpm.start(), () => 'hold');
    const temporary = temporaryFolder();
    const child = spawn(process.execPath, [CHILD, proxy.tcti, temporaryFolder()], {
      stdio: 'pipe',
      env: { ...process.env, TMPDIR: temporary },
    });
    while (proxy.exchanges.length === 0) await pause(5);
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
    expect(children).toMatch(/^\d+$/);
    expect(readlinkSync(`/proc/${children}/cwd`)).toMatch(/ \(deleted\)$/);
    expect(readFileSync(`/proc/${children}/environ`, 'utf8').split('\0').filter(Boolean)).toEqual([
      expect.stringMatching(/^PATH=/),
      'LC_ALL=C',
      'TSS2_LOG=all+NONE',
    ]);
    expect(readFileSync(`/proc/${children}/cmdline`, 'utf8')).toBe(`tpm2_send\0-T\0${proxy.tcti}\0`);
    expect(readdirSync(temporary)).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // It waits for an answer; that its line ends is what it hears next.
    proxy.hangUp();
    while (existsSync(`/proc/${children}`)) await pause(5);
  });
});
