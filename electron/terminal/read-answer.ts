import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { readSecretFile } from '../answers/safe-file.ts';
import { Refusal } from '../contract/refusal.ts';

let standardInput: Promise<string> | null = null;

/**
 * Reads an answer: `-` is standard input, once. White space at the end does not count; a file that is not there is no answer.
 * @param guarded an answers file names it: then nobody else may be able to read it, and it has to be there
 * @throws Refusal input_missing when the file is there and cannot be read; with `guarded` answers_unsafe, answers_invalid
 */
export async function readAnswer(file: string, guarded = false): Promise<string> {
  if (file === '-') {
    standardInput ??= text(process.stdin);
    return (await standardInput).trim();
  }
  if (guarded) return readSecretFile(file);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Refusal('input_missing', { detail: 'a file with an answer cannot be read' }, error);
  }
}
