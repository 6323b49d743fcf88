import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUSES } from '../../electron/kiosk/fuses.ts';

/** https://github.com/electron/fuses: the place of the fuses in a binary, then the wire's version and length. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** What is written beside a stand-in, and looked for before anything is released. */
export const STAND_IN_MARK = 'STAND-IN';

/**
 * `$0` may be a link in /usr/bin. Whoever has no Node 24 as `node` names theirs in LATCHKEY_NODE. The shell never reads
 * what comes after `exec`: there is the fuse wire, as Electron's binary has it, for packaging to flip and to read back.
 */
const PROGRAM = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "\${LATCHKEY_NODE:-node}" "$here/terminal.mjs" "$@"
exit 127
`;

/**
 * A folder that looks to electron-builder like an unpacked Electron for Linux, for machines that cannot fetch one. In it is
 * no browser: the package's terminal host runs with the machine's own Node.
 */
export function makeStandIn(folder: string, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.from(
    `${SENTINEL}\u0001${String.fromCharCode(FUSES.length)}${'0'.repeat(FUSES.length)}\n`,
    'latin1',
  );
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(PROGRAM), wire]));
  chmodSync(join(folder, 'electron'), 0o755);
  cpSync(join(import.meta.dirname, 'stand-in/terminal.mjs'), join(folder, 'terminal.mjs'));
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(
    join(folder, STAND_IN_MARK),
    'There is no Electron in this package. It starts the terminal host, with Node 24.\n',
  );
}
