import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, measure, type Pair } from './measure.ts';
import { softwarePairs } from './software.ts';
import { hasSwtpm, startSwtpm } from './swtpm.ts';
import { tpmPairs } from './tpm.ts';

const USAGE = `npm run bench -- [--rounds N] [--json]

Measures each authenticator beside the bare primitive, in turns and in one run: a ratio says more than a time, because the
machine's speed falls out of it. Medians of N rounds (15).`;

/** What `--json` prints, one line. */
interface Report {
  readonly rounds: number;
  readonly figures: readonly Figure[];
  /** What could not be measured here, and why. */
  readonly notMeasured: readonly string[];
}

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (given === null) return 2;
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    const report = await measureAll(folder, given.rounds);
    process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : `${table(report).join('\n')}\n`);
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readArguments(args: readonly string[]): { rounds: number; json: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { rounds: { type: 'string', default: '15' }, json: { type: 'boolean', default: false } },
      strict: true,
    });
    if (/^[1-9]\d{0,3}$/.test(values.rounds)) return { rounds: Number(values.rounds), json: values.json };
  } catch {
    // The usage says what is understood.
  }
  process.stderr.write(`${USAGE}\n`);
  return null;
}

async function measureAll(folder: string, rounds: number): Promise<Report> {
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
  return { rounds, figures, notMeasured };
}

async function measurePairs(pairs: readonly Pair[], rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const pair of pairs) figures.push(await measure(pair, rounds));
  return figures;
}

function table({ rounds, figures, notMeasured }: Report): string[] {
  const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
  return [
    `Medians of ${rounds} rounds, each side in turn`,
    ...figures.map(
      ({ what, milliseconds, beside, bareMilliseconds, ratio }) =>
        `  ${what.padEnd(16)} ${ms(milliseconds).padStart(9)}   ${beside.padEnd(17)} ${ms(bareMilliseconds).padStart(9)}   ${ratio.toFixed(2)} times as long`,
    ),
    ...notMeasured.map((what) => `Not measured: ${what}.`),
  ];
}

process.exitCode = await main(process.argv.slice(2));
