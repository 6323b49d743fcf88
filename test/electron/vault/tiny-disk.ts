import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

export interface TinyDisk {
  readonly folder: string;
  /** Leaves so many bytes free. */
  fill(): void;
  readOnly(): void;
}

/** A file system of 64 KiB, or `null` where this process may not mount one (then say so: `context.skip`). */
export function tinyDisk(): TinyDisk | null {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return {
    folder,
    fill() {
      try {
        for (let n = 0; ; n += 1) writeFileSync(join(folder, `ballast-${n}`), Buffer.alloc(4096, 1));
      } catch {
        // Full: that is the point.
      }
    },
    readOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
  };
}
