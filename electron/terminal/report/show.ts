import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asRefusal } from '../../contract/refusal.ts';
import type { Report } from '../../contract/wire/report.ts';
import { aboutThis } from '../../diagnostics/about.ts';
import { collectReport } from '../../diagnostics/collect.ts';
import { examine } from '../../examine.ts';
import { readFactLines } from '../../journal/fact-lines.ts';
import { JOURNAL_FILE } from '../../journal/journal.ts';
import { readWholeFile } from '../../vault/durable-file.ts';
import { defaultState } from '../day-two-arguments.ts';
import { type ExitCode, print, tellFailure } from '../run-day-two.ts';

const USAGE = `npm run latchkey -- report show [--state DIR] [--json]

Says what a report of this laptop would say, word by word. Nothing is sent and nothing is changed. What happened on the screens is known
to the running set-up alone; here it is the facts, the machine and how well it is guarded.`;

/** `report show`: resolves with the exit code. */
export async function reportShow(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const values = parse(args);
  if (values === null) {
    process.stderr.write(`These arguments are not understood.\n\n${USAGE}\n`);
    return 2;
  }
  try {
    const report = await reportOf(values.state ?? defaultState());
    print(values.json ? JSON.stringify(report) : JSON.stringify(report, null, 2));
    return 0;
  } catch (thrown) {
    tellFailure(asRefusal(thrown), values.json);
    return 1;
  }
}

/** @throws Refusal journal_damaged, state_unwritable */
async function reportOf(state: string): Promise<Report> {
  const content = await readWholeFile(join(state, JOURNAL_FILE));
  return collectReport({
    id: randomUUID(),
    now: Date.now() / 1000,
    about: aboutThis('terminal'),
    view: null,
    facts: content === null ? [] : readFactLines(content).facts,
    timeline: [],
    checks: {},
    skewSeconds: null,
    examined: await examine(state),
  });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { state: { type: 'string' }, json: { type: 'boolean', default: false } },
      strict: true,
    }).values;
  } catch {
    return null;
  }
}
