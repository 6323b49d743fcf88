import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is handed out: installers and bills of materials, and none of a builder’s notes. */
const HANDED_OUT = /\.(exe|dmg|pkg|deb|rpm|AppImage|cdx\.json)$/;

/** One line a file, as `sha256sum -c` reads them. */
export function checksums(folder: string, names: readonly string[]): string {
  return names
    .filter((name) => HANDED_OUT.test(name))
    .toSorted()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
}
