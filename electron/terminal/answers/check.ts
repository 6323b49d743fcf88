import { parseArgs } from 'node:util';
import { answersFor } from '../../answers/for-laptop.ts';
import { AnswersRefusal, openAnswers } from '../../answers/open.ts';
import type { AnswersFile } from '../../answers/schema.ts';
import { asRefusal } from '../../contract/refusal.ts';
import { tellRefusal } from '../narrate.ts';
import { print } from '../run-day-two.ts';

const USAGE = `npm run latchkey -- answers check FILE [--serial NUMBER] [--json]

Reads an answers file as a laptop would (docs/answers.md) and says everything that is wrong with it, each with its line and
column. With --serial it says what the laptop of that number would be told. It needs no directory and changes nothing.
Exit: 0 right, 2 wrong.`;

/** `answers check`: resolves with the exit code. */
export async function answersCheck(args: readonly string[]): Promise<0 | 2> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const read = readArguments(args);
  if ('problem' in read) {
    process.stderr.write(`${read.problem}\n\n${USAGE}\n`);
    return 2;
  }
  const { file, serial, json } = read;
  try {
    const answers = await openAnswers(file);
    const found = serial === undefined ? null : answersFor(answers, serial);
    if (json)
      print(
        JSON.stringify({ event: 'right', laptops: laptopsOf(answers), ...(found && { answers: found }) }),
      );
    else print(tell(answers, serial).join('\n'));
    return 0;
  } catch (thrown) {
    tellWrong(thrown, json);
    return 2;
  }
}

type Read =
  | { readonly file: string; readonly serial: string | undefined; readonly json: boolean }
  | { readonly problem: string };

function readArguments(args: readonly string[]): Read {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { serial: { type: 'string' }, json: { type: 'boolean', default: false } },
      strict: true,
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return { problem: 'One answers file has to be named.' };
    return { file, serial: values.serial, json: values.json };
  } catch (error) {
    // parseArgs names the argument that it did not understand.
    return { problem: error instanceof Error ? error.message : 'The arguments are not understood.' };
  }
}

const laptopsOf = ({ devices = {} }: AnswersFile): number => Object.keys(devices).length;

function tell(answers: AnswersFile, serial: string | undefined): string[] {
  const laptops = laptopsOf(answers);
  const right = `The file is right. Laptops with a row of their own: ${laptops}.`;
  if (serial === undefined) return [right];
  const { listed, accessibility, ...said } = answersFor(answers, serial);
  const rows = Object.entries({ ...said, ...accessibility }).map(([name, value]) => `  ${name}: ${value}`);
  return [
    right,
    listed ? `For ${serial}:` : `${serial} has no row of its own. For it as for all:`,
    ...(rows.length > 0 ? rows : ['  nothing: everything is asked']),
  ];
}

/** Mistakes as compilers print them, so that editors and CI jump there. */
function tellWrong(thrown: unknown, json: boolean): void {
  const refusal = asRefusal(thrown);
  const mistakes = refusal instanceof AnswersRefusal ? refusal.mistakes : [];
  const { detail = refusal.message } = refusal.details;
  if (json) {
    const { slug: code, helpCode } = refusal;
    process.stderr.write(`${JSON.stringify({ event: 'failed', code, helpCode, detail, mistakes })}\n`);
    return;
  }
  const [what = ''] = tellRefusal(refusal.toJSON());
  process.stderr.write(`${detail}\n${mistakes.length > 0 ? '' : `${what}\n`}`);
}
