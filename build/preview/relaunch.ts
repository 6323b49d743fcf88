import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Tells a successor that its predecessor waits for it. */
const SUPERVISED = 'LATCHKEY_PREVIEW_SUPERVISED';

/**
 * `app.relaunch`: whoever waits for this process must get an exit code of the last one in the chain, so the first stays
 * as the parent of all that follow. A later one asks it for the next and ends.
 */
export function startSuccessor(args: readonly string[], code: number): void {
  if (process.env[SUPERVISED] === undefined || process.send === undefined) {
    supervise(args);
    return;
  }
  process.send({ relaunch: args }, () => process.exit(code));
}

/** A successor whose first process was killed has nobody left to report to, and ends as well. */
export function endWithSupervisor(end: () => void): void {
  if (process.env[SUPERVISED] !== undefined) process.once('disconnect', end);
}

function supervise(args: readonly string[]): void {
  const next = spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [SUPERVISED]: '1' },
  });
  let wanted: readonly string[] | null = null;
  next.on('message', (message: { relaunch: readonly string[] }) => {
    wanted = message.relaunch;
  });
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, () => next.kill(signal));
  }
  next.on('exit', (status) => {
    if (wanted === null) process.exit(status ?? 1);
    else supervise(wanted);
  });
}
