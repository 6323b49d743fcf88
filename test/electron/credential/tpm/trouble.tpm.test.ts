import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMAND } from '../../../../electron/credential/tpm/wire/constants.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions } from '../software/setup.ts';
import { BusProxy, codeOf } from './proxy.ts';
import { refusalOf, TestTpm, tpmIn } from './setup.ts';

const CHILD = new URL('work-once.ts', import.meta.url).pathname;

const unavailable = (detail: RegExp) => ({
  slug: 'authenticator_unavailable',
  details: { detail: expect.stringMatching(detail) },
});

/** What is said of a TPM that cannot be used, by both ways of finding out. */
async function expectUnusable(tcti: string, detail: RegExp, changed = {}): Promise<void> {
  const authenticator = tpmIn(temporaryFolder(), { tcti }, changed);
  expect(await authenticator.available()).toBe(false);
  expect(await refusalOf(authenticator.create(creationOptions(), PIN))).toMatchObject(unavailable(detail));
}

describe('a machine', () => {
  it('with a TPM has this authenticator', async () => {
    expect(await tpmIn(temporaryFolder(), await TestTpm.start()).available()).toBe(true);
  });

  it('without a TPM has it not', () =>
    expectUnusable('device:/dev/latchkey-has-no-such-tpm', /^There is no TPM/));

  it('whose TPM belongs to others has it not', async () => {
    const device = join(temporaryFolder(), 'tpm');
    writeFileSync(device, '');
    chmodSync(device, 0o000);
    const asRoot = process.getuid?.() === 0;
    if (!asRoot) return expectUnusable(`device:${device}`, /may not use the TPM/);
    // Root may open everything: another account has to try.
    chmodSync(join(device, '..'), 0o755);
    const child = spawn(process.execPath, [CHILD, `device:${device}`, temporaryFolder()], {
      uid: 65_534,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('authenticator_unavailable\n');
  });

  it('without the tools has it not', async () => {
    const { tcti } = await TestTpm.start();
    await expectUnusable(tcti, /^The TPM tools are missing/, { tool: '/usr/bin/latchkey-has-no-such-tool' });
  });

  it('whose TPM is gone, its socket left behind, has it not', async () => {
    const tpm = await TestTpm.start();
    await tpm.powerCut();
    await expectUnusable(tpm.tcti, /does not answer any more|There is no TPM/);
  });

  it('with a TPM 1.2 has it not', async () =>
    expectUnusable((await TestTpm.start('1.2')).tcti, /^The TPM is too old/));

  it('whose TPM has an owner password has it not', async () => {
    const tpm = await TestTpm.start();
    await tpm.tool('tpm2_changeauth', '-c', 'owner', 'taken');
    await expectUnusable(tpm.tcti, /password/);
    expect(await tpm.leftovers()).toEqual([]);
  });

  it.each(['none', '', 'cmd:sh -c true', 'mssim:host=localhost', 'device', 'swtpm:host=localhost'])(
    'with TCTI %j has it not',
    (tcti) => expectUnusable(tcti, /^The TCTI is none of/),
  );

  it('whose TPM answers rubbish has it not', async () => {
    const proxy = await BusProxy.before(await TestTpm.start());
    const rubbish = [
      '80010000000e00000000ffffffff',
      '8001ffffffff00000000',
      '00c40000000a0000001e',
      '80050000000a00000000',
    ];
    for (const answer of rubbish) {
      proxy.heed(() => Buffer.from(answer, 'hex'));
      await expectUnusable(proxy.tcti, /^The TPM (gave|is too old|does not answer)/, { patience: 1000 });
    }
  });

  it('whose TPM never answers has it not, and does not wait for ever', async () => {
    const proxy = await BusProxy.before(await TestTpm.start(), () => 'hold');
    await expectUnusable(proxy.tcti, /took too long/, { patience: 200 });
  });

  it('whose TPM does not even take connections has it not', async () => {
    const socket = join(temporaryFolder(), 'socket');
    const servers = [socket, `${socket}.ctrl`].map((path) => createServer(() => {}).listen(path));
    onTestFinished(() => servers.forEach((server) => void server.close()));
    await expectUnusable(`swtpm:path=${socket}`, /took too long/, { patience: 200 });
  });
});

describe('a TPM that disappears', () => {
  it('at any command of a creation: nothing is left, and the next one works', async () => {
    const proxy = await BusProxy.before(await TestTpm.start());
    const { createPrimary, startAuthSession, create, load, sign } = COMMAND;
    for (const code of [createPrimary, startAuthSession, create, load, sign]) {
      const other = temporaryFolder();
      proxy.heed((command) => (codeOf(command) === code ? 'cut' : 'pass'));
      expect(await refusalOf(tpmIn(other, proxy).create(creationOptions(), PIN))).toMatchObject(
        unavailable(/does not answer any more/),
      );
      expect(existsSync(join(other, 'credential-tpm'))).toBe(false);
      proxy.heed(() => 'pass');
      await tpmIn(other, proxy).create(creationOptions(), PIN);
    }
  });

  it('at any command of an assertion: the next one works, and a try is lost only where the PIN was sent', async () => {
    const stateDir = temporaryFolder();
    const proxy = await BusProxy.before(await TestTpm.start());
    const { id } = await tpmIn(stateDir, proxy).create(creationOptions(), PIN);
    for (const code of [COMMAND.createPrimary, COMMAND.startAuthSession, COMMAND.load, COMMAND.sign]) {
      proxy.heed((command) => (codeOf(command) === code ? 'cut' : 'pass'));
      expect(await refusalOf(tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN))).toMatchObject(
        unavailable(/does not answer any more/),
      );
      proxy.heed(() => 'pass');
      await tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN);
    }
  });

  it('does not matter once it has signed', async () => {
    const stateDir = temporaryFolder();
    const proxy = await BusProxy.before(await TestTpm.start());
    const { id } = await tpmIn(stateDir, proxy).create(creationOptions(), PIN);
    proxy.heed((command) => (codeOf(command) === COMMAND.flushContext ? 'cut' : 'pass'));
    await tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN);
  });
});

describe('somebody on the bus', () => {
  it.each([
    ['a key of their own for the storage key', COMMAND.createPrimary],
    ['another answer of the session', COMMAND.load],
    ['another signature', COMMAND.sign],
  ])('who puts in %s is found out', async (_, code) => {
    const stateDir = temporaryFolder();
    const proxy = await BusProxy.before(await TestTpm.start());
    const { id } = await tpmIn(stateDir, proxy).create(creationOptions(), PIN);
    const genuine = proxy.exchanges.findLast(({ command }) => codeOf(command) === code)!.answer;
    const forged = Buffer.from(genuine);
    forged[forged.length - 60]! ^= 1;
    proxy.heed((command) => (codeOf(command) === code ? forged : 'pass'));
    const refusal = await refusalOf(tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN));
    expect(['authenticator_unavailable', 'credential_damaged']).toContain(refusal.slug);
  });
});
