import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../contract/refusal.ts';
import { measureSkew, nextSkew } from '../network/clock-skew.ts';
import { type Answer, readAnswer } from './answer.ts';
import type { Call, CallLine } from './call.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { ProofKey } from './dpop-proof.ts';
import { composeMessage } from './message.ts';
import { asksForNonce, blamesProof } from './proof-refusal.ts';
import { type Outcome, retryDelay } from './retry.ts';
import { createSender, type Message, type RawAnswer, type Sender, TIMEOUTS, type Timeouts } from './send.ts';
import { type TrustOptions, trustedAuthorities } from './trust.ts';

export interface DoorwayOptions extends TrustOptions {
  /** `https://host[:port]`. */
  readonly directoryUrl: string;
  deviceKey(): Promise<ProofKey>;
  log(line: CallLine): void;
  /** Device time in milliseconds since 1970; the machine's own where it is not given. */
  now?(): number;
  readonly timeouts?: Timeouts;
  /** http URL of the proxy on the way; absent or `null`: there is none. */
  readonly proxy?: string | null;
}

/** One attempt, with what its proof was made from: to see afterwards whether another proof would do better. */
interface Attempt {
  readonly answer: Answer;
  readonly nonce: string | undefined;
  readonly skew: number | null;
}

/**
 * The one way to the directory: HTTPS to its origin and nowhere else, trust as given, proofs, time limits, and second
 * tries where they do no harm. What it remembers between calls: the clock's skew and the last nonce. Nothing is read or
 * sent before the first call.
 */
export class Doorway {
  readonly #options: DoorwayOptions;
  #sender: Promise<Sender> | null = null;
  #skew: number | null = null;
  #nonce: string | undefined;

  constructor(options: DoorwayOptions) {
    this.#options = options;
  }

  /** Directory time minus device time in seconds; `null` until an answer carried a date. */
  measuredSkew(): number | null {
    return this.#skew;
  }

  /** Seconds since 1970 in the directory's time, as far as it is known. */
  directoryTime(): number {
    return Math.floor(this.#now() / 1000) + (this.#skew ?? 0);
  }

  /** Lets go of the connections. A later call opens new ones. */
  close(): void {
    const sender = this.#sender;
    this.#sender = null;
    sender?.then(
      (open) => open.close(),
      () => undefined,
    );
  }

  /**
   * Calls and gives back the answer, whatever its status: readers judge it.
   * @throws Refusal where nobody answered within the deadline, or the device key cannot be had
   */
  async call(call: Call): Promise<Answer> {
    checkAddress(call.url, this.#options.directoryUrl);
    const deadline = call.deadline ?? startDeadline();
    const clientRequestId = randomUUID();
    let mayProveAgain = true;
    for (let count = 1; ; count += 1) {
      const made = await this.#attempt(call, { clientRequestId, count, deadline }).catch(onlyRefusals);
      if (mayProveAgain && this.#wantsAnotherProof(made)) {
        mayProveAgain = false;
        continue;
      }
      const delay = retryDelay({
        outcome: outcomeOf(made),
        attempt: count,
        idempotent: call.idempotent,
        remainingMs: deadline.remainingMs(),
        jitter: Math.random(),
      });
      if (delay !== null) await sleep(delay);
      else if (made instanceof Refusal) throw made;
      else return made.answer;
    }
  }

  async #attempt(
    call: Call,
    facts: { readonly clientRequestId: string; readonly count: number; readonly deadline: Deadline },
  ): Promise<Attempt> {
    const [nonce, skew] = [this.#nonce, this.#skew];
    const message = await composeMessage(call, {
      clientRequestId: facts.clientRequestId,
      timeLimit: facts.deadline.remainingMs(),
      issuedAt: this.directoryTime(),
      nonce,
      deviceKey: this.#options.deviceKey,
    });
    const answer = await this.#exchange(message, {
      event: 'directory_call',
      method: call.method,
      path: new URL(call.url).pathname,
      attempt: facts.count,
      clientRequestId: facts.clientRequestId,
    });
    return { answer, nonce, skew };
  }

  /** Sends, logs, and learns the time and the nonce from the answer. */
  async #exchange(message: Message, line: Omit<CallLine, 'milliseconds'>): Promise<Answer> {
    const sender = await this.#openSender();
    const sentAt = this.#now();
    const started = performance.now();
    const log = (rest: Partial<CallLine>) =>
      this.#options.log({ ...line, milliseconds: Math.round(performance.now() - started), ...rest });
    const raw = await sender.send(message).catch((error: unknown) => {
      if (error instanceof Refusal) log({ slug: error.slug });
      throw error;
    });
    const answer = this.#learn(raw, sentAt);
    log({
      status: answer.status,
      ...(answer.requestId !== undefined && { requestId: answer.requestId }),
    });
    return answer;
  }

  #learn(raw: RawAnswer, sentAt: number): Answer {
    const receivedAt = this.#now();
    const answer = readAnswer(raw.status, raw.headers, raw.text, receivedAt);
    const { date } = raw.headers;
    if (typeof date === 'string') {
      this.#skew = nextSkew(this.#skew, measureSkew({ sentAt, receivedAt, date }));
    }
    if (answer.dpopNonce !== undefined) this.#nonce = answer.dpopNonce;
    return answer;
  }

  /** A proof is judged before anything else is looked at, so another one does no harm, idempotent or not. */
  #wantsAnotherProof(made: Attempt | Refusal): boolean {
    if (made instanceof Refusal) return false;
    const { answer, nonce, skew } = made;
    return (this.#nonce !== nonce && asksForNonce(answer)) || (this.#skew !== skew && blamesProof(answer));
  }

  #openSender(): Promise<Sender> {
    this.#sender ??= trustedAuthorities(this.#options)
      .then((trusted) => createSender(trusted, this.#options.timeouts ?? TIMEOUTS, this.#options.proxy))
      .catch((error: unknown) => {
        this.#sender = null;
        throw error;
      });
    return this.#sender;
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}

/** Passes, tokens and proofs go to the directory's own origin and nowhere else, whatever its documents say. */
function checkAddress(url: string, directoryUrl: string): void {
  const target = URL.parse(url);
  if (target?.protocol !== 'https:' || target.origin !== URL.parse(directoryUrl)?.origin) {
    throw new Refusal('directory_incompatible', { detail: 'Not an https address of the directory.' });
  }
}

function onlyRefusals(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

function outcomeOf(made: Attempt | Refusal): Outcome {
  if (made instanceof Refusal) return { kind: 'unanswered', slug: made.slug };
  const { status, retryAfter } = made.answer;
  return { kind: 'answered', status, ...(retryAfter !== undefined && { retryAfter }) };
}
