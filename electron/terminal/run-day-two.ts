import type { ParseArgsConfig } from 'node:util';
import { asRefusal, type Refusal } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import { type DayTwo, openDayTwo } from '../day-two.ts';
import { DAY_TWO_USAGE, type DayTwoArguments, parseDayTwo } from './day-two-arguments.ts';
import { tellRefusal } from './narrate.ts';

/** One command of day two. */
export interface DayTwoVerb {
  /** First lines of its help. */
  readonly usage: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** What is wrong with the arguments, in a sentence; `null`: nothing. */
  readonly problem?: (args: DayTwoArguments) => string | null;
  /** Does it; what it prints on standard output is what was asked for and nothing else. */
  readonly run: (dayTwo: DayTwo, args: DayTwoArguments) => Promise<void>;
}

export type ExitCode = 0 | 1 | 2;

/** Runs a command of day two: arguments, state folder, the work, and a sentence for every refusal. */
export async function runDayTwo(verb: DayTwoVerb, args: readonly string[]): Promise<ExitCode> {
  const help = `${verb.usage}\n\n${DAY_TWO_USAGE}\n`;
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const parsed = parseDayTwo(args, verb.options);
  const problem = parsed.ok ? verb.problem?.(parsed.value) : parsed.problem;
  if (!parsed.ok || problem) {
    process.stderr.write(`${problem}\n\n${help}`);
    return 2;
  }
  try {
    const dayTwo = await openDayTwo(parsed.value);
    try {
      await verb.run(dayTwo, parsed.value);
    } finally {
      dayTwo.close();
    }
    return 0;
  } catch (thrown) {
    tellFailure(asRefusal(thrown), parsed.value.json);
    return 1;
  }
}

/** On standard error, whoever reads it: a script that wants the token gets nothing on standard output. */
export function tellFailure(refusal: Refusal, json: boolean): void {
  const row = refusalRow(refusal.slug);
  const { retryAfter, detail } = refusal.details;
  if (json) {
    const failed = {
      event: 'failed',
      code: refusal.slug,
      helpCode: row.helpCode,
      message: row.cause,
      action: row.userAction,
      ...(retryAfter !== undefined && { retryAfter }),
    };
    process.stderr.write(`${JSON.stringify(failed)}\n`);
    return;
  }
  const sentences = [...tellRefusal(refusal.toJSON()), ...(detail ? [`  Detail: ${detail}`] : [])];
  process.stderr.write(`${sentences.join('\n')}\n`);
}

/** One line on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
