import { createInterface } from 'node:readline/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { Refusal } from '../contract/refusal.ts';

/**
 * Asks one question on a terminal. The answer is trimmed. Ctrl-C ends the process as usual.
 * @throws Refusal input_missing when the terminal was closed (Ctrl-D) instead of answering
 */
export async function askLine(input: ReadStream, output: WriteStream, question: string): Promise<string> {
  const lines = createInterface({ input, output });
  // Without a listener readline would close itself and refuse the question.
  lines.on('SIGINT', () => {
    input.setRawMode(false);
    output.write('\n');
    process.kill(process.pid, 'SIGINT');
  });
  try {
    return (await lines.question(question)).trim();
  } catch (error) {
    output.write('\n');
    throw new Refusal('input_missing', { detail: 'the question was not answered' }, error);
  } finally {
    lines.close();
  }
}

const ENTER = ['\r', '\n', '\u0004'];
const INTERRUPT = '\u0003';
const ERASE = ['\u007f', '\b'];

/** Asks for something that must not be seen: nothing is echoed but a dot a character. Ctrl-C ends the process as usual. */
export function askSecret(input: ReadStream, output: WriteStream, question: string): Promise<string> {
  output.write(question);
  input.setRawMode(true);
  input.resume();
  input.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const onData = (chunk: string) => {
      // Arrow keys and the like are several characters, of which all but the first would be part of the secret.
      for (const char of stripVTControlCharacters(chunk)) {
        if (char === INTERRUPT) {
          input.setRawMode(false);
          output.write('\n');
          process.kill(process.pid, 'SIGINT');
          return;
        }
        if (ENTER.includes(char)) {
          input.off('data', onData);
          input.setRawMode(false);
          input.pause();
          output.write('\n');
          resolve(typed);
          return;
        }
        if (ERASE.includes(char)) {
          if (typed.length > 0) output.write('\b \b');
          typed = typed.slice(0, -1);
        } else if (char >= ' ') {
          typed += char;
          output.write('•');
        }
      }
    };
    input.on('data', onData);
  });
}
