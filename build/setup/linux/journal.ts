import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { isSame, type State } from './change.ts';
import { type Barrier, sha256, syncFolder } from './place.ts';

/** Folder of the record, below the root. */
export const SETUP_STATE = '/var/lib/latchkey-setup';

/** One change, recorded before it is made. */
export interface Entry {
  /** Number of the file in `originals/` that holds what was there, byte for byte. */
  readonly original: number;
  readonly kind: 'file' | 'link' | 'gone' | 'line' | 'folder';
  readonly path: string;
  readonly before: State;
  readonly after: State;
  /** With `line`: the line. */
  readonly line?: string;
}

/** The record of a set-up: what was there before, so that it can be put back. */
export class SetupJournal {
  readonly #folder: string;
  readonly #barrier: Barrier;
  #entries: Entry[];

  constructor(root: string, barrier: Barrier = () => {}) {
    this.#folder = join(root, SETUP_STATE);
    this.#barrier = barrier;
    this.#entries = existsSync(this.#file) ? this.#read() : [];
  }

  get #file(): string {
    return join(this.#folder, 'journal.jsonl');
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The newest entry of a path; an upgrade records its change anew, with the first original. */
  of(path: string): Entry | undefined {
    return this.#entries.findLast((entry) => entry.path === path);
  }

  /** Is this what some set-up of ours left or was about to leave there? One that was cut off has recorded what it had yet to make. */
  hasLeft(path: string, state: State): boolean {
    return this.#entries.some((entry) => entry.path === path && isSame(state, entry.after));
  }

  /** @param content what was there, for a file */
  record(entry: Omit<Entry, 'original'>, content: Uint8Array | null): void {
    this.#open();
    const original = this.#entries.length;
    if (content !== null) {
      this.#write(join(this.#folder, 'originals', String(original)), content);
      syncFolder(join(this.#folder, 'originals'));
      this.#barrier(`kept ${entry.path}`);
    }
    this.#append({ original, ...entry });
  }

  /** A change of a place that was changed before: what was there first stays what it was. */
  recordAgain(first: Entry, after: State): void {
    this.#append({ ...first, after });
  }

  original(entry: Entry): Buffer {
    const content = readFileSync(join(this.#folder, 'originals', String(entry.original)));
    if (entry.before.kind !== 'file' || sha256(content) !== entry.before.sha256)
      throw damaged(`original of ${entry.path}`);
    return content;
  }

  /** Is a revert under way, by what the disk says? */
  get isReverting(): boolean {
    return existsSync(join(this.#folder, 'reverting'));
  }

  /** Says on the disk that a revert is under way: what starts with the machine goes on with it. */
  markReverting(): void {
    if (this.#entries.length === 0) return;
    this.#write(join(this.#folder, 'reverting'), new Uint8Array());
    syncFolder(this.#folder);
    this.#barrier('marked reverting');
  }

  /** Whoever applies means it: nothing is taken back at the next start. */
  unmarkReverting(): void {
    if (!existsSync(join(this.#folder, 'reverting'))) return;
    rmSync(join(this.#folder, 'reverting'));
    syncFolder(this.#folder);
    this.#barrier('unmarked reverting');
  }

  /** Nothing is left to take back. The journal first: without it the originals are nobody's. */
  forget(): void {
    rmSync(this.#file, { force: true });
    if (existsSync(this.#folder)) syncFolder(this.#folder);
    this.#barrier('forgot the journal');
    rmSync(this.#folder, { recursive: true, force: true });
    this.#entries = [];
  }

  #open(): void {
    mkdirSync(join(this.#folder, 'originals'), { recursive: true, mode: 0o700 });
  }

  #append(entry: Entry): void {
    const text = JSON.stringify(entry);
    this.#write(this.#file, Buffer.from(`${sha256(text)} ${text}\n`), 'a');
    syncFolder(this.#folder);
    this.#entries.push(entry);
    this.#barrier(`recorded ${entry.path}`);
  }

  #write(path: string, content: Uint8Array, flag: 'w' | 'a' = 'w'): void {
    const file = openSync(path, flag, 0o600);
    try {
      let written = 0;
      while (written < content.length) written += writeSync(file, content, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** A last line that is cut short was never fsynced, so its change was never made: it is dropped. */
  #read(): Entry[] {
    const text = readFileSync(this.#file, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) this.#cut(Buffer.byteLength(text.slice(0, end)));
    return text
      .slice(0, end)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [sum, json] = [line.slice(0, 64), line.slice(65)];
        if (sha256(json) !== sum) throw damaged('journal.jsonl');
        return JSON.parse(json) as Entry;
      });
  }

  #cut(length: number): void {
    const file = openSync(this.#file, 'r+');
    try {
      ftruncateSync(file, length);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

function damaged(what: string): Refusal {
  return new Refusal('setup_journal_damaged', { detail: `${SETUP_STATE}: ${what}` });
}
