import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { renderUnicodeCompact } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../build/start/machine.ts';
import { programFile } from '../../build/test/programs.ts';
import { checkCharacter } from '../../electron/contract/technician/base32.ts';
import { challengeQr, readChallengeText } from '../../electron/contract/technician/challenge.ts';
import { Place } from '../faults/place.ts';
import { latchkey } from './latchkey.ts';

/* The technician's way out on the terminal host: the real command on a real terminal, and codes made offline by another. */

const AMAL = 'amal@northwind.example';

let place: Place;
let folder: string;
let keyFile: string;

beforeAll(async () => {
  place = await Place.open();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-technicians-'));
  keyFile = join(folder, 'technicians.json');
  expect((await latchkey(['technician', 'key', '--out', keyFile])).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

/** `npm run provision` with a terminal of its own (script(1) of util-linux). */
class Terminal implements Disposable {
  readonly #process: ChildProcess;
  readonly ended: Promise<number | null>;
  /** All that was shown; `#seen` of it has been looked at. */
  #shown = '';
  #seen = 0;

  constructor(state: string) {
    const { directory, caFile } = place.at;
    const cli = [process.execPath, programFile(ROOT, 'agent'), 'provision'];
    const args = ['--directory', directory, '--ca', caFile, '--state', join(folder, state)];
    const software = ['--authenticator', 'software'];
    const command = [...cli, ...args, ...software].map((word) => `'${word}'`).join(' ');
    this.#process = spawn('script', ['-qfec', command, '/dev/null'], {
      env: { ...process.env, LATCHKEY_VAULT: 'file', LATCHKEY_TECHNICIAN_KEY: `${keyFile}.pub` },
    });
    this.#process.stdout?.setEncoding('utf8').on('data', (chunk) => {
      this.#shown += stripVTControlCharacters(String(chunk));
    });
    this.ended = new Promise((resolve) => this.#process.once('exit', resolve));
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL');
  }

  /** What was shown since the last time, up to the given words. */
  async until(words: string | RegExp): Promise<string> {
    const find = () => this.#shown.slice(this.#seen).match(words);
    await expect
      .poll(() => find() ?? this.#shown.slice(this.#seen), { timeout: 20_000, interval: 20 })
      .toHaveProperty('index');
    const found = find();
    const end = this.#seen + (found?.index ?? 0) + (found?.[0].length ?? 0);
    const part = this.#shown.slice(this.#seen, end);
    this.#seen = end;
    return part;
  }

  type(line: string): void {
    this.#process.stdin?.write(`${line}\r`);
  }

  /** Asks for an action, and gives what can be read out. */
  async ask(action: number): Promise<{ request: string; shown: string }> {
    await this.until('or Enter alone to close: ');
    this.type(String(action));
    await this.until('Why:');
    await this.until('or Enter alone to close: ');
    this.type('6');
    const shown = await this.until('Code from the technician');
    const lines = shown.split('\n').filter((line) => /^ {2}[0-9A-Z]{5}-[0-9A-Z-]+\s*$/.test(line));
    return { request: lines.map((line) => line.trim()).join('\n'), shown };
  }
}

async function codeFor(request: string): Promise<string> {
  const said = await latchkey(
    ['technician', 'answer', '--key', keyFile, '--challenge', '-', '--yes', '--reason', 'A rehearsal'],
    { input: request },
  );
  expect(said.code, said.errors).toBe(0);
  return said.out.trim();
}

test('typed at the name: a slip, a wrong code, diagnostics; and the question is asked again', async () => {
  using terminal = new Terminal('first');
  await terminal.until('Your work e-mail address: ');
  terminal.type('Technician');
  const { request, shown } = await terminal.ask(1);
  const read = readChallengeText(request);
  if (!read.ok) throw new TypeError('no request');
  // The square says the same as the lines.
  expect(shown.replaceAll('\r', '')).toContain(
    renderUnicodeCompact(challengeQr(read.challenge), { border: 2 }),
  );
  const code = await codeFor(request);
  terminal.type((code.startsWith('A') ? 'B' : 'A') + code.slice(1));
  await terminal.until('This code has a slip in it.');
  await terminal.until('next wait: 5');
  terminal.type(`0000-0000-000${checkCharacter('00000000000')}`);
  await terminal.until('does not belong to what is shown here');
  await terminal.until('next wait: 4');
  terminal.type(code.toLowerCase().replaceAll('-', ' '));
  const diagnostics = await terminal.until('Press Enter to go on.');
  expect(diagnostics).toContain('Magic SysRq');
  expect(diagnostics).toContain('accepted: show diagnostics');
  terminal.type('');
  await terminal.until('Your work e-mail address: ');
}, 60_000);

test('typed where a secret is asked for: it is no pass, and the end of the set-up ends the command', async () => {
  using terminal = new Terminal('second');
  await terminal.until('Your work e-mail address: ');
  terminal.type(AMAL);
  await terminal.until('Your Temporary Access Pass');
  terminal.type('technician');
  const abandon = 4;
  const { request } = await terminal.ask(abandon);
  expect(readChallengeText(request)).toMatchObject({ ok: true, challenge: { action: 'abandon' } });
  terminal.type(await codeFor(request));
  await terminal.until('LK-5009');
  expect(await terminal.ended).toBe(1);
  const administrator = await place.administrator();
  expect(await administrator.activities()).toContain('Technician exit used');
}, 60_000);

test('closed with Enter, nothing has happened and nothing was counted', async () => {
  using terminal = new Terminal('third');
  await terminal.until('Your work e-mail address: ');
  terminal.type('technician');
  await terminal.until('or Enter alone to close: ');
  terminal.type('9');
  await terminal.until('or Enter alone to close: ');
  terminal.type('');
  await terminal.until('Your work e-mail address: ');
}, 60_000);
