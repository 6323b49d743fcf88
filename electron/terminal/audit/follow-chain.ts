import { createHash } from 'node:crypto';
import { type Entry, GENESIS, type Log, linkText } from '../../contract/audit/chain.ts';

/** What is wrong with a chain at the first place where it does not hold. */
export type Fault =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'rewritten'
  | 'signature'
  | 'unreadable';

/** The first broken link of a log. `seq` is the place in the log where the chain stops holding; 0: before any row. */
export interface Break {
  readonly log: Log | null;
  readonly seq: number;
  readonly fault: Fault;
  readonly detail: string;
}

export const FAULT_TEXTS: Readonly<Record<Fault, string>> = {
  changed: 'the row was changed after it was written',
  missing: 'a row is missing here',
  inserted: 'a row was put in that the directory did not write',
  reordered: 'rows stand in another order than they were written in',
  truncated: 'rows are missing at the end: a signed checkpoint knows of more',
  rewritten: 'the rows up to here were written anew: a signed checkpoint knows others',
  signature: 'a checkpoint is missing, or not signed by the directory',
  unreadable: 'the line is not one that the directory writes',
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** How far one log has been followed. */
export class Chain {
  readonly log: Log;
  /** What signed checkpoints say, by place. */
  readonly #anchors = new Map<number, string>();
  #anchored = 0;
  #seq = 0;
  #hash = GENESIS;
  /** Hash of the row before the last. */
  #before = GENESIS;
  #broken: Break | undefined;

  constructor(log: Log) {
    this.log = log;
  }

  get broken(): Break | undefined {
    return this.#broken;
  }

  get rows(): number {
    return this.#seq;
  }

  /** Have all rows come that checkpoints know of? */
  get complete(): boolean {
    return this.#broken === undefined && this.#seq >= this.#anchored;
  }

  anchor(seq: number, hash: string): void {
    const known = seq === 0 ? GENESIS : this.#anchors.get(seq);
    if (known !== undefined && known !== hash) this.#break(seq, 'rewritten');
    this.#anchors.set(seq, hash);
    this.#anchored = Math.max(this.#anchored, seq);
  }

  follow(entry: Entry, open: boolean): void {
    if (this.#broken) {
      this.#lookBack(entry);
      return;
    }
    const fault = this.#faultOf(entry, open);
    if (fault !== undefined) {
      // Two rows that both fit where one belongs: one of them was put there, and the chain parts here.
      const twins = entry.seq === this.#seq && entry.previous === this.#before;
      this.#break(twins && entry.hash !== this.#hash ? entry.seq : this.#seq + 1, fault);
      return;
    }
    this.#seq = entry.seq;
    this.#before = this.#hash;
    this.#hash = entry.hash;
  }

  /** A place that was never used is none that is missing: the link says which row came before. */
  #faultOf(entry: Entry, open: boolean): Fault | undefined {
    if (entry.seq <= this.#seq) return 'inserted';
    const holds = entry.previous === this.#hash && entry.hash === hashOf(linkText(this.#hash, entry));
    if (!holds) return entry.seq === this.#seq + 1 ? 'changed' : 'missing';
    if (entry.seq > this.#anchored && !open) return 'inserted';
    const known = this.#anchors.get(entry.seq);
    return known !== undefined && known !== entry.hash ? 'rewritten' : undefined;
  }

  /** At the end: did signed checkpoints know of more? */
  end(): void {
    if (!this.#broken && this.#seq < this.#anchored) this.#break(this.#seq + 1, 'truncated');
  }

  unreadable(): void {
    if (!this.#broken) this.#break(this.#seq + 1, 'unreadable');
  }

  #break(seq: number, fault: Fault): void {
    this.#broken ??= { log: this.log, seq, fault, detail: FAULT_TEXTS[fault] };
  }

  /** Rows after the break tell what happened there: the row that was expected comes after all. */
  #lookBack(entry: Entry): void {
    const broken = this.#broken;
    if (broken === undefined || entry.previous !== this.#hash || broken.seq !== this.#seq + 1) return;
    if (entry.hash !== hashOf(linkText(this.#hash, entry))) return;
    const fault = broken.fault === 'missing' ? 'reordered' : 'inserted';
    this.#broken = { ...broken, fault, detail: FAULT_TEXTS[fault] };
  }
}
