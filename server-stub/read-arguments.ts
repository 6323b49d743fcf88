import { parseArgs } from 'node:util';
import { type DirectoryOptions, optionProblems } from './directory-options.ts';
import { StartProblem } from './start-problem.ts';

/** What stands on the command line (design.md, Surfaces). */
const OPTIONS = {
  port: { type: 'string', default: '8443' },
  host: { type: 'string', default: 'localhost' },
  'public-url': { type: 'string' },
  data: { type: 'string', default: '.latchkey-directory' },
  seed: { type: 'string', default: 'demo' },
  chaos: { type: 'string' },
  'attestation-roots': { type: 'string' },
  drain: { type: 'string', default: '0' },
  'log-level': { type: 'string', default: 'warn' },
  json: { type: 'boolean', default: false },
  'with-parent': { type: 'boolean', default: false },
} as const;

/** The command line, read. */
export interface Arguments {
  readonly directory: DirectoryOptions;
  /** One JSON line when ready instead of an introduction. */
  readonly json: boolean;
  /** End when standard input ends: for whoever spawns the directory. */
  readonly withParent: boolean;
  readonly logLevel: LogLevel;
}

/** Levels of pino that an operator may ask for. */
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Longest wait between "not ready" and the end, in seconds: supervisors lose patience after half a minute. */
const LONGEST_DRAIN = 25;

type Given = ReturnType<typeof lenient>['values'];

function lenient(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true });
}

/** What is wrong with the words themselves. */
function wrongWords(argv: readonly string[]): string[] {
  return lenient(argv).tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`"${token.value}" is not expected`];
    if (token.kind !== 'option') return [];
    const option = (OPTIONS as Record<string, { readonly type: 'string' | 'boolean' }>)[token.name];
    if (option === undefined) return [`${token.rawName} is unknown`];
    if (option.type === 'string' && (token.value === undefined || token.value === ''))
      return [`${token.rawName} needs a value`];
    return option.type === 'boolean' && token.value !== undefined ? [`${token.rawName} takes no value`] : [];
  });
}

function wholeNumber(text: unknown, most: number): number | undefined {
  const number = /^\d{1,5}$/.test(String(text)) ? Number(text) : Number.NaN;
  return number <= most ? number : undefined;
}

/** What is wrong with the values, where the words are right. */
function wrongValues(given: Given): string[] {
  return [
    ...(wholeNumber(given.port, 65_535) === undefined ? ['--port has to be a number from 0 to 65535'] : []),
    ...(wholeNumber(given.drain, LONGEST_DRAIN) === undefined
      ? [`--drain has to be a number of seconds from 0 to ${LONGEST_DRAIN}`]
      : []),
    ...((LOG_LEVELS as readonly unknown[]).includes(given['log-level'])
      ? []
      : [`--log-level has to be one of ${LOG_LEVELS.join(', ')}`]),
    ...optionProblems({
      host: String(given.host),
      ...(given['public-url'] === undefined ? {} : { publicUrl: String(given['public-url']) }),
    }),
  ];
}

/**
 * Reads `argv` without the two words in front.
 *
 * @throws StartProblem `option_invalid`, with everything that is wrong
 */
export function readArguments(argv: readonly string[]): Arguments {
  const words = wrongWords(argv);
  const problems = words.length > 0 ? words : wrongValues(lenient(argv).values);
  if (problems.length > 0) {
    throw new StartProblem('option_invalid', 'the arguments are not right', undefined, problems);
  }
  const { values: given } = parseArgs({ args: [...argv], options: OPTIONS, strict: true });
  const { chaos } = given;
  const publicUrl = given['public-url'];
  const attestationRoots = given['attestation-roots'];
  return {
    json: given.json,
    withParent: given['with-parent'],
    logLevel: given['log-level'] as LogLevel,
    directory: {
      dataDir: given.data,
      host: given.host,
      port: Number(given.port),
      seed: given.seed,
      drainMs: Number(given.drain) * 1000,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(chaos === undefined ? {} : { chaos }),
      ...(attestationRoots === undefined ? {} : { attestationRoots }),
    },
  };
}
