import { parseArgs } from 'node:util';
import type { DirectoryOptions } from './directory-options.ts';
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
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (thrown) {
    const sentence = thrown instanceof Error ? thrown.message : 'the arguments cannot be read';
    throw new StartProblem('option_invalid', sentence, thrown);
  }
}

/**
 * Reads `argv` without the two words in front.
 *
 * @throws StartProblem `option_invalid`
 */
export function readArguments(argv: readonly string[]): Arguments {
  const given = parse(argv);
  if (given.chaos !== undefined) {
    throw new StartProblem(
      'option_invalid',
      '--chaos is not there yet: scripted faults come with a later version',
    );
  }
  const port = /^\d{1,5}$/.test(given.port) ? Number(given.port) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new StartProblem('option_invalid', '--port has to be a number from 0 to 65535');
  }
  const publicUrl = given['public-url'];
  const attestationRoots = given['attestation-roots'];
  return {
    json: given.json,
    withParent: given['with-parent'],
    directory: {
      dataDir: given.data,
      host: given.host,
      port,
      seed: given.seed,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(attestationRoots === undefined ? {} : { attestationRoots }),
    },
  };
}
