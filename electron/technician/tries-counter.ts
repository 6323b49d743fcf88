import { afterTime, countTry, NO_TRIES, type TechnicianTries } from './tries.ts';
import { readTries, writeTries } from './tries-file.ts';

/** Seconds between two times that what is left of a wait is written down: a reboot costs at most so much again. */
export const SAVE_EVERY = 60;

export interface TriesClock {
  /** Seconds that only ever go forward; no relation to the time of day, which people can set. */
  steady(): number;
  /** The directory's time, seconds since 1970; `null` until it is known. */
  directory(): number | null;
  /** Calls back once after so many seconds; gives back the way to call it off. */
  after(seconds: number, callback: () => void): () => void;
}

/**
 * The count of guesses of one device. A wait runs by a clock that starts with the process and that nobody can set; while the
 * machine is off it stands still, unless the directory says what time it is. So setting the clock forward lifts nothing, and
 * neither does a reboot.
 */
export class TriesCounter {
  readonly #stateDir: string;
  readonly #clock: TriesClock;
  #tries: TechnicianTries = NO_TRIES;
  #seenAt = 0;
  #loaded = false;
  #callOff: (() => void) | null = null;

  constructor(stateDir: string, clock: TriesClock) {
    this.#stateDir = stateDir;
    this.#clock = clock;
  }

  /** Reads what the disk remembers; a second time it is known already. @throws Refusal state_unwritable */
  async load(): Promise<void> {
    if (this.#loaded) return;
    this.#tries = await readTries(this.#stateDir);
    this.#seenAt = this.#clock.steady();
    this.#loaded = true;
    this.#saveWhileWaiting();
  }

  failures(): number {
    return this.#tries.failures;
  }

  /** Whole seconds until a code is judged again; 0: now. */
  lockedFor(): number {
    this.#advance();
    return Math.ceil(this.#tries.waitLeft);
  }

  /** Resolves when the guess is counted on the disk. @throws Refusal state_unwritable, and then nothing may be judged */
  async count(): Promise<void> {
    await this.load();
    this.#advance();
    const next = countTry(this.#tries, this.#clock.directory());
    await writeTries(this.#stateDir, next);
    this.#tries = next;
    this.#seenAt = this.#clock.steady();
    this.#saveWhileWaiting();
  }

  /** A right code: the count begins anew. */
  async forgive(): Promise<void> {
    this.close();
    await writeTries(this.#stateDir, NO_TRIES);
    this.#tries = NO_TRIES;
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  #advance(): void {
    const now = this.#clock.steady();
    this.#tries = afterTime(this.#tries, now - this.#seenAt, this.#clock.directory());
    this.#seenAt = now;
  }

  #saveWhileWaiting(): void {
    this.close();
    if (this.#tries.waitLeft === 0) return;
    this.#callOff = this.#clock.after(SAVE_EVERY, () => {
      this.#advance();
      // A disk that is full costs the progress of the wait, nothing else.
      void writeTries(this.#stateDir, this.#tries).catch(() => undefined);
      this.#saveWhileWaiting();
    });
  }
}
