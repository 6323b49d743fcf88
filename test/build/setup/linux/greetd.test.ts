import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RESTART_MS } from '../../../../build/kiosk/restart.ts';
import { apply, preview } from '../../../../build/setup/linux/apply.ts';
import { planLinux } from '../../../../build/setup/linux/plan.ts';
import { revert } from '../../../../build/setup/linux/revert.ts';
import { openSite, readMachine } from '../../../../build/setup/linux/site.ts';
import { Root } from './root.ts';

/* The other session: greetd starts the kiosk, on an image whose display manager that is. */

let root: Root;
let before: string[];
beforeEach(() => {
  root = new Root();
  before = root.picture();
  apply(openSite(root.folder), planLinux(readMachine(root.folder), 'greetd'));
});
afterEach(() => root.discard());

test('greetd has the screen, its one session is the kiosk’s, and the kiosk’s own unit is not enabled', () => {
  expect(readlinkSync(root.at('/etc/systemd/system/display-manager.service'))).toBe(
    '/lib/systemd/system/greetd.service',
  );
  const settings = root.read('/etc/greetd/config.toml');
  expect(settings.match(/^\[(\w+)\]$/gm)).toEqual(['[terminal]', '[default_session]']);
  expect(settings).toMatch(/^command = "\/usr\/lib\/latchkey\/kiosk-session"\nuser = "latchkey"$/m);
  expect(root.picture().join('\n')).not.toContain('graphical.target.wants/latchkey-kiosk.service');
  expect(root.read('/etc/systemd/system/greetd.service.d/10-latchkey.conf')).toContain(
    `RestartSec=${RESTART_MS}ms`,
  );
});

test('a later verify and revert know which session it was', () => {
  const machine = readMachine(root.folder);
  expect(machine.session).toBe('greetd');
  expect(preview(openSite(root.folder), planLinux(machine)).every(({ does }) => does === 'nothing')).toBe(
    true,
  );
  revert(openSite(root.folder));
  expect(root.picture()).toEqual(before);
  expect(readMachine(root.folder).session).toBe('systemd');
});

test('both sessions start the same program', () => {
  const kiosk = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../../../build/kiosk/linux', name), 'utf8');
  const program = 'cage -d -- /opt/Latchkey/latchkey --ozone-platform=wayland';
  expect(kiosk('kiosk-session')).toContain(`setsid ${program} &`);
  expect(kiosk('latchkey-kiosk.service')).toContain(`ExecStart=/usr/bin/${program}\n`);
});
