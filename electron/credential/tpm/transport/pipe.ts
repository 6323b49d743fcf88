import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal } from '../../../contract/refusal.ts';
import { asUnwritable, codeOf } from '../../../vault/durable-file.ts';
import { type Missing, missing } from '../refuse.ts';
import { answerLength } from '../wire/command.ts';
import { requireReachable } from './tcti.ts';

/** A way to the TPM: one command at a time, whole answers. */
export interface TpmPipe {
  /** @throws Refusal authenticator_unavailable; the pipe is then shut */
  send(command: Uint8Array): Promise<Buffer>;
  /** Ends the child. Safe to repeat. */
  close(): Promise<void>;
}

export interface PipeOptions {
  /** A TCTI that `chooseTcti` let through. */
  readonly tcti: string;
  /** Milliseconds for one answer; making an ECC key takes hardware a second or two. */
  readonly patience?: number;
  /** Name or path of tpm2_send. */
  readonly tool?: string;
}

const PATIENCE = 20_000;
/** Milliseconds that the child gets to end by itself once its input is closed. */
const LEAVE_TIME = 1_000;

interface Waiting {
  readonly resolve: (answer: Buffer) => void;
  readonly reject: (refusal: Refusal) => void;
}

/**
 * Starts `tpm2_send` (tpm2-tools 5): it reads commands from its standard input until that ends, so one child serves a whole
 * task, and it ends with us, whatever ends us. No shell; a working folder of its own, because the tools take files lying there
 * for arguments; no environment, because TSS2_LOG would write the exchange down.
 *
 * @throws Refusal authenticator_unavailable: no TPM, no permission. Missing tools show at the first `send`.
 * @throws Refusal state_unwritable when there is no room for temporary files
 */
export async function openPipe(options: PipeOptions): Promise<TpmPipe> {
  const { tcti, patience = PATIENCE, tool = 'tpm2_send' } = options;
  await requireReachable(tcti);
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-tpm-')).catch((error) => {
    throw asUnwritable(error);
  });
  const child = spawn(tool, ['-T', tcti], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TSS2_LOG: 'all+NONE' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const pipe = new ChildPipe(child, patience);
  // The child is in it by now, and stays in it: a folder without a name is empty for good, and a kill -9 leaves none behind.
  await rmdir(folder).catch(() => undefined);
  return pipe;
}

class ChildPipe implements TpmPipe {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #patience: number;
  readonly #ended: Promise<void>;
  #received = Buffer.alloc(0);
  #waiting: Waiting | null = null;
  #broken: Refusal | null = null;

  constructor(child: ChildProcessWithoutNullStreams, patience: number) {
    this.#child = child;
    this.#patience = patience;
    this.#ended = new Promise((resolve) => {
      child.once('close', () => resolve());
    });
    child.once('error', (error) => this.#break(reasonOf(error), error));
    child.once('close', () => this.#break('gone'));
    // A child that ended breaks its pipe; `close` says all there is to say.
    child.stdin.on('error', () => {});
    child.stderr.resume();
    child.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
  }

  async send(command: Uint8Array): Promise<Buffer> {
    if (this.#broken !== null) throw this.#broken;
    if (this.#waiting !== null) throw new TypeError('one command at a time');
    const timer = setTimeout(() => this.#break('silent'), this.#patience);
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#child.stdin.write(command);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = null;
    }
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), LEAVE_TIME);
    await this.#ended;
    clearTimeout(timer);
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    try {
      const length = answerLength(this.#received);
      if (length === null || this.#received.length < length) return;
      const answer = this.#received;
      this.#received = Buffer.alloc(0);
      // More bytes than one answer fail in its reader: nothing was asked that they could answer.
      this.#waiting?.resolve(answer);
    } catch (refusal) {
      this.#broken ??= refusal as Refusal;
      this.#waiting?.reject(refusal as Refusal);
      this.#child.kill('SIGKILL');
    }
  }

  #break(what: Missing, cause?: unknown): void {
    this.#broken ??= missing(what, cause);
    this.#waiting?.reject(this.#broken);
    this.#child.kill('SIGKILL');
  }
}

function reasonOf(error: Error): Missing {
  return codeOf(error) === 'ENOENT' ? 'tools' : 'gone';
}
