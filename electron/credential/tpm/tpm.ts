import { setTimeout as pause } from 'node:timers/promises';
import { refusalOfCode } from './refuse.ts';
import { classifyResponseCode } from './response-code.ts';
import type { Authorization } from './session/authorization.ts';
import { openPipe, type PipeOptions, type TpmPipe } from './transport/pipe.ts';
import { marshalCommand, readAnswer, responseCode } from './wire/command.ts';
import { CAPABILITY, COMMAND, RANGE } from './wire/constants.ts';
import { Reader } from './wire/read.ts';
import { u32 } from './wire/write.ts';

/** A command of TPM 2.0 Library Part 3. */
export interface TpmCommand {
  readonly code: number;
  /** The handle area; names go into the authorization (Part 1, 16). */
  readonly handles: readonly { readonly handle: number; readonly name: Uint8Array }[];
  readonly parameters: Uint8Array;
  /** Whether the answer carries a handle. What it names is held until `release`. */
  readonly makes: boolean;
}

export type TpmResult =
  | { readonly ok: true; readonly handle: number; readonly parameters: Buffer }
  | { readonly ok: false; readonly code: number };

/** Milliseconds before the same bytes are sent again. All together three seconds, for a TPM that tests itself first. */
const PAUSES: readonly number[] = [5, 20, 80, 300, 1000, 1600];
/** How many handles one question after them can return at most. */
const HANDLES_AT_ONCE = 64;

/** An open TPM. It remembers what was made, so that nothing stays behind in its few slots. */
export class Tpm {
  readonly #pipe: TpmPipe;
  readonly #held = new Set<number>();
  readonly #forgets: (() => void)[] = [];

  constructor(pipe: TpmPipe) {
    this.#pipe = pipe;
  }

  /**
   * Sends a command whose failure means something to the caller.
   * @throws Refusal authenticator_unavailable when the TPM is gone or does not answer in its own name
   */
  async attempt(command: TpmCommand, authorization: Authorization | null): Promise<TpmResult> {
    const result = await this.#exchange(command, authorization);
    if (result.ok || classifyResponseCode(result.code) !== 'full') return result;
    await this.#sweep();
    return this.#exchange(command, authorization);
  }

  /** Sends a command that has no reason to fail. @throws Refusal for the response code */
  async execute(command: TpmCommand, authorization: Authorization | null = null) {
    const result = await this.attempt(command, authorization);
    if (!result.ok) throw refusalOfCode(result.code);
    return result;
  }

  /** Has something of ours forgotten together with what is in the TPM. */
  atRelease(forget: () => void): void {
    this.#forgets.push(forget);
  }

  /** Flushes everything that was made here. Never throws: a TPM that is gone has forgotten it by itself. */
  async release(): Promise<void> {
    for (const forget of this.#forgets.splice(0)) forget();
    for (const handle of [...this.#held].reverse()) await this.#flush(handle).catch(() => undefined);
    this.#held.clear();
  }

  async #exchange(command: TpmCommand, authorization: Authorization | null): Promise<TpmResult> {
    const { code, handles, makes } = command;
    const names = handles.map(({ name }) => name);
    const authorized = authorization?.authorize(code, names, command.parameters) ?? null;
    const bytes = marshalCommand(
      code,
      handles.map(({ handle }) => handle),
      authorized?.authorizations ?? null,
      authorized?.parameters ?? command.parameters,
    );
    const answer = readAnswer(await this.#sendPatiently(bytes), makes);
    if (!answer.ok) return answer;
    if (makes) this.#held.add(answer.handle);
    const parameters =
      authorization?.accept(code, answer.parameters, answer.authorizations) ?? answer.parameters;
    return { ok: true, handle: answer.handle, parameters };
  }

  /** A TPM that says "again" has done nothing, sessions included: the same bytes are right (Part 2, 6.6.3, TPM_RC_RETRY). */
  async #sendPatiently(bytes: Buffer): Promise<Buffer> {
    for (const milliseconds of PAUSES) {
      const answer = await this.#pipe.send(bytes);
      if (classifyResponseCode(responseCode(answer)) !== 'again') return answer;
      await pause(milliseconds);
    }
    return this.#pipe.send(bytes);
  }

  /**
   * Makes room. Behind a resource manager (the kernel's, tabrmd) only our own handles are listed. Without one, what is in the
   * slots was left behind by a program that was killed: the device opens for one at a time.
   */
  async #sweep(): Promise<void> {
    for (const range of [RANGE.transient, RANGE.loadedSession]) {
      for (const handle of await this.#handles(range)) {
        if (!this.#held.has(handle)) await this.#flush(handle);
      }
    }
  }

  async #handles(first: number): Promise<number[]> {
    const parameters = Buffer.concat([u32(CAPABILITY.handles), u32(first), u32(HANDLES_AT_ONCE)]);
    const command = { code: COMMAND.getCapability, handles: [], parameters, makes: false };
    const result = await this.#exchange(command, null);
    if (!result.ok) throw refusalOfCode(result.code);
    const reader = new Reader(result.parameters);
    reader.take(5); // moreData and the capability asked for
    return Array.from({ length: reader.u32() }, () => reader.u32());
  }

  async #flush(handle: number): Promise<void> {
    const parameters = u32(handle);
    await this.#exchange({ code: COMMAND.flushContext, handles: [], parameters, makes: false }, null);
  }
}

/**
 * Opens the TPM for one task and leaves nothing in it, whatever happens.
 * @throws Refusal authenticator_unavailable, state_unwritable, and what the task throws
 */
export async function withTpm<T>(options: PipeOptions, task: (tpm: Tpm) => Promise<T>): Promise<T> {
  const pipe = await openPipe(options);
  const tpm = new Tpm(pipe);
  try {
    return await task(tpm);
  } finally {
    await tpm.release();
    await pipe.close();
  }
}
