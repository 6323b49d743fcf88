import { pino } from 'pino';
import { createDirectory } from './directory.ts';
import type { Directory } from './directory-options.ts';
import { introduce } from './introduce.ts';
import { type Arguments, readArguments } from './read-arguments.ts';
import { StartProblem } from './start-problem.ts';

/** One line when ready. The secret is in it only where it protects nothing: the demo tenant on loopback. */
function readyLine(directory: Directory): string {
  const { url, caFile, tenantId, adminFile, admin, demo } = directory;
  const ready = { event: 'ready', url, caFile, tenantId, console: `${url}/console/`, adminFile };
  return `${JSON.stringify(demo ? { ...ready, admin } : ready)}\n`;
}

/** Ends when whoever started us is gone, so that no directory is left behind by a test or a crashed app. */
function endWithParent(given: Arguments, end: () => void): void {
  if (process.connected) process.once('disconnect', end);
  if (!given.withParent) return;
  process.stdin.once('end', end);
  process.stdin.once('error', end);
  process.stdin.resume();
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  // Standard output is for the ready line alone.
  const log = pino({ level: 'warn' }, pino.destination(2));
  const directory = await createDirectory({ ...given.directory, log });
  const end = async (): Promise<void> => {
    await directory.close();
    if (process.connected) process.disconnect();
    process.exitCode = 0;
    process.stdin.destroy();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
  endWithParent(given, () => void end());
  // Last: who reads it may end us at once, and then we have to know how.
  process.stdout.write(given.json ? readyLine(directory) : introduce(directory));
}

try {
  await main();
} catch (thrown) {
  if (!(thrown instanceof StartProblem)) throw thrown;
  process.stderr.write(`The directory cannot start: ${thrown.message}.\n`);
  process.exitCode = 1;
}
