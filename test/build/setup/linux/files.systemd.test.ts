import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apply } from '../../../../build/setup/linux/apply.ts';
import { planLinux } from '../../../../build/setup/linux/plan.ts';
import { openSite, readMachine } from '../../../../build/setup/linux/site.ts';
import { Root } from './root.ts';

/* The files of the set-up, as they lie in a root that it was applied to, before the checkers of those who read them. */

let root: Root;
beforeAll(() => {
  root = new Root();
  apply(openSite(root.folder), planLinux(readMachine(root.folder)));
});
afterAll(() => root.discard());

/** systemd looks for programs and groups on this machine: those of the package and of the kiosk stand in. */
function verify(edit: (text: string) => string) {
  const units = [
    'latchkey-kiosk.service',
    'latchkey-kiosk.service.d/10-session.conf',
    'latchkey-release.service',
    'latchkey-release-resume.service',
  ];
  const folder = root.at('/verify');
  for (const unit of units) {
    mkdirSync(dirname(join(folder, unit)), { recursive: true });
    const text = edit(root.read(`/etc/systemd/system/${unit}`));
    writeFileSync(
      join(folder, unit),
      text
        .replace(/^(ExecStart(?:Post)?=-?)\/\S+.*$/gm, '$1/bin/true')
        .replace(/^EnvironmentFile=/m, 'EnvironmentFile=-'),
    );
  }
  const files = units.filter((unit) => !unit.includes('.d/')).map((unit) => join(folder, unit));
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
    encoding: 'utf8',
    env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
  });
  return { status, said: stdout + stderr };
}

test('systemd finds nothing to say about the units and the drop-in', () => {
  expect(verify((text) => text)).toEqual({ status: 0, said: '' });
});

test('and would have said it', () => {
  expect(verify((text) => text.replace('OnSuccess=', 'OnSucess=')).said).toContain('OnSucess');
  expect(verify((text) => text.replace('Type=oneshot', 'Type=once')).said).toContain('service type');
});

test('AppArmor understands the profile, and would not understand another', () => {
  const parse = (text: string) =>
    spawnSync('apparmor_parser', ['--skip-kernel-load', '--skip-cache'], { encoding: 'utf8', input: text })
      .status;
  const profile = root.read('/etc/apparmor.d/latchkey-kiosk');
  expect(parse(profile)).toBe(0);
  expect(parse(profile.replace('audit deny', 'audit denny'))).not.toBe(0);
});

const MANAGE = 'org.freedesktop.systemd1.manage-units';
test.each([
  ['latchkey', 'org.freedesktop.login1.power-off', {}, 'yes'],
  ['latchkey', 'org.freedesktop.login1.reboot', {}, 'no'],
  ['latchkey', 'org.freedesktop.policykit.exec', {}, 'no'],
  ['latchkey', MANAGE, { unit: 'latchkey-release.service', verb: 'start' }, 'yes'],
  ['latchkey', MANAGE, { unit: 'latchkey-release.service', verb: 'stop' }, 'no'],
  ['latchkey', MANAGE, { unit: 'getty@tty2.service', verb: 'start' }, 'no'],
  ['latchkey', 'org.freedesktop.systemd1.manage-unit-files', { unit: 'latchkey-release.service' }, 'no'],
  ['amal', 'org.freedesktop.policykit.exec', {}, undefined],
  ['amal', MANAGE, { unit: 'latchkey-release.service', verb: 'start' }, undefined],
] as const)('polkit’s rule: %s asks for %s of %j', (user, id, about, answer) => {
  const rules: ((action: unknown, subject: unknown) => unknown)[] = [];
  const polkit = {
    Result: { YES: 'yes', NO: 'no' },
    addRule: (rule: (typeof rules)[number]) => rules.push(rule),
  };
  runInNewContext(root.read('/etc/polkit-1/rules.d/10-latchkey.rules'), { polkit });
  const lookup = (name: string) => (about as Readonly<Record<string, string>>)[name];
  expect(rules.map((rule) => rule({ id, lookup }, { user }))).toEqual([answer]);
});

test('every file of the set-up is used, and says what it is for', () => {
  const used = planLinux(readMachine(root.folder)).filter(({ kind }) => kind === 'file');
  expect(used.length).toBeGreaterThan(7);
  for (const change of used)
    if (change.kind === 'file') expect(change.content, change.path).toMatch(/^(#|\/\/) /m);
});

const ROOT = join(import.meta.dirname, '../../../..');
const setup = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'build/setup/linux/main.ts'), ...args], { encoding: 'utf8' });

test('the command: plan, apply, verify, revert on a copy of this machine’s own accounts and units', () => {
  const copy = new Root();
  const groups = readFileSync('/etc/group', 'utf8');
  for (const [path, mode] of [
    ['/etc/passwd', 0o644],
    ['/etc/group', 0o644],
  ] as const)
    copy.put(path, readFileSync(path, 'utf8'), mode);
  expect(spawnSync('cp', ['-a', '/etc/systemd/.', copy.at('/etc/systemd')]).status).toBe(0);
  const before = copy.picture();
  const at = ['--root', copy.folder];
  expect(JSON.parse(setup('apply', '--dry-run', '--json', ...at).stdout)).toMatchObject({
    event: 'plan',
    ok: true,
  });
  expect(copy.picture()).toEqual(before);
  expect(setup('verify', ...at).status).toBe(1);
  const applied = setup('apply', ...at);
  expect(applied.stderr).toBe('');
  expect(applied.stdout).toContain('Not run here');
  expect(setup('verify', ...at).status).toBe(0);
  expect(copy.read('/etc/group').startsWith(groups)).toBe(true);
  expect(setup('revert', ...at).status).toBe(0);
  expect(copy.picture()).toEqual(before);
  copy.discard();
}, 60_000);

test('the command: wrong arguments are 2, and a refusal says its help code', () => {
  expect(setup('apply').status).toBe(2);
  expect(setup('undo', '--root', '/tmp').status).toBe(2);
  root.put('/etc/systemd/system/latchkey-release.service', '# mine\n');
  const said = setup('apply', '--root', root.folder);
  expect(said.status).toBe(1);
  expect(said.stderr).toContain('LK-9220');
  expect(said.stderr).toContain('/etc/systemd/system/latchkey-release.service');
}, 60_000);
