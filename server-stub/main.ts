import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createDirectory } from './directory.ts';
import type { Directory } from './directory-options.ts';
import { introduce } from './introduce.ts';
import { StartProblem } from './start-problem.ts';

/** What stands on the command line (design.md, Surfaces). `--with-parent` is for whoever spawns us: see `endWithParent`. */
const OPTIONS = {
  port: { type: 'string', default: '8443' },
  host: { type: 'string', default: 'localhost' },
  'public-url': { type: 'string' },
  data: { type: 'string', default: '.latchkey-directory' },
  seed: { type: 'string', default: 'demo' },
  chaos: { type: 'string' },
  json: { type: 'boolean', default: false },
  'with-parent': { type: 'boolean', default: false },
} as const;

function readArguments(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, strict: true }).values;
  } catch (thrown) {
    const sentence = thrown instanceof Error ? thrown.message : 'the arguments cannot be read';
    throw new StartProblem('option_invalid', sentence, thrown);
  }
}

type Arguments = ReturnType<typeof readArguments>;

function start(given: Arguments): Promise<Directory> {
  if (given.chaos !== undefined) {
    throw new StartProblem(
      'option_invalid',
      '--chaos is not there yet: scripted faults come with a later version',
    );
  }
  const port = /^\d{1,5}$/.test(given.port) ? Number(given.port) : Number.NaN;
  if (!(port <= 65_535))
    throw new StartProblem('option_invalid', '--port has to be a number from 0 to 65535');
  return createDirectory({
    dataDir: given.data,
    host: given.host,
    port,
    seed: given.seed,
    log: pino({ level: 'warn' }, pino.destination(2)),
    ...(given['public-url'] === undefined ? {} : { publicUrl: given['public-url'] }),
  });
}

/** One line when ready. The secret is in it only where it protects nothing: the demo tenant on loopback. */
function readyLine(directory: Directory): string {
  const { url, caFile, tenantId, adminFile, admin, demo } = directory;
  const ready = { event: 'ready', url, caFile, tenantId, console: `${url}/console/`, adminFile };
  return `${JSON.stringify(demo ? { ...ready, admin } : ready)}\n`;
}

/** Ends when whoever started us is gone, so that no directory is left behind by a test or a crashed app. */
function endWithParent(given: Arguments, end: () => void): void {
  if (process.connected) process.once('disconnect', end);
  if (!given['with-parent']) return;
  process.stdin.once('end', end);
  process.stdin.once('error', end);
  process.stdin.resume();
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  const directory = await start(given);
  process.stdout.write(given.json ? readyLine(directory) : introduce(directory));
  const end = async (): Promise<void> => {
    await directory.close();
    if (process.connected) process.disconnect();
    process.exitCode = 0;
    process.stdin.destroy();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
  endWithParent(given, () => void end());
}

try {
  await main();
} catch (thrown) {
  if (!(thrown instanceof StartProblem)) throw thrown;
  process.stderr.write(`The directory cannot start: ${thrown.message}.\n`);
  process.exitCode = 1;
}
