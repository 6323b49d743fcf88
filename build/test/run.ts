import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEEDS } from './needs.ts';
import { BUNDLED_VARIABLE, bundlePrograms } from './programs.ts';

/*
 * `npm test`: everything that this machine can run, with the names of what it cannot. With CI=true nothing may be missing.
 * Arguments go to vitest: `npm test -- test/arrows.test.ts`.
 */

const ROOT = join(import.meta.dirname, '..', '..');
/** Hundreds of tests start the project's own processes: with its code compiled once, each starts in half the time. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'compiled');
const say = (text: string) => process.stdout.write(`${text}\n`);

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

async function main(args: readonly string[]): Promise<number> {
  const missing = NEEDS.filter((need) => !need.met());
  for (const need of missing) say(`Not run here: ${need.what}. To run it: ${need.remedy}.`);
  if (missing.length > 0 && process.env.CI === 'true') {
    say('With CI=true everything has to run.');
    return 1;
  }
  say(
    'Host of the end-to-end tests: terminal, and preview where a browser is. Electron: not run here, it needs its binary.',
  );
  // A single file is not worth the bundling.
  const whole = !args.some((arg) => arg.startsWith('test/'));
  if (whole) await bundlePrograms(ROOT);
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const report = join(folder, 'report.json');
  const vitest = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config',
      join(ROOT, 'build', 'vitest.config.ts'),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...missing.flatMap((need) => ['--exclude', `**/*.${need.ending}.{test,*.test}.{ts,tsx}`]),
      ...args,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, ...(whole && { [BUNDLED_VARIABLE]: '1' }) },
    },
  );
  tellCount(report);
  rmSync(folder, { recursive: true, force: true });
  return vitest.status ?? 1;
}

function tellCount(file: string): void {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
  say(`${report.numPassedTests} passed, ${report.numFailedTests} failed${skipped}`);
}

process.exitCode = await main(process.argv.slice(2));
