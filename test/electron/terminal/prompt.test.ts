import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { askLine, askSecret } from '../../../electron/terminal/prompt.ts';

/** A terminal without a screen: what is typed goes into `input`. */
function terminal() {
  const input = Object.assign(new PassThrough(), { setRawMode: () => undefined, isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  output.resume();
  return { input: input as unknown as ReadStream & PassThrough, output: output as unknown as WriteStream };
}

test('an arrow key in the middle of a pass is no part of it', async () => {
  const { input, output } = terminal();
  const secret = askSecret(input, output, 'Pass: ');
  input.write('uywk');
  input.write('\u001b[A');
  input.write('ekQV\u001b[3~\r');
  expect(await secret).toBe('uywkekQV');
});

test('backspace takes the last character back', async () => {
  const { input, output } = terminal();
  const secret = askSecret(input, output, 'Pass: ');
  input.write('abd\u007fc\r');
  expect(await secret).toBe('abc');
});

test('Ctrl-D instead of an answer is an answer that is missing, not a problem of ours', async () => {
  const { input, output } = terminal();
  const line = askLine(input, output, 'Name: ');
  input.write('\u0004');
  await expect(line).rejects.toMatchObject({ slug: 'input_missing' });
});
