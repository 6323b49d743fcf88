import { join } from 'node:path';
import { makeFolder, readWholeFile, replaceFile } from '../vault/durable-file.ts';
import { DAMAGED_TRIES, NO_TRIES, TechnicianTries } from './tries.ts';

export const TRIES_FILE = 'technician-tries.json';

/** The count of guesses on the disk. Who can write the state folder can put it back (docs/technician.md). */
export async function readTries(stateDir: string): Promise<TechnicianTries> {
  const content = await readWholeFile(join(stateDir, TRIES_FILE));
  if (content === null) return NO_TRIES;
  try {
    return TechnicianTries.parse(JSON.parse(content.toString()));
  } catch {
    return DAMAGED_TRIES;
  }
}

/** Resolves when the count would survive a power cut. @throws Refusal state_unwritable */
export async function writeTries(stateDir: string, tries: TechnicianTries): Promise<void> {
  await makeFolder(stateDir);
  await replaceFile(join(stateDir, TRIES_FILE), Buffer.from(`${JSON.stringify(tries)}\n`));
}
