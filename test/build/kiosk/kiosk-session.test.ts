import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXITS, RESTART_MS } from '../../../build/kiosk/restart.ts';

/* greetd's session script with programs in the place of cage, systemctl and sleep that say how they were called. */

const SCRIPT = readFileSync(join(import.meta.dirname, '../../../build/kiosk/linux/kiosk-session'), 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-session-'));
  writeFileSync(join(folder, 'kiosk.env'), '# settings\nLATCHKEY_STATE=/var/lib/latchkey\n');
  program('sleep', 'exit 0');
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, does: string): void {
  const text = `#!/bin/sh\necho "${name} $*" >> "${folder}/told"\n${does}\n`;
  writeFileSync(join(folder, name), text, { mode: 0o755 });
}

/** Runs the session; each start of cage ends with the next of these codes. Returns what was called. */
function session(codes: readonly (number | 'KILL')[], releases: readonly number[] = [0]): string[] {
  const next = (file: string) => `n=$(head -n 1 "${folder}/${file}"); sed -i 1d "${folder}/${file}"`;
  writeFileSync(join(folder, 'codes'), `${codes.join('\n')}\n`);
  writeFileSync(join(folder, 'releases'), `${releases.join('\n')}\n`);
  program(
    'cage',
    `echo "$LATCHKEY_STATE" >> "${folder}/told"\n${next('codes')}\n[ "$n" != KILL ] || kill -KILL $$\nexit "$n"`,
  );
  program('systemctl', `${next('releases')}\nexit "$n"`);
  const script = SCRIPT.replace('/etc/latchkey/kiosk.env', join(folder, 'kiosk.env'));
  const { status } = spawnSync('/bin/sh', ['-c', script], {
    env: { PATH: `${folder}:/usr/bin:/bin` },
    timeout: 10_000,
  });
  expect(status).toBe(0);
  return readFileSync(join(folder, 'told'), 'utf8').trim().split('\n');
}

const STARTS = ['cage -d -- /opt/Latchkey/latchkey --ozone-platform=wayland', '/var/lib/latchkey'];
const WAITS = `sleep ${RESTART_MS / 1000}`;

test('after every end but those of the table it starts again, after the time of the table', () => {
  expect(session([1, 'KILL', 255, 3])).toEqual([
    ...[...STARTS, WAITS],
    ...[...STARTS, WAITS],
    ...[...STARTS, WAITS],
    ...STARTS,
    'sleep infinity',
  ]);
  expect(EXITS.filter(({ does }) => does === 'leave').map(({ code }) => code)).toEqual([0, 3]);
});

test('exit 0 asks root for the release, without an argument, and waits to be ended', () => {
  expect(session([0])).toEqual([...STARTS, 'systemctl start latchkey-release.service', 'sleep infinity']);
});

test('a release that is refused brings the kiosk back', () => {
  const asks = 'systemctl start latchkey-release.service';
  expect(session([0, 0], [1, 0])).toEqual([...STARTS, asks, WAITS, ...STARTS, asks, 'sleep infinity']);
});
