import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDeb } from '../../../build/package/deb/build.ts';
import { type DirectoryProcess, startDirectory } from '../../../build/start/directory-process.ts';
import { ROOT } from '../../../build/start/machine.ts';
import { Administrator, helloMethods } from '../../e2e/administrator.ts';
import { DebianRoot } from './debian-root.ts';
import { type Packed, packHere, SOURCE_DATE } from './packed.ts';

/*
 * Debian's package, installed for real into a clean Debian. There is no Electron here: its terminal host runs with Node,
 * from the installed files. No systemd runs in a root like this, so no unit is started.
 */

const AMAL = 'amal@northwind.example';

let packed: Packed;
let root: DebianRoot;
let directory: DirectoryProcess;
let dataDir: string;
let deb: string;

function debOf(version: string, output = join(packed.folder, version)): string {
  const unpacked = join(packed.unpacked.resources, '..');
  const { arch } = packed.unpacked;
  return buildDeb({ root: ROOT, unpacked, output, sbom: '{}\n', version, arch, sourceDate: SOURCE_DATE });
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

beforeAll(async () => {
  packed = await packHere();
  deb = debOf('1.0.0');
  root = new DebianRoot();
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-directory-'));
  directory = await startDirectory(dataDir);
}, 240_000);

afterAll(async () => {
  await directory?.stop();
  root?.discard();
  packed?.discard();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Puts a file into the root that only root may read. */
function give(path: string, content: string): string {
  writeFileSync(join(root.folder, path), content, { mode: 0o600 });
  return path;
}

/** The installed terminal host, while the directory goes on answering. */
async function provision(pass: string): Promise<Record<string, unknown>> {
  copyFileSync(directory.ready.caFile, join(root.folder, 'root/ca.pem'));
  const args = ['provision', '--directory', directory.ready.url, '--ca', '/root/ca.pem', '--user', AMAL];
  const files = ['--pass-file', give('/root/pass', pass), '--pin-file', give('/root/pin', '493027')];
  const rest = ['--state', '/var/lib/latchkey', '--authenticator', 'software', '--json'];
  const child = spawn('chroot', [root.folder, '/usr/bin/latchkey', ...args, ...files, ...rest], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LATCHKEY_VAULT: 'file' },
  });
  let told = '';
  for await (const text of child.stdout.setEncoding('utf8')) told += text;
  return JSON.parse(told.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

test('lintian finds no error and no warning but a call of systemctl that is meant', () => {
  const { stdout } = spawnSync('lintian', ['--no-cfg', '--fail-on=error', deb], { encoding: 'utf8' });
  const told = stdout.split('\n').filter((line) => /^[EW]:/.test(line));
  expect(told).toEqual([expect.stringContaining('maintainer-script-calls-systemctl')]);
}, 60_000);

test('the desktop entry passes its checker', () => {
  const file = join(ROOT, 'build/package/deb/latchkey.desktop');
  const { status, stdout } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('the same commit makes the same bytes', () => {
  expect(sha256(debOf('1.0.0', join(packed.folder, 'again')))).toBe(sha256(deb));
}, 60_000);

test('nothing in it is set-uid, and root owns everything', () => {
  const { stdout } = spawnSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.filter((line) => !/^[d-]rw[x-]r-[x-]r-[x-] root\/root /.test(line))).toEqual([]);
});

test('installed, started, upgraded, removed and purged, it leaves nothing behind', async () => {
  const before = root.contents();
  expect(root.install(deb)).toMatchObject({ status: 0, stderr: '' });

  const doctor = root.run('/usr/bin/latchkey', 'doctor', '--json');
  expect(JSON.parse(doctor.stdout)).toMatchObject({ node: process.version });
  const kiosk = root.run('/opt/Latchkey/latchkey');
  expect(kiosk).toMatchObject({ status: 69, stderr: expect.stringContaining('no kiosk') });

  const administrator = await Administrator.signIn(directory.ready);
  const { pass } = await administrator.issue(AMAL);
  expect(await provision(pass)).toMatchObject({ event: 'provisioned', userPrincipalName: AMAL });
  expect(await helloMethods(administrator, AMAL)).toHaveLength(1);

  expect(root.install(debOf('1.1.0'))).toMatchObject({ status: 0, stderr: '' });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's notation
  const version = root.run('dpkg-query', '--showformat=${Version}', '--show', 'latchkey');
  expect(version.stdout).toBe('1.1.0~standin');
  // The credential of before the upgrade is still the laptop's.
  const listed = root.run('/usr/bin/latchkey', 'credential', 'list', '--state', '/var/lib/latchkey');
  expect(listed).toMatchObject({ status: 0, stdout: expect.stringContaining(AMAL) });

  expect(root.run('dpkg', '--remove', 'latchkey').status).toBe(0);
  expect(existsSync(join(root.folder, 'opt/Latchkey'))).toBe(false);
  expect(existsSync(join(root.folder, 'var/lib/latchkey'))).toBe(true);
  expect(root.run('dpkg', '--purge', 'latchkey').status).toBe(0);
  for (const name of ['ca.pem', 'pass', 'pin']) rmSync(join(root.folder, 'root', name));
  // dpkg takes an empty /opt away with the last package in it: base-files made that folder and does not own it.
  before.delete('opt');
  expect(root.contents()).toEqual(before);
}, 180_000);

test('an older version does not replace a newer one by itself, a real one replaces the stand-in', () => {
  const newer = (one: string, other: string) =>
    root.run('dpkg', '--compare-versions', one, 'gt', other).status;
  expect(newer('1.0.0', '1.0.0~standin')).toBe(0);
  expect(newer('1.0.0~standin', '1.0.0~rc.1')).toBe(0);
  expect(newer('1.0.1~standin', '1.0.0')).toBe(0);
});
