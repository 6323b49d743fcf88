import { PROVISION_USAGE, parseProvision } from './terminal/arguments.ts';
import { provision } from './terminal/provision.ts';

const USAGE = `npm run latchkey -- COMMAND

  provision    set up this laptop in the terminal (also: npm run provision)

Each command tells more with --help.`;

/** Terminal composition root. Sets the exit code; the process ends by itself when nothing is left to do. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help') return say(USAGE, command ? 0 : 2);
  if (command !== 'provision') return say(`There is no command “${command}”.\n\n${USAGE}`, 2);
  if (rest.includes('--help')) return say(PROVISION_USAGE, 0);
  const parsed = parseProvision(rest, process.stdin.isTTY === true);
  if (!parsed.ok) return say(`${parsed.problem}\n\n${PROVISION_USAGE}`, 2);
  return provision(parsed.value);
}

function say(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
