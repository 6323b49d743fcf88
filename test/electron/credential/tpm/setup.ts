import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import type { Refusal } from '../../../../electron/contract/refusal.ts';
import {
  createTpmAuthenticator,
  type TpmAuthenticatorOptions,
} from '../../../../electron/credential/tpm/authenticator.ts';
import type { Authenticator } from '../../../../electron/provisioning/ports.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { ORIGIN, POLICY, RP_ID } from '../software/setup.ts';

const run = promisify(execFile);

/**
 * A TPM of its own for one test: swtpm over Unix sockets in a temporary folder, a new seed with each folder, ended with the
 * test. `powerCut` and `start` are what happens to a laptop.
 */
export class TestTpm {
  readonly socket: string;
  readonly #folder: string;
  #stop: (signal: NodeJS.Signals) => Promise<void> = async () => {};

  private constructor(folder: string) {
    this.#folder = folder;
    this.socket = join(folder, 'socket');
  }

  static async start(version: '1.2' | '2.0' = '2.0'): Promise<TestTpm> {
    const tpm = new TestTpm(temporaryFolder());
    await tpm.start(version);
    return tpm;
  }

  /** A TPM as it leaves its maker: with a certificate of its endorsement key. `ca` is the maker's folder, its CA made in it. */
  static async manufactured(ca: string): Promise<TestTpm> {
    const tpm = new TestTpm(temporaryFolder());
    const config = (name: string, lines: readonly string[]) => {
      writeFileSync(join(ca, name), `${lines.join('\n')}\n`);
      return join(ca, name);
    };
    const authority = config('localca.conf', [
      `statedir = ${ca}`,
      `signingkey = ${join(ca, 'signing-key.pem')}`,
      `issuercert = ${join(ca, 'issuer.pem')}`,
      `certserial = ${join(ca, 'serial')}`,
    ]);
    const setup = config('setup.conf', [
      'create_certs_tool=swtpm_localca',
      `create_certs_tool_config=${authority}`,
      `create_certs_tool_options=${config('options.conf', ['--platform-manufacturer Test', '--platform-version 1', '--platform-model 1'])}`,
    ]);
    const given = ['--tpm2', '--tpmstate', tpm.#folder, '--create-ek-cert', '--config', setup];
    await run('swtpm_setup', given);
    await tpm.start();
    return tpm;
  }

  get tcti(): string {
    return `swtpm:path=${this.socket}`;
  }

  async start(version: '1.2' | '2.0' = '2.0'): Promise<void> {
    const control = `${this.socket}.ctrl`;
    const child = spawn(
      'swtpm',
      [
        ['socket', '--tpmstate', `dir=${this.#folder}`],
        ['--server', `type=unixio,path=${this.socket}`, '--ctrl', `type=unixio,path=${control}`],
        ['--flags', 'not-need-init,startup-clear'],
        version === '2.0' ? ['--tpm2'] : [],
      ].flat(),
      { stdio: 'ignore' },
    );
    const ended = once(child, 'exit');
    this.#stop = async (signal) => {
      child.kill(signal);
      await ended;
    };
    onTestFinished(() => this.#stop('SIGKILL'));
    while (!existsSync(this.socket) || !existsSync(control)) {
      if (child.exitCode !== null) throw new Error(`swtpm ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The power goes, in the middle of whatever it was doing. */
  async powerCut(): Promise<void> {
    await this.#stop('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.powerCut();
    await this.start();
  }

  /** One of the tpm2-tools, as root would use it; its standard output. */
  async tool(name: string, ...args: string[]): Promise<string> {
    const cwd = join(this.#folder, 'tools');
    await run('mkdir', ['-p', cwd]);
    return (await run(name, [...args, '-T', this.tcti], { cwd })).stdout;
  }

  /** Handles in the TPM's slots: transient objects and sessions of every kind. */
  async leftovers(): Promise<string[]> {
    const kinds = ['handles-transient', 'handles-loaded-session', 'handles-saved-session'];
    const lists = await Promise.all(kinds.map((kind) => this.tool('tpm2_getcap', kind)));
    return lists.join('\n').split('\n').filter(Boolean);
  }
}

/** The authenticator of a state folder, composed anew: what a restart of the agent gives. */
export function tpmIn(
  stateDir: string,
  tpm: Pick<TestTpm, 'tcti'>,
  changed: Partial<TpmAuthenticatorOptions> = {},
): Authenticator {
  return createTpmAuthenticator({
    stateDir,
    rpId: RP_ID,
    origin: ORIGIN,
    pin: () => POLICY,
    clock: { now: () => Date.now() / 1000 },
    tcti: tpm.tcti,
    ...changed,
  });
}

/** What a promise was refused with. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => {
      throw new TypeError('it was not refused');
    },
    (refusal) => refusal,
  );
}

/** Names of the files that the authenticator keeps. */
export function filesIn(stateDir: string): string[] {
  const folder = join(stateDir, 'credential-tpm');
  return existsSync(folder) ? readdirSync(folder) : [];
}
