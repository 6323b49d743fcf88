import { asRefusal, type Refusal } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import type { RunEvent } from '../contract/wire/provisioning.ts';
import type { TechnicianEvent } from '../contract/wire/technician.ts';
import { type Abandonment, appendRecords, type Records, readRecords } from './records.ts';

/** As many as the directory takes at once. */
const AT_ONCE = 50;

export interface MessengerOptions {
  readonly stateDir: string;
  readonly serialNumber: () => Promise<string>;
  readonly sendEvents: (serialNumber: string, events: readonly TechnicianEvent[]) => Promise<void>;
  readonly sendRunEvents: (runId: string, deviceName: string, events: readonly RunEvent[]) => Promise<void>;
}

/** Carries what the panel has recorded to the directory, each thing once. One journey at a time. */
export class Messenger {
  readonly #options: MessengerOptions;
  #journey: Promise<unknown> = Promise.resolve();

  constructor(options: MessengerOptions) {
    this.#options = options;
  }

  /** Sends what is queued. Resolves with whether the directory has all of it; what it has not stays queued. */
  async tellDirectory(): Promise<boolean> {
    try {
      await this.#inTurn(async (records) => {
        await this.#tellAbandonments(records);
        await this.#tellEvents(records);
      });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Before a run goes on: a set-up that was ended has to be ended in the directory first, or the report of it would fall on
   * the run after. @throws Refusal when the directory could not be told just now
   */
  tellAbandonments(): Promise<void> {
    return this.#inTurn((records) => this.#tellAbandonments(records));
  }

  #inTurn(errand: (records: Records) => Promise<void>): Promise<void> {
    const next = this.#journey.then(async () => errand(await readRecords(this.#options.stateDir)));
    this.#journey = next.catch(() => undefined);
    return next;
  }

  async #tellAbandonments({ abandonments, told }: Records): Promise<void> {
    for (const abandonment of abandonments.filter(({ id }) => !told.has(id))) {
      const { runId, deviceName } = abandonment;
      // A run that had not begun has nothing in the directory that could be dropped.
      if (runId !== null) {
        const event = runEvent(abandonment);
        await this.#unlessRefused(() => this.#options.sendRunEvents(runId, deviceName || 'Unknown', [event]));
      }
      await this.#markTold([abandonment.id]);
    }
  }

  async #tellEvents({ events, told }: Records): Promise<void> {
    const fresh = events.filter(({ id }) => !told.has(id));
    for (let start = 0; start < fresh.length; start += AT_ONCE) {
      const batch = fresh.slice(start, start + AT_ONCE);
      const serialNumber = await this.#options.serialNumber();
      await this.#unlessRefused(() => this.#options.sendEvents(serialNumber, batch));
      await this.#markTold(batch.map(({ id }) => id));
    }
  }

  /** A directory that will never take it is as good as told: it must not be what stops every later run. */
  async #unlessRefused(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      if (mayHelpLater(refusal)) throw refusal;
    }
  }

  #markTold(ids: readonly string[]): Promise<void> {
    return appendRecords(
      this.#options.stateDir,
      ids.map((id) => ({ kind: 'told', id }) as const),
    );
  }
}

function mayHelpLater({ slug }: Refusal): boolean {
  const { retry } = refusalRow(slug);
  return retry === 'now' || retry === 'later';
}

function runEvent({ id, at }: Abandonment): RunEvent {
  return { id, occurredDateTime: new Date(at * 1000).toISOString(), type: 'abandoned' };
}
