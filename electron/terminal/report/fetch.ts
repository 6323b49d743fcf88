import { parseArgs } from 'node:util';
import { asRefusal } from '../../contract/refusal.ts';
import type { ReportRow } from '../../contract/wire/report.ts';
import {
  type AskedDirectory,
  fetchReportFromDirectory,
  listReportsInDirectory,
} from '../../directory/administrator.ts';
import { type ExitCode, print, tellFailure } from '../run-day-two.ts';

const USAGE = `npm run latchkey -- report fetch [ID] --directory URL --admin FILE [--ca FILE] [--device ID] [--json]

What laptops have sent of themselves to the directory: the newest, or all of one. The directory's audit names who looked.

  --device ID    only of this device
  --admin FILE   the credentials that the directory has written`;

/** `report fetch`: resolves with the exit code. */
export async function reportFetch(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const asked = parse(args);
  if (asked === null) {
    process.stderr.write(`Give --directory, an https URL, and --admin; and one ID at most.\n\n${USAGE}\n`);
    return 2;
  }
  const { directory, id, device, json } = asked;
  try {
    if (id !== undefined) {
      const whole = await fetchReportFromDirectory(directory, id);
      print(json ? JSON.stringify(whole) : JSON.stringify(whole.report, null, 2));
      return 0;
    }
    const rows = await listReportsInDirectory(directory, device);
    print(json ? JSON.stringify(rows) : rows.map(tellRow).join('\n') || 'No laptop has sent one.');
    return 0;
  } catch (thrown) {
    tellFailure(asRefusal(thrown), json);
    return 1;
  }
}

function tellRow({ id, receivedDateTime, deviceDisplayName, helpCode, step }: ReportRow): string {
  const when = receivedDateTime.slice(0, 16).replace('T', ' ');
  return [when, id, deviceDisplayName.padEnd(15), helpCode ?? '-', step].join('  ');
}

interface Asked {
  readonly directory: AskedDirectory;
  readonly id: string | undefined;
  readonly device: string | null;
  readonly json: boolean;
}

function parse(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        directory: { type: 'string' },
        ca: { type: 'string' },
        admin: { type: 'string' },
        device: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      strict: true,
      allowPositionals: true,
    });
    const { directory = '', ca = null, admin, device = null, json } = values;
    if (URL.parse(directory)?.protocol !== 'https:' || admin === undefined || positionals.length > 1)
      return null;
    return { directory: { directory, caFile: ca, adminFile: admin }, id: positionals[0], device, json };
  } catch {
    return null;
  }
}
