import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Command } from '../contract/commands.ts';
import { asRefusal, Refusal, type RefusalNotice } from '../contract/refusal.ts';
import type { TechnicianAction, TechnicianReason } from '../contract/technician/actions.ts';
import { readCode } from '../contract/technician/answer-code.ts';
import { type Challenge, challengeLines, challengeQr } from '../contract/technician/challenge.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type { TechnicianEvent } from '../contract/wire/technician.ts';
import { codeForDevice, makeEphemeral } from './derive.ts';
import type { TechnicianKey } from './public-key.ts';
import { appendRecords } from './records.ts';
import { FREE_TRIES } from './tries.ts';
import type { TriesCounter } from './tries-counter.ts';

/** A challenge lives this long, in seconds of a clock that nobody can set. */
export const CHALLENGE_LIFE = 30 * 60;

export interface DeskOptions {
  readonly stateDir: string;
  /** Or why there is none: every request is then refused with that. */
  readonly key: TechnicianKey | Refusal;
  readonly tries: TriesCounter;
  readonly clock: {
    /** Seconds that only ever go forward; no relation to the time of day. */
    steady(): number;
    /** Seconds since 1970, in the directory's time where it is known. */
    now(): number;
  };
  readonly serialNumber: () => Promise<string>;
  /** What can be done at this point of the flow. */
  readonly actions: () => readonly TechnicianAction[];
  readonly show: (panel: TechnicianPanel | null) => void;
  /** Does what the code has opened. The challenge is spent and the event on the disk by then. */
  readonly open: (action: TechnicianAction) => Promise<TechnicianPanel | null>;
}

type DeskCommand = Extract<
  Command,
  { type: 'openTechnician' | 'closeTechnician' | 'askTechnician' | 'submitTechnicianCode' }
>;

interface Asked {
  readonly challenge: Challenge;
  /** What the answer has to be; it exists in this process's memory only. */
  readonly code: string;
  readonly diesAt: number;
}

/** The technician's desk: one challenge at a time, and one command after the other. */
export class TechnicianDesk {
  readonly #options: DeskOptions;
  #asked: Asked | null = null;
  #turn: Promise<void> = Promise.resolve();
  #open = false;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Takes a command of the panel; others are none of its business. What follows is shown. */
  take(command: Command): void {
    if (!isDeskCommand(command)) return;
    this.#turn = this.#turn.then(() => this.#answer(command)).catch(() => undefined);
  }

  /** Resolves when every command so far has been answered. */
  settled(): Promise<void> {
    return this.#turn;
  }

  async #answer(command: DeskCommand): Promise<void> {
    try {
      await this.#carryOut(command);
    } catch (thrown) {
      this.#present(asRefusal(thrown).toJSON());
    }
  }

  async #carryOut(command: DeskCommand): Promise<void> {
    switch (command.type) {
      case 'openTechnician':
        this.#open = true;
        await this.#options.tries.load();
        return this.#present();
      case 'closeTechnician':
        this.#open = false;
        this.#asked = null;
        return this.#options.show(null);
      case 'askTechnician':
        if (this.#open) await this.#ask(command.action, command.reason);
        return;
      case 'submitTechnicianCode':
        if (this.#open) await this.#judge(command.code.reveal());
        return;
    }
  }

  async #ask(action: TechnicianAction, reason: TechnicianReason): Promise<void> {
    const { key, clock, serialNumber, actions } = this.#options;
    this.#asked = null;
    if (key instanceof Refusal) throw key;
    if (!actions().includes(action)) throw new Refusal('technician_action_not_here');
    const ephemeral = makeEphemeral();
    const challenge: Challenge = {
      action,
      reason,
      keyId: key.keyId,
      issuedAt: Math.floor(clock.now()),
      nonce: randomBytes(8).toString('hex'),
      ephemeral: ephemeral.publicKey,
      serialNumber: await serialNumber(),
    };
    const code = codeForDevice(ephemeral, key.point, challenge);
    this.#asked = { challenge, code, diesAt: clock.steady() + CHALLENGE_LIFE };
    this.#present();
  }

  /** Counted on the disk first, judged then: whoever pulls the plug in between has used the guess up. */
  async #judge(typed: string): Promise<void> {
    const asked = this.#asked;
    const { clock, tries } = this.#options;
    if (!asked || clock.steady() >= asked.diesAt) {
      this.#asked = null;
      throw new Refusal('technician_challenge_ended');
    }
    const code = readCode(typed);
    if (code === null) throw new Refusal('technician_code_mistyped');
    this.#present(undefined, true);
    // Where opening the panel could not read the count, nothing is judged without it now.
    await tries.load();
    const lockedFor = tries.lockedFor();
    if (lockedFor > 0) throw new Refusal('technician_locked', { retryAfter: lockedFor });
    await tries.count();
    if (!timingSafeEqual(Buffer.from(code), Buffer.from(asked.code))) return this.#wrong(asked.challenge);
    await this.#accept(asked.challenge);
  }

  async #wrong(challenge: Challenge): Promise<void> {
    const { tries, stateDir } = this.#options;
    const lockedFor = tries.lockedFor();
    const event = this.#event(challenge, lockedFor > 0 ? 'locked' : 'wrong');
    await appendRecords(stateDir, [{ kind: 'event', event }]);
    throw lockedFor > 0
      ? new Refusal('technician_locked', { retryAfter: lockedFor })
      : new Refusal('technician_code_wrong');
  }

  /** Spent before it opens anything: in memory at once, and the event that names it on the disk. */
  async #accept(challenge: Challenge): Promise<void> {
    const { tries, stateDir, show, open, actions } = this.#options;
    this.#asked = null;
    const { action } = challenge;
    await appendRecords(stateDir, [{ kind: 'event', event: this.#event(challenge, 'accepted') }]);
    await tries.forgive();
    // The flow may have gone on since the challenge was made.
    if (!actions().includes(action)) throw new Refusal('technician_action_not_here');
    const panel = await open(action);
    this.#open = panel !== null;
    show(panel);
  }

  #event({ action, reason, keyId, nonce }: Challenge, type: TechnicianEvent['type']): TechnicianEvent {
    const occurredDateTime = new Date(this.#options.clock.now() * 1000).toISOString();
    return { id: randomUUID(), occurredDateTime, type, action, reason, keyId, challenge: nonce };
  }

  #present(refusal?: RefusalNotice, busy = false): void {
    if (!this.#open) return;
    const { tries, actions, show, key } = this.#options;
    const lockedFor = tries.lockedFor();
    const left = {
      // After the free ones each wrong code brings the next wait.
      triesLeft: Math.max(1, FREE_TRIES - tries.failures()),
      ...(lockedFor > 0 && { lockedFor }),
      ...(refusal && { refusal }),
    };
    if (!this.#asked) {
      const none = key instanceof Refusal ? { refusal: key.toJSON() } : {};
      show({ phase: 'choose', actions: actions(), ...none, ...left });
      return;
    }
    const { challenge } = this.#asked;
    const { action, reason, keyId } = challenge;
    const texts = { scan: challengeQr(challenge), lines: challengeLines(challenge) };
    show({ phase: 'answer', action, reason, keyId, ...texts, busy, ...left });
  }
}

function isDeskCommand(command: Command): command is DeskCommand {
  return ['openTechnician', 'closeTechnician', 'askTechnician', 'submitTechnicianCode'].includes(
    command.type,
  );
}
