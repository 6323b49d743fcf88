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

/** `audit verify`: resolves with the exit code. */
export async function auditVerify(args: readonly string[]): Promise<0 | 1 | 2> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  let given: Arguments;
  try {
    given = understand(args);
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : 'Wrong arguments.'}\n\n${USAGE}\n`);
    return 2;
  }
  try {
    const verdict = await verdictOf(given);
    print(given.json ? JSON.stringify(verdict) : tell(verdict).join('\n'));
    return verdict.breaks.length === 0 ? 0 : 1;
  } catch (thrown) {
    process.stderr.write(`Nothing was verified: ${problemOf(thrown)}.\n`);
    return 2;
  }
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
