import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../../build/package/deb/build.ts';
import { type DirectoryProcess, startDirectory } from '../../../build/start/directory-process.ts';
import { ROOT } from '../../../build/start/machine.ts';
import { Administrator, helloMethods } from '../../e2e/administrator.ts';
import { DebianRoot } from './debian-root.ts';
import { type Packed, packHere, SOURCE_DATE } from './packed.ts';

/*
 * Debian's package, installed for real into a clean Debian, and the whole story of a laptop in it: first-boot set-up, provisioning as
 * the kiosk's user, release to the person, and everything away again. There is no Electron here: its terminal host and its set-up run
 * with Node, from the installed files and with nothing of the repository. No systemd runs in a root like this, so no unit is started.
 */

const AMAL = 'amal@northwind.example';

let packed: Packed;
let root: DebianRoot;
let directory: DirectoryProcess;
let administrator: Administrator;
let dataDir: string;
let deb: string;
/** The root before the package was there, with the account that the laptop is for. */
let clean: Map<string, string>;

function debOf(
  version: string,
  compression: 'xz' | 'none' = 'none',
  output = join(packed.folder, version),
): string {
  const unpacked = join(packed.unpacked.resources, '..');
  const { arch } = packed.unpacked;
  const how = { root: ROOT, unpacked, output, sbom: '{}\n', sourceDate: SOURCE_DATE, compression };
  return buildDeb({ ...how, version, arch });
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

beforeAll(async () => {
  packed = await packHere();
  deb = debOf('1.0.0', 'xz');
  root = new DebianRoot();
  expect(root.run('useradd', '--no-log-init', 'amal').status).toBe(0);
  clean = root.contents();
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-directory-'));
  directory = await startDirectory(dataDir);
  administrator = await Administrator.signIn(directory.ready);
}, 240_000);

afterAll(async () => {
  await directory?.stop();
  root?.discard();
  packed?.discard();
  rmSync(dataDir, { recursive: true, force: true });
});

const setup = (...args: string[]) => root.run('/usr/bin/latchkey-setup', ...args, '--root', '/', '--json');
const told = ({ stdout }: { stdout: string }) =>
  JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;

/** The installed terminal host, as the kiosk's user, while the directory goes on answering. */
async function provision(pass: string): Promise<Record<string, unknown>> {
  const { uid } = root.account('latchkey');
  const args = [
    'provision',
    '--directory',
    directory.ready.url,
    '--ca',
    '/etc/latchkey/ca.pem',
    '--user',
    AMAL,
  ];
  const files = ['--pass-file', '-', '--pin-file', root.give('/run/pin', '493027', uid)];
  const rest = ['--state', '/var/lib/latchkey', '--authenticator', 'software', '--json'];
  const [unshare, ...inside] = root.inside('latchkey', '/usr/bin/latchkey', ...args, ...files, ...rest);
  const child = spawn(unshare, inside, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/nonexistent' },
  });
  child.stdin.end(`${pass}\n`);
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) said += text;
  return told({ stdout: said });
}

describe('the file', () => {
  test('lintian finds no error and no warning but a call of systemctl that is meant', () => {
    const { stdout } = spawnSync('lintian', ['--no-cfg', '--fail-on=error', deb], { encoding: 'utf8' });
    const found = stdout.split('\n').filter((line) => /^[EW]:/.test(line));
    expect(found).toEqual([expect.stringContaining('maintainer-script-calls-systemctl')]);
  }, 60_000);

  test('the desktop entry passes its checker', () => {
    const file = join(ROOT, 'build/package/deb/latchkey.desktop');
    const { status, stdout } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  test('the same commit makes the same bytes', () => {
    expect(sha256(debOf('1.1.0', 'none', join(packed.folder, 'again')))).toBe(sha256(debOf('1.1.0')));
  }, 60_000);

  test('nothing in it is set-uid, and root owns everything', () => {
    const { stdout } = spawnSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
    const lines = stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => !/^[d-]rw[x-]r-[x-]r-[x-] root\/root /.test(line))).toEqual([]);
  });

  test('an older version does not replace a newer one by itself, a real one replaces the stand-in', () => {
    const newer = (one: string, other: string) =>
      root.run('dpkg', '--compare-versions', one, 'gt', other).status;
    expect(newer('1.0.0', '1.0.0~standin')).toBe(0);
    expect(newer('1.0.0~standin', '1.0.0~rc.1')).toBe(0);
    expect(newer('1.0.1~standin', '1.0.0')).toBe(0);
  });
});

describe('installed', () => {
  /** /etc with the package in it and nothing set up. */
  let before: Map<string, string>;

  test('its terminal host starts, and its kiosk says that there is none', () => {
    expect(root.install(deb)).toMatchObject({ status: 0, stderr: '' });
    before = root.contents('etc');
    const doctor = root.run('/usr/bin/latchkey', 'doctor', '--json');
    expect(JSON.parse(doctor.stdout)).toMatchObject({ node: process.version });
    const kiosk = root.run('/opt/Latchkey/latchkey');
    expect(kiosk).toMatchObject({ status: 69, stderr: expect.stringContaining('no kiosk') });
  }, 60_000);

  test('its set-up plans, applies and verifies, with nothing of the repository', () => {
    expect(setup('verify').status).toBe(1);
    expect(told(setup('plan'))).toMatchObject({ event: 'plan', ok: true });
    expect(root.contents('etc')).toEqual(before);
    expect(setup('apply')).toMatchObject({ status: 0, stderr: '' });
    expect(told(setup('verify'))).toMatchObject({ event: 'verify', ok: true });
    expect(root.contents('etc')).not.toEqual(before);
  }, 60_000);

  test('systemd finds nothing to say about any unit of it', () => {
    // The kiosk's compositor is another package's; only that there is one is looked at.
    copyFileSync('/bin/true', join(root.folder, 'usr/bin/cage'));
    const units = ['kiosk', 'release', 'release-resume'].map((name) => `latchkey-${name}.service`);
    const { status, stdout, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', `--root=${root.folder}`, ...units],
      { encoding: 'utf8' },
    );
    rmSync(join(root.folder, 'usr/bin/cage'));
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  test('before the run is released nothing lets the machine go', () => {
    expect(setup('release')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('release_not_reached'),
    });
    expect(told(setup('verify'))).toMatchObject({ ok: true });
  }, 60_000);

  test('the kiosk’s user provisions for a person that policy names, whose the laptop is after the release', async () => {
    copyFileSync(directory.ready.caFile, join(root.folder, 'etc/latchkey/ca.pem'));
    root.put('/etc/latchkey/policy.d/10.json', JSON.stringify({ handoverUser: 'amal' }));
    root.folderFor('/var/lib/latchkey', 'latchkey');
    const { pass } = await administrator.issue(AMAL);
    expect(await provision(pass)).toMatchObject({ event: 'provisioned', userPrincipalName: AMAL });
    expect(await helloMethods(administrator, AMAL)).toHaveLength(1);
    expect(root.owner('/var/lib/latchkey')).toBe(root.account('latchkey').uid);

    expect(setup('release')).toMatchObject({ status: 0, stderr: '' });
    expect(root.owner('/var/lib/latchkey')).toBe(root.account('amal').uid);
    for (const path of ['ca.pem', 'policy.d'])
      rmSync(join(root.folder, 'etc/latchkey', path), { recursive: true });
    rmSync(join(root.folder, 'etc/latchkey'), { recursive: true });
    expect(root.contents('etc')).toEqual(before);
  }, 120_000);

  test('upgraded, the credential of before is still the person’s', () => {
    expect(root.install(debOf('1.1.0'))).toMatchObject({ status: 0, stderr: '' });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's notation
    const version = root.run('dpkg-query', '--showformat=${Version}', '--show', 'latchkey');
    expect(version.stdout).toBe('1.1.0~standin');
    const list = ['credential', 'list', '--state', '/var/lib/latchkey'];
    expect(root.runAs('amal', '/usr/bin/latchkey', ...list)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(AMAL),
    });
  }, 60_000);

  test('killed at random instants the installed set-up goes on, and /etc is as it was, byte for byte', async () => {
    for (const verb of ['apply', 'revert', 'apply', 'revert']) {
      await root.killAfter(200 + Math.random() * 600, '/usr/bin/latchkey-setup', verb, '--root', '/');
      expect(setup(verb).status).toBe(0);
      if (verb === 'revert') expect(root.contents('etc')).toEqual(before);
      else expect(told(setup('verify'))).toMatchObject({ ok: true });
    }
  }, 120_000);

  test('removed while it is set up it takes the set-up back first; purged, nothing is left behind', () => {
    expect(setup('apply').status).toBe(0);
    expect(root.run('dpkg', '--remove', 'latchkey').status).toBe(0);
    expect(root.contents('etc')).toEqual(before);
    expect(existsSync(join(root.folder, 'opt/Latchkey'))).toBe(false);
    expect(existsSync(join(root.folder, 'var/lib/latchkey'))).toBe(true);
    expect(root.run('dpkg', '--purge', 'latchkey').status).toBe(0);
    // dpkg takes an empty /opt away with the last package in it: base-files made that folder and does not own it.
    clean.delete('opt');
    expect(root.contents()).toEqual(clean);
  }, 60_000);
});
