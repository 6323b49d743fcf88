import { createInterface } from 'node:readline/promises';
import type { ReadStream, WriteStream } from 'node:tty';

/** Asks one question on a terminal. The answer is trimmed. */
export async function askLine(input: ReadStream, output: WriteStream, question: string): Promise<string> {
  const lines = createInterface({ input, output });
  try {
    return (await lines.question(question)).trim();
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
      for (const char of chunk) {
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
