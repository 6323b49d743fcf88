import { pino } from 'pino';
import { createDirectory } from './directory.ts';
import type { Directory } from './directory-options.ts';
import { introduce } from './introduce.ts';
import { type Arguments, readArguments } from './read-arguments.ts';
import { StartProblem } from './start-problem.ts';

/** One line when ready. The secret is in it only where it protects nothing: the demo tenant on loopback. */
function readyLine(directory: Directory): string {
  const { url, caFile, tenantId, adminFile, admin, demo, chaos } = directory;
  const ready = {
    event: 'ready',
    url,
    caFile,
    tenantId,
    console: `${url}/console/`,
    adminFile,
    ...(chaos && { chaos: chaos.active }),
  };
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

const USAGE = `npm run directory -- [--port N] [--host H] [--public-url U] [--data DIR] [--seed demo|FILE]
                         [--chaos FILE] [--json]

  --port N         where to listen (8443; 0 picks a free one)
  --host H         localhost unless told otherwise; the demo company is served there only
  --public-url U   how clients reach it, where that is something else
  --data DIR       where everything is kept; the same folder again is the same directory
  --seed S         demo, or a JSON file with a tenant of your own; read when the folder is empty
                   (docs/seed.schema.json, docs/seed.example.json)
  --chaos FILE     scripted faults, for rehearsals (docs/directory.md, server-stub/chaos/examples)
  --attestation-roots DIR
                   certificates that vouch for keys: packed/*.pem, tpm/*.pem, ek/*.pem, metadata/*.json (docs/credential.md)
  --drain S        seconds between "not ready" and the end when it is asked to end (0)
  --log-level L    debug, info, warn (unless told otherwise), error or silent; JSON lines on standard error
  --json           one line when it is ready, for scripts
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(USAGE);
    return;
  }
  const given = readArguments(process.argv.slice(2));
  // Standard output is for the ready line alone.
  const log = pino({ level: given.logLevel }, pino.destination(2));
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
  process.stderr.write(
    `The directory cannot start: ${thrown.message}${thrown.message.includes('\n') ? '' : '.'}\n`,
  );
  process.exitCode = 1;
}
