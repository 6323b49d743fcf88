import type { Retrying } from '../contract/connection.ts';
import { asRefusal, type Refusal } from '../contract/refusal.ts';
import { enterNetwork } from './enter.ts';
import type { Event, Result } from './event.ts';
import { type Performance, perform } from './perform.ts';
import type { Ports } from './ports.ts';
import { pauseAfter } from './ride-through.ts';
import type { Effect, State, Transition } from './state.ts';

export interface RetriesOptions {
  readonly ports: Ports;
  /** Somebody watches the screen. A script is told at once. */
  readonly patient: boolean;
  /** Told of every refusal, for the log. Holds no secret. */
  onRefusal(refusal: Refusal): void;
  state(): State;
  receive(event: Event): void;
  apply(transition: Transition): void;
}

/** Performs work, and again by itself where the way to the directory was bad; each time the screen says so. */
export class Retries {
  readonly #options: RetriesOptions;
  readonly #unwatch: (() => void) | undefined;
  #wake: (() => void) | null = null;
  #closed = false;

  constructor(options: RetriesOptions) {
    this.#options = options;
    if (options.patient) this.#unwatch = options.ports.network.onChange?.(() => this.#networkChanged());
  }

  /** Resolves with the result or throws a Refusal; never comes back once the work was given up. */
  async perform(effect: Effect, task: number, performance: Omit<Performance, 'attempt'>): Promise<Result> {
    if (effect.effect === 'reach') void this.#look();
    for (let attempt = 1, waited = 0; ; attempt += 1) {
      try {
        return await perform(effect, this.#options.ports, { ...performance, attempt });
      } catch (thrown) {
        const refusal = await this.#explain(effect, asRefusal(thrown));
        const seconds = this.#options.patient
          ? pauseAfter(effect, refusal.toJSON(), { attempt, waited })
          : null;
        if (seconds === null || this.#isGivenUp(task)) throw refusal;
        this.#options.onRefusal(refusal);
        await this.#pause(task, { refusal: refusal.toJSON(), attempt, seconds });
        waited += seconds;
      }
    }
  }

  /** What waits for its next try is tried now. */
  wake(): void {
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#unwatch?.();
  }

  /** The first step explains itself; a script has no need of it. */
  async #explain(effect: Effect, refusal: Refusal): Promise<Refusal> {
    if (!this.#options.patient || effect.effect === 'reach') return refusal;
    return (await this.#options.ports.network.explain?.(refusal)) ?? refusal;
  }

  async #pause(task: number, retrying: Retrying): Promise<void> {
    this.#options.receive({ type: 'retrying', task, retrying });
    await new Promise<void>((resolve) => {
      const cancel = this.#options.ports.clock.after(retrying.seconds, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
    this.#wake = null;
    if (this.#isGivenUp(task)) await new Promise<never>(() => {});
    this.#options.receive({ type: 'retrying', task, retrying: { ...retrying, seconds: 0 } });
  }

  #isGivenUp(task: number): boolean {
    return this.#closed || this.#options.state().task !== task;
  }

  /** The adapters and the serial number. What cannot be had is left as it was; the work itself says why. */
  async #look(): Promise<void> {
    const { network, device } = this.#options.ports;
    const [interfaces = [], prepared] = await Promise.all([
      network.interfaces?.(),
      device.prepare().catch(() => null),
    ]);
    if (this.#closed) return;
    const serialNumber = prepared?.serialNumber ?? null;
    this.#options.receive({ type: 'interfaces', interfaces, serialNumber });
  }

  /** An address was won or lost: what waits for that is tried at once, and so is a first step that was given up. */
  #networkChanged(): void {
    void this.#look();
    const { stage, retrying, task, refusal } = this.#options.state();
    if (retrying !== null) this.wake();
    else if (stage.at === 'network' && task === null && refusal !== null) {
      this.#options.apply(enterNetwork(this.#options.state()));
    }
  }
}
