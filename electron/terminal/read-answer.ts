import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Refusal } from '../contract/refusal.ts';

let standardInput: Promise<string> | null = null;

/**
 * Reads an answer: `-` is standard input, once. White space at the end does not count; a file that is not there is no answer.
 * @throws Refusal input_missing when the file is there and cannot be read
 */
export async function readAnswer(file: string): Promise<string> {
  if (file === '-') {
    standardInput ??= text(process.stdin);
    return (await standardInput).trim();
  }
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Refusal('input_missing', { detail: 'a file with an answer cannot be read' }, error);
  }
}
