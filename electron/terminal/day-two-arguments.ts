import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { DayTwoOptions } from '../day-two.ts';
import type { Parsed } from './arguments.ts';

/** What every command of day two takes. */
export const DAY_TWO_USAGE = `  --state DIR          the folder of the run that set this laptop up (~/.latchkey)
  --user UPN           whose key it has to be
  --pin-file F|-       where the PIN is ("-" is standard input); else it is asked for
  --directory URL, --ca FILE, --rp-id DOMAIN
                       instead of what the run has kept
  --json               for machines

Exit: 0 done, 1 refused, 2 wrong arguments. In scripts use “npm run -s”, or npm writes to standard output, too.`;

/** Understood arguments: those of every command, and the command's own. */
export interface DayTwoArguments extends DayTwoOptions {
  readonly pinFile: string | null;
  readonly json: boolean;
  readonly more: Readonly<Record<string, string | boolean | undefined>>;
}

const SHARED = {
  state: { type: 'string' },
  user: { type: 'string' },
  'pin-file': { type: 'string' },
  directory: { type: 'string' },
  ca: { type: 'string' },
  'rp-id': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

/** Folder of the state where none is named. */
export const defaultState = (): string => join(homedir(), '.latchkey');

/** Understands the arguments of a command of day two, or says in one sentence what is wrong with them. */
export function parseDayTwo(
  args: readonly string[],
  own: NonNullable<ParseArgsConfig['options']> = {},
): Parsed<DayTwoArguments> {
  try {
    const { values } = parseArgs({ args: [...args], options: { ...SHARED, ...own }, strict: true });
    const { state, user, directory, ca, json, 'rp-id': rpId, 'pin-file': pinFile, ...more } = values;
    if (directory !== undefined && URL.parse(directory)?.protocol !== 'https:') {
      return { ok: false, problem: '--directory must be an https URL.' };
    }
    return {
      ok: true,
      value: {
        state: state ?? defaultState(),
        ...(user !== undefined && { user }),
        ...(directory !== undefined && { directory }),
        ...(ca !== undefined && { caFile: ca }),
        ...(rpId !== undefined && { rpId }),
        pinFile: pinFile ?? null,
        json,
        more: more as DayTwoArguments['more'],
      },
    };
  } catch (error) {
    // parseArgs names the argument that it did not understand.
    return {
      ok: false,
      problem: error instanceof Error ? error.message : 'The arguments are not understood.',
    };
  }
}
