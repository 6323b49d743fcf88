import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './machine.ts';

export interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/**
 * Runs one of the project's own commands as a process and collects what it prints, a line at a time. `onLine` hears each
 * line as it comes. Secrets go in files, never in `args`.
 */
export async function runCommand(
  script: string,
  args: readonly string[],
  onLine: (line: string) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    onLine(line);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines };
}
