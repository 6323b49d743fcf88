import { Refusal } from '../contract/refusal.ts';
import { Secret } from '../contract/secret.ts';
import { askSecret } from './prompt.ts';
import { readAnswer } from './read-answer.ts';

/**
 * The PIN: from a file where one was given, else asked on the terminal without echo. The question goes to standard error, so
 * that standard output can be a script's (`TOKEN=$(…)`).
 *
 * @throws Refusal input_missing: there is nobody to ask, or nothing in the file
 */
export async function askPin(pinFile: string | null, question: string): Promise<Secret> {
  const value = pinFile === null ? await askOnTerminal(question) : await readAnswer(pinFile);
  if (value !== '') return new Secret(value);
  throw new Refusal('input_missing', { detail: pinFile === null ? '--pin-file' : 'the PIN file is empty' });
}

/** A new PIN twice, until both are the same; once where it comes from a file. */
export async function askNewPin(pinFile: string | null): Promise<Secret> {
  for (;;) {
    const first = await askPin(pinFile, 'Your new PIN: ');
    if (pinFile !== null) return first;
    const second = await askPin(null, 'The new PIN again: ');
    if (first.reveal() === second.reveal()) return first;
    process.stderr.write('The two are not the same. Once more.\n');
  }
}

async function askOnTerminal(question: string): Promise<string> {
  if (!process.stdin.isTTY) return '';
  return askSecret(process.stdin, process.stderr, question);
}
