import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Choice, chooseHost, type Host } from './choose-host.ts';
import { showDemo } from './demo.ts';
import { lookAtMachine, ROOT } from './machine.ts';
import { tellStory } from './story.ts';

const HOSTS: readonly string[] = ['electron', 'preview', 'terminal'];

const USAGE = `npm start [-- --host electron|preview|terminal]

  Starts the bundled directory with the demo company and shows the flow on the best host of this machine.
  Without a terminal it tells the whole journey by itself and ends 0.`;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** `npm start`: the bundled directory with the demo company, then the flow on the best host that this machine has. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    say(USAGE);
    return 0;
  }
  const wanted = readHost(args);
  if (wanted instanceof Error) {
    process.stderr.write(`${wanted.message}\n`);
    return 2;
  }
  const machine = lookAtMachine();
  const host = await settle(chooseHost(wanted, machine));
  if (host === null) return 2;
  // Nobody can answer: tell the story instead of asking.
  if (host === 'terminal' && !machine.onTerminal) return tellStory(say);
  // The builder has said what is wrong by then.
  if (host !== 'terminal' && !buildScreens()) return 1;
  return showDemo(host, say);
}

function readHost(args: readonly string[]): Host | null | Error {
  try {
    const { values } = parseArgs({ args: [...args], options: { host: { type: 'string' } }, strict: true });
    if (values.host === undefined) return null;
    if (HOSTS.includes(values.host)) return values.host as Host;
    return new TypeError(`--host must be one of ${HOSTS.join(', ')}.`);
  } catch (error) {
    return error instanceof Error ? error : new TypeError('The arguments are not understood.');
  }
}

async function settle(choice: Choice): Promise<Host | null> {
  if (choice.host === null) {
    process.stderr.write(`${choice.why}\n`);
    return null;
  }
  if (!('offerToFetch' in choice)) return choice.host;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(
    `The kiosk needs Electron’s binary (about 120 MB from GitHub). Fetch it now? [y/N] `,
  );
  lines.close();
  if (!/^y/i.test(answer.trim())) return choice.otherwise;
  const fetched = spawnSync('npx', ['install-electron'], { cwd: ROOT, stdio: 'inherit' });
  if (fetched.status === 0) return 'electron';
  say(`That did not work, so this is the ${choice.otherwise} instead.`);
  return choice.otherwise;
}

function buildScreens(): boolean {
  const built = spawnSync(process.execPath, [join(ROOT, 'build', 'vite', 'build.ts')], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return built.status === 0;
}

process.exitCode = await main(process.argv.slice(2));
