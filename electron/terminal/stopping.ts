import { constants } from 'node:os';
import type { View } from '../contract/view.ts';
import type { Teller } from './teller.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds for files that are being written; they take a few. */
const CLOSING_MS = 2_000;

/**
 * Ctrl-C, and a terminal that is closed: nothing is lost, and it is said how to go on. The exit code is the shell's own for a
 * signal (128 and its number: 130 for Ctrl-C).
 * @param close lets go of the state folder
 * @returns how to stop listening, once the run has come to an end of its own
 */
export function onStop(teller: Teller, close: () => Promise<void>, step: () => View['step']): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    for (const name of SIGNALS) process.off(name, stop).on(name, () => undefined);
    const { paper, words, event } = teller;
    paper.say(`\n${words.t('stopped.title')}`, 'heading');
    paper.say(words.t('stopped.again'));
    paper.say(`  ${commandAgain(process.argv.slice(2))}`, 'command');
    event({ event: 'interrupted', step: step() });
    const leave = (): never => process.exit(128 + (constants.signals[signal] ?? 0));
    setTimeout(leave, CLOSING_MS);
    void close().finally(leave);
  };
  for (const name of SIGNALS) process.on(name, stop);
  return () => {
    for (const name of SIGNALS) process.off(name, stop);
  };
}

/** As it was typed: arguments hold no secret, only the names of files. */
function commandAgain(argv: readonly string[]): string {
  const [command = 'provision', ...args] = argv;
  return ['npm run', command, '--', ...args.map(quoted)].join(' ');
}

/** As a POSIX shell reads it (2.2.2): whatever is not plainly one word stands in single quotes. */
function quoted(word: string): string {
  return /^[A-Za-z0-9@%+=:,./_-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
