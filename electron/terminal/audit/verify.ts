import { parseArgs } from 'node:util';
import { print } from '../run-day-two.ts';
import type { Break } from './follow-chain.ts';
import { checkpointsOf, keyOf, linesOfData, linesOfFile } from './read-source.ts';
import { NotAnExport, type Verdict, Verifier, type VerifyOptions } from './verify-export.ts';

const USAGE = `npm run latchkey -- audit verify FILE|--data DIR [--anchor FILE] [--key FILE] [--json]

Follows the hash chains of the directory's audit logs and says where the first link is broken. It changes nothing.

  FILE                 an export (GET /provisioning/v1/audit/export)
  --data DIR           the data folder of a directory, which may be running
  --anchor FILE        an earlier export, kept elsewhere: the logs must go on from what its checkpoints say
  --key FILE           the directory's key (its /jwks, saved), instead of the one that the export names
  --json               one line for machines

Exit: 0 every link holds, 1 a link is broken, 2 wrong arguments or nothing to verify.`;

const OPTIONS = {
  data: { type: 'string' },
  anchor: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

function understand(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: true,
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (more.length > 0 || (file === undefined) === (values.data === undefined)) {
    throw new TypeError('Give one export, or --data with a data folder.');
  }
  return { ...values, file };
}

type Arguments = ReturnType<typeof understand>;

async function verdictOf({ file, data, anchor, key }: Arguments): Promise<Verdict> {
  const options: VerifyOptions = {
    ...(key !== undefined && { key: keyOf(key) }),
    ...(anchor !== undefined && { anchors: await checkpointsOf(anchor) }),
    open: data !== undefined,
  };
  const verifier = new Verifier(options);
  if (data !== undefined) for (const line of linesOfData(data)) verifier.read(line);
  else for await (const line of linesOfFile(file ?? '')) verifier.read(line);
  return verifier.end();
}

/** What the command says, and how it ends. */
export interface Ended {
  readonly code: 0 | 1 | 2;
  /** For standard output. */
  readonly said?: string;
  /** For standard error. */
  readonly problem?: string;
}

/** `audit verify`, without printing. */
export async function verifyAudit(args: readonly string[]): Promise<Ended> {
  if (args.includes('--help')) return { code: 0, said: USAGE };
  let given: Arguments;
  try {
    given = understand(args);
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : 'Wrong arguments.';
    return { code: 2, problem: `${problem}\n\n${USAGE}` };
  }
  try {
    const verdict = await verdictOf(given);
    const said = given.json ? JSON.stringify(verdict) : tell(verdict).join('\n');
    return { code: verdict.breaks.length === 0 ? 0 : 1, said };
  } catch (thrown) {
    return { code: 2, problem: `Nothing was verified: ${problemOf(thrown)}.` };
  }
}

/** `audit verify`: resolves with the exit code. */
export async function auditVerify(args: readonly string[]): Promise<Ended['code']> {
  const { code, said, problem } = await verifyAudit(args);
  if (said !== undefined) print(said);
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  return code;
}

function problemOf(thrown: unknown): string {
  if (thrown instanceof NotAnExport) return thrown.message;
  const code = (thrown as { code?: unknown } | null)?.code;
  return `it cannot be read${typeof code === 'string' ? ` (${code})` : ''}`;
}

function tellBreak({ log, seq, detail }: Break): string {
  return log === null ? `BROKEN: ${detail}.` : `BROKEN at row ${seq} of ${log}: ${detail}.`;
}

/** The verdict in sentences. Pure. */
export function tell({ tenantId, rows, checkpoints, key, breaks }: Verdict): string[] {
  return [
    `Tenant ${tenantId}`,
    ...Object.entries(rows).map(([log, count]) => `  ${log}: ${count} rows follow from one another`),
    `  ${checkpoints} checkpoints, signed with the key ${key}`,
    ...(breaks.length === 0 ? ['Every link holds.'] : breaks.map(tellBreak)),
  ];
}
