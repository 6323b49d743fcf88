import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Fact } from '../contract/facts.ts';
import type { JournalPort } from '../provisioning/ports.ts';
import { asUnwritable, codeOf, readWholeFile, syncFolder } from '../vault/durable-file.ts';
import { readFactLines, writeFactLine } from './fact-lines.ts';
import { lockState } from './state-lock.ts';

export interface Journal extends JournalPort {
  /** Resolves once every append so far has ended, well or not. */
  settled(): Promise<void>;
  /** Lets the next agent in. Nothing is lost by not calling it. */
  close(): void;
}

/** Name of the journal in the state folder. */
export const JOURNAL_FILE = 'journal';

/**
 * Opens the journal of a state folder (made with 0700 where there is none) and keeps every other agent out of that folder
 * until it is closed.
 *
 * `read` and `append` go to the disk each time: a run has about ten facts, and then there is no second copy to be wrong.
 * An append that was refused has left the file as it was, and may be repeated.
 *
 * @throws Refusal state_in_use: another agent works in this folder
 * @throws Refusal journal_damaged, from here and from `read` and `append`
 * @throws Refusal state_unwritable: disk full, read-only, or somebody else's; from here and from `append`
 */
export async function openJournal(stateDir: string): Promise<Journal> {
  const lock = await lockState(stateDir);
  const path = join(stateDir, JOURNAL_FILE);
  const lines = async () => readFactLines((await readWholeFile(path)) ?? Buffer.alloc(0));
  try {
    await lines();
  } catch (error) {
    lock.release();
    throw error;
  }
  // One after the other: two appends at once would both continue the same link.
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => (await lines()).facts,
    append(fact) {
      const turn = last.then(async () => {
        const { wholeBytes, lastLink } = await lines();
        await writeAt(path, wholeBytes, writeFactLine(Fact.parse(fact), lastLink).line, stateDir);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    settled: () => last.then(() => undefined),
    close: () => lock.release(),
  };
}

/** Writes the line behind what is whole, cutting off what a power cut or a full disk left there. */
async function writeAt(path: string, position: number, line: Buffer, folder: string): Promise<void> {
  try {
    const file = await openOrMake(path);
    try {
      await file.truncate(position);
      await writeAll(file, line, position);
      await file.sync();
    } catch (error) {
      // The line must not appear later, after the caller was told that it had not happened.
      await file.truncate(position).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    if (position === 0) await syncFolder(folder);
  } catch (error) {
    throw asUnwritable(error);
  }
}

type FileHandle = Awaited<ReturnType<typeof open>>;

async function writeAll(file: FileHandle, line: Buffer, position: number): Promise<void> {
  for (let done = 0; done < line.length; ) {
    done += (await file.write(line, done, line.length - done, position + done)).bytesWritten;
  }
}

/** 'r+' and not 'a': appending always goes to the end, and the end may be a torn line. */
async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return open(path, 'wx+', 0o600);
  }
}
