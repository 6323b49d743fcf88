import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { asRefusal, Refusal } from '../../contract/refusal.ts';
import { openSealedReport } from '../../diagnostics/seal.ts';
import type { ShortReport } from '../../diagnostics/short.ts';
import { readPrivateSupportKey } from '../../diagnostics/support-key.ts';
import { readWholeFile } from '../../vault/durable-file.ts';
import { duration } from '../narrate.ts';
import { askLine } from '../prompt.ts';
import { type ExitCode, print, tellFailure } from '../run-day-two.ts';

const USAGE = `npm run latchkey -- report read --key FILE [--any-age] [--json]

Reads the report of a laptop: the text of its square, pasted at the question or on standard input. It may be part of a mail, and its lines
may be broken. It needs no network.

  --key FILE     the support's private key
  --any-age      also one that is older than a day`;

/** `report read`: resolves with the exit code. */
export async function reportRead(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const values = parse(args);
  if (values === null || values.key === undefined) {
    process.stderr.write(`--key must say where the support’s private key is.\n\n${USAGE}\n`);
    return 2;
  }
  try {
    const key = await readKey(values.key);
    const now = Date.now() / 1000;
    const report = await openSealedReport(await askText(), key, values['any-age'] ? null : now);
    print(values.json ? JSON.stringify(report) : tellShort(report, now).join('\n'));
    return 0;
  } catch (thrown) {
    tellFailure(asRefusal(thrown), values.json);
    return 1;
  }
}

async function readKey(file: string) {
  const content = await readWholeFile(file);
  if (content === null) throw new Refusal('support_key_unusable', { detail: `no file ${file}` });
  let jwk: unknown;
  try {
    jwk = JSON.parse(content.toString());
  } catch (thrown) {
    throw new Refusal('support_key_unusable', { detail: `${file} is not JSON` }, thrown);
  }
  return readPrivateSupportKey(jwk);
}

async function askText(): Promise<string> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return text(process.stdin);
  return askLine(process.stdin, process.stdout, 'Text of the square, in one line: ');
}

/** A short report in lines. Pure. */
export function tellShort(report: ShortReport, now: number): string[] {
  const { helpCode, requestId, serialNumber, deviceName, account, skewSeconds, runId, before } = report;
  const age = now - Date.parse(report.createdDateTime) / 1000;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Help code', helpCode && `${helpCode} (docs/help/${helpCode}.md)`],
    ['Laptop', [deviceName, serialNumber].filter(Boolean).join(' ') || undefined],
    ['Account', account],
    ['Stands at', report.step === report.screen ? report.step : `${report.step} (${report.screen})`],
    ['Connection', report.connection],
    ['Clock', skewSeconds === undefined ? undefined : `${skewSeconds} s beside the directory’s`],
    ['Request', requestId],
    ['Run', runId],
    ['Versions', report.versions],
    [
      'Report',
      `${report.id}, made ${age < 0 ? 'in the future' : `${duration(age)} ago`} by that laptop’s clock`,
    ],
  ];
  return [
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(11)} ${value}`])),
    '',
    'Before that, newest first',
    ...before.map(({ seconds, what }) => `  ${`${seconds} s`.padStart(8)}  ${what}`),
    '',
    'The laptop says all this itself: compare the serial number with the label.',
  ];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        key: { type: 'string' },
        'any-age': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      strict: true,
    }).values;
  } catch {
    return null;
  }
}
