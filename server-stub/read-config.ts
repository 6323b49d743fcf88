import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { StartProblem, type StartProblemCode } from './start-problem.ts';

const TELL = { error: z.locales.en().localeError };
/** More than this nobody mends in one go. */
const MOST_TOLD = 50;

type Issue = z.core.$ZodIssue;

/** `users[3].userPrincipalName`. */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (place, part) => (typeof part === 'number' ? `${place}[${part}]` : `${place}.${String(part)}`),
    '',
  );
  return text.replace(/^\./, '') || 'the file';
}

/** Every place that is wrong and what belongs there, never what stands there: it may be a password. */
function tellIssue({ path, message, ...issue }: Issue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const ways = issue.errors.map((way) => way[0]?.message ?? message);
    return `${placeOf(path)}: none of its forms fits (${[...new Set(ways)].join('; or ')})`;
  }
  return `${placeOf(path)}: ${message}`;
}

/** What a file of configuration is, for whoever reads why it was refused. */
export interface ConfigFile<T> {
  readonly file: string;
  readonly schema: z.ZodMiniType<T>;
  readonly code: StartProblemCode;
  /** `the seed`. */
  readonly what: string;
  /** What a schema cannot say: names that are used twice, or that nobody has. */
  readonly judge?: (value: T) => readonly string[];
}

/**
 * Reads a JSON file of configuration.
 *
 * @throws StartProblem `code`, with everything that is wrong at once
 */
export function readConfig<T>({ file, schema, code, what, judge = () => [] }: ConfigFile<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw new StartProblem(code, `cannot read ${what} ${file}: it has to be a JSON file`, thrown);
  }
  const read = schema.safeParse(content, TELL);
  const problems = read.success ? judge(read.data) : read.error.issues.map(tellIssue);
  if (read.success && problems.length === 0) return read.data;
  const more = problems.length - MOST_TOLD;
  const told = problems.slice(0, MOST_TOLD).concat(more > 0 ? [`and ${more} more`] : []);
  throw new StartProblem(code, `${what} ${file} is not right`, undefined, told);
}
