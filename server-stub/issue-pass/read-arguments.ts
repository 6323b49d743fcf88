import { parseArgs } from 'node:util';
import { Refusal } from '../../electron/contract/refusal.ts';

/** What `npm run pass` was asked for. */
export interface PassOrder {
  /** Root URL of the directory. */
  readonly directory: string;
  /** PEM file of the CA to trust; the machine's own authorities without it. */
  readonly caFile: string | undefined;
  readonly adminFile: string;
  /** User principal name or object id. */
  readonly user: string;
  /** Minutes; the policy's default without it. */
  readonly lifetime: number | undefined;
  readonly multiUse: boolean;
  /** UTC, ISO 8601; now without it. */
  readonly start: string | undefined;
  readonly json: boolean;
}

export const USAGE: string =
  'npm run pass -- --directory URL --ca FILE --admin FILE --user UPN [--lifetime MIN] [--multi-use] [--start TIME] [--json]';

const OPTIONS = {
  directory: { type: 'string' },
  ca: { type: 'string' },
  admin: { type: 'string' },
  user: { type: 'string' },
  lifetime: { type: 'string' },
  'multi-use': { type: 'boolean', default: false },
  start: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line.
 *
 * @throws Refusal `input_missing` with one sentence in `detail`.
 */
export function readArguments(argv: readonly string[]): PassOrder {
  const given = parse(argv);
  for (const name of ['directory', 'admin', 'user'] as const) {
    if (!given[name]) throw wrong(`--${name} is missing.`);
  }
  return {
    directory: readUrl(given.directory ?? ''),
    caFile: given.ca,
    adminFile: given.admin ?? '',
    user: given.user ?? '',
    lifetime: readLifetime(given.lifetime),
    multiUse: given['multi-use'],
    start: readStart(given.start),
    json: given.json,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (thrown) {
    throw wrong(
      thrown instanceof Error ? `${thrown.message.split('\n', 1)[0]}.` : 'The arguments cannot be read.',
    );
  }
}

function readUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && !url.username && !url.search && !url.hash)
    return url.href.replace(/\/+$/, '');
  throw wrong('--directory has to be an address that begins with https://.');
}

function readLifetime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text) && Number(text) > 0) return Number(text);
  throw wrong('--lifetime is a number of minutes, for example --lifetime 60.');
}

/** A time without a zone is this machine's: whoever types it looks at the clock on the wall. */
function readStart(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw wrong('--start is a date and time, for example --start 2026-11-23T08:00 or 2026-11-23T07:00Z.');
}

function wrong(detail: string): Refusal {
  return new Refusal('input_missing', { detail });
}
