import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/* The unit before systemd's own checker. cage and the package are not installed here, so a program that is stands in. */

const UNIT = readFileSync(
  join(import.meta.dirname, '../../../build/kiosk/linux/latchkey-kiosk.service'),
  'utf8',
)
  .replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true')
  .replace(/^EnvironmentFile=/m, 'EnvironmentFile=-');

function analyze(text: string, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const file = join(folder, 'latchkey-kiosk.service');
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return { status, stdout, stderr };
}

test('systemd finds nothing to say about the unit', () => {
  expect(analyze(UNIT, 'verify', '--man=no')).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('and would have said it', () => {
  const wrong = UNIT.replace('Restart=always', 'Restart=sometimes');
  expect(analyze(wrong, 'verify', '--man=no').stderr).toContain('Failed to parse service restart specifier');
});

test('its exposure, as systemd counts it, stays at OK (5.0 of 10 or less)', () => {
  const { status } = analyze(UNIT, 'security', '--offline=true', '--threshold=50', '--no-pager');
  expect(status).toBe(0);
});
