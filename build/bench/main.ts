import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ListingReport, measureListing } from './listing/measure-listing.ts';
import { type Figure, measure, type Pair } from './measure.ts';
import { measurePaint, type PaintReport } from './paint/measure-paint.ts';
import { softwarePairs } from './software.ts';
import { hasSwtpm, startSwtpm } from './swtpm.ts';
import { tpmPairs } from './tpm.ts';

const USAGE = `npm run bench -- [--rounds N] [--rows N] [--json]

Measures each authenticator beside the bare primitive, and the directory's listings with N sign-in rows (100000) and a tenth
as many users beside a hundredth of that, and how soon the first screen is seen and usable beside an empty page in the same browser; in
turns and in one run: a ratio says more than a time, because the machine's speed falls out of it. Medians of N rounds (15); listings are asked 20 times as often, for their 99th percentile.`;

const LISTINGS_PER_ROUND = 20;
const ROWS_PER_USER = 10;

/** What `--json` prints, one line. */
interface Report {
  readonly rounds: number;
  readonly figures: readonly Figure[];
  readonly listing: ListingReport;
  /** `null`: there is no browser. */
  readonly paint: PaintReport | null;
  /** What could not be measured here, and why. */
  readonly notMeasured: readonly string[];
}

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (given === null) return 2;
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    const report = await measureAll(folder, given);
    process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : `${table(report).join('\n')}\n`);
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Given {
  readonly rounds: number;
  readonly rows: number;
  readonly json: boolean;
}

function readArguments(args: readonly string[]): Given | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '15' },
        rows: { type: 'string', default: '100000' },
        json: { type: 'boolean', default: false },
      },
      strict: true,
    });
    const { rounds, rows, json } = values;
    if (/^[1-9]\d{0,3}$/.test(rounds) && /^[1-9]\d{0,6}$/.test(rows))
      return { rounds: Number(rounds), rows: Number(rows), json };
  } catch {
    // The usage says what is understood.
  }
  process.stderr.write(`${USAGE}\n`);
  return null;
}

async function measureAll(folder: string, { rounds, rows }: Given): Promise<Report> {
  const figures = await measurePairs(await softwarePairs(folder), rounds);
  const notMeasured = ['platform: Windows Hello and Touch ID wait for a person'];
  if (hasSwtpm()) {
    const tpm = await startSwtpm(join(folder, 'swtpm'));
    try {
      figures.push(...(await measurePairs(await tpmPairs(folder, tpm), rounds)));
    } finally {
      await tpm.stop();
    }
  } else {
    notMeasured.push('tpm: swtpm or tpm2-tools are not installed');
  }
  const large = { users: Math.ceil(rows / ROWS_PER_USER), signIns: rows };
  const listing = await measureListing(folder, large, rounds * LISTINGS_PER_ROUND);
  const paint = await measurePaint(folder, rounds);
  if (paint === null) notMeasured.push('the first screen: there is no Chromium, Chrome or Edge');
  return { rounds, figures, listing, paint, notMeasured };
}

async function measurePairs(pairs: readonly Pair[], rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const pair of pairs) figures.push(await measure(pair, rounds));
  return figures;
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

const figureLine = ({ what, milliseconds, beside, bareMilliseconds, ratio }: Figure) =>
  `  ${what.padEnd(16)} ${ms(milliseconds).padStart(9)}   ${beside.padEnd(17)} ${ms(bareMilliseconds).padStart(9)}   ${ratio.toFixed(2)} times as long`;

function table({ rounds, figures, listing, paint, notMeasured }: Report): string[] {
  return [
    `Medians of ${rounds} rounds, each side in turn`,
    ...figures.map(figureLine),
    ...(paint === null ? [] : paintTable(paint)),
    ...listingTable(listing),
    ...notMeasured.map((what) => `Not measured: ${what}.`),
  ];
}

function paintTable({ rounds, figures, gzipBytes }: PaintReport): string[] {
  return [
    `First screen, ${rounds} rounds, from opening the window and from the page's beginning`,
    ...figures.map(figureLine),
    `  all of it, gzip, without fonts and other languages: ${(gzipBytes / 1024).toFixed(0)} KiB`,
  ];
}

function listingTable({ rounds, large, small, figures, memory }: ListingReport): string[] {
  const held = ({ users, signIns }: ListingReport['large']) => `${users} users and ${signIns} sign-in rows`;
  const figure = ({ what, median: middle, p99, p99OfSmall, ratio }: ListingReport['figures'][number]) =>
    `  ${what.padEnd(27)} ${ms(middle).padStart(9)} ${ms(p99).padStart(9)} ${ms(p99OfSmall).padStart(9)}   ${ratio.toFixed(2)} times as long`;
  return [
    `Listings over HTTPS, ${rounds} rounds: ${held(large)}, beside ${held(small)}`,
    `  ${''.padEnd(27)} ${'median'.padStart(9)} ${'p99'.padStart(9)} ${'beside'.padStart(9)}`,
    ...figures.map(figure),
    memory === null
      ? 'Not measured: memory of the directory, this system does not tell.'
      : `  memory of the directory: ${memory.large.toFixed(0)} MiB beside ${memory.small.toFixed(0)} MiB, ${memory.ratio.toFixed(2)} times as much`,
  ];
}

process.exitCode = await main(process.argv.slice(2));
