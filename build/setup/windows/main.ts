import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planFile } from './plan.ts';
import { assignedAccess, shellLauncher } from './shell.ts';
import { taskXml } from './task.ts';

const USAGE = `node build/setup/windows/main.ts --out DIR

Writes the PowerShell module Latchkey.Setup for Windows (docs/first-boot.md) to DIR/Latchkey.Setup.
Exit: 0 written, 2 wrong arguments.`;

/** Files of the module that are made from the tables. The account is put in by PowerShell. */
export function generatedFiles(): Readonly<Record<string, Buffer>> {
  return {
    'plan.json': Buffer.from(planFile()),
    'shell-launcher.xml': Buffer.from(shellLauncher('{account}')),
    'assigned-access.xml': Buffer.from(assignedAccess('{account}')),
    // With a byte order mark: `Register-ScheduledTask` is given text, other tools read the file.
    'task.xml': Buffer.from(`\uFEFF${taskXml()}`, 'utf16le'),
  };
}

/** Writes the module whole; what is there of an older one is written over. */
export function writeModule(folder: string): void {
  const target = join(folder, 'Latchkey.Setup');
  mkdirSync(target, { recursive: true });
  cpSync(join(import.meta.dirname, 'module'), target, { recursive: true });
  for (const [name, content] of Object.entries(generatedFiles())) writeFileSync(join(target, name), content);
}

function main(args: readonly string[]): 0 | 2 {
  const { values } = parseArgs({ args: [...args], options: { out: { type: 'string' } }, strict: false });
  if (typeof values.out !== 'string') {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  writeModule(values.out);
  process.stdout.write(`${join(values.out, 'Latchkey.Setup')}\n`);
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
