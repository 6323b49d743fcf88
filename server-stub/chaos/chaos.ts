import type { Clock } from '../context.ts';
import { dice, draw, type RequestFacts, type Strike } from './draw.ts';
import type { ChaosEvent, ChaosFile, Moment, Scenario } from './scenario.ts';

/** What `GET /provisioning/v1/chaos` tells. */
export interface ChaosStatus {
  readonly active: string | null;
  readonly scenarios: readonly { readonly name: string; readonly shows: string | null }[];
  /** How often each rule and moment of the active scenario has struck. */
  readonly struck: Readonly<Record<string, number>>;
}

/** The scenarios of a directory that was started with `--chaos`, and how far the active one has come. */
export class Chaos {
  readonly #file: ChaosFile;
  readonly #clock: Clock;
  #active: Scenario | undefined;
  #since = 0;
  #roll = dice(1);
  #struck = new Map<string, number>();
  #offsetMs = 0;

  /** @param clock the one that scenarios cannot move */
  constructor(file: ChaosFile, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
    const first = file.start === undefined ? file.scenarios[0]?.name : file.start;
    if (first) this.choose(first);
  }

  /** Begins a scenario from its start, or ends the one that is on. `false`: there is none of this name. */
  choose(name: string | null): boolean {
    const found = this.#file.scenarios.find((scenario) => scenario.name === name);
    if (name !== null && !found) return false;
    this.#active = found;
    this.#since = this.#clock.now();
    this.#roll = dice(found?.seed ?? 1);
    this.#struck = new Map();
    this.#offsetMs = (found?.clockOffsetSeconds ?? 0) * 1000;
    return true;
  }

  get active(): string | null {
    return this.#active?.name ?? null;
  }

  /** The directory's clock: as wrong as the scenario wants it. */
  get clock(): Clock {
    return { now: () => this.#clock.now() + this.#offsetMs };
  }

  /** How long ago sign-in sees passes, in milliseconds. */
  get lag(): { readonly newPassMs: number; readonly endedPassMs: number } {
    const { newPassSeconds = 0, endedPassSeconds = 0 } = this.#active?.replication ?? {};
    return { newPassMs: newPassSeconds * 1000, endedPassMs: endedPassSeconds * 1000 };
  }

  moveClock(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }

  /** A number from 0 to 1 of the scenario's dice. */
  roll(): number {
    return this.#roll();
  }

  strikes(facts: Omit<RequestFacts, 'at'>): Strike[] {
    if (!this.#active) return [];
    const strikes = draw(this.#active, { ...facts, at: this.#age() }, this.#struck, this.#roll);
    for (const { rule } of strikes) this.#count(rule);
    return strikes;
  }

  /** Moments that have come, each handed out once. */
  due(event?: ChaosEvent): Moment[] {
    const due = (this.#active?.moments ?? []).filter(({ name, at }) => {
      if (this.#struck.has(name)) return false;
      return 'event' in at ? at.event === event : this.#age() >= at.afterSeconds;
    });
    for (const { name } of due) this.#count(name);
    return due;
  }

  status(): ChaosStatus {
    return {
      active: this.active,
      scenarios: this.#file.scenarios.map(({ name, shows = null }) => ({ name, shows })),
      struck: Object.fromEntries(this.#struck),
    };
  }

  #age(): number {
    return (this.#clock.now() - this.#since) / 1000;
  }

  #count(name: string): void {
    this.#struck.set(name, (this.#struck.get(name) ?? 0) + 1);
  }
}
