/**
 * Runs the preview under a supervisor, as systemd, Shell Launcher and launchd run the product: killed at any instant, it
 * is started again at once. `node build/preview/supervise.ts [MAIN]`; tells the id of each process it starts.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isRestarted, RESTART_MS } from '../kiosk/restart.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = process.argv[2] ?? join(ROOT, 'electron', 'main.ts');
const REGISTER = join(import.meta.dirname, 'register.ts');

/** Compiled once: packages have one file in JavaScript, the preview has hundreds in TypeScript. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'compiled');

let ending = false;

function start(): void {
  const agent = spawn(process.execPath, ['--import', REGISTER, MAIN], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env },
  });
  process.stdout.write(`${JSON.stringify({ event: 'agent', pid: agent.pid })}\n`);
  const stop = (): void => {
    ending = true;
    agent.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
  agent.on('exit', (code) => {
    if (ending || !isRestarted(code)) process.exit(code ?? 1);
    else setTimeout(start, RESTART_MS);
  });
}

start();
