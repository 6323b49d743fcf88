import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createPackageWithOptions,
  extractAll,
  extractFile,
  getRawHeader,
  listPackage,
  uncacheAll,
} from '@electron/asar';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { headerHash, inspectPackage, type Unpacked } from '../../../build/package/inspect.ts';
import { SOURCES } from '../../../build/setup/linux/plan.ts';
import { FUSES } from '../../../electron/kiosk/fuses.ts';
import { type Packed, packHere } from './packed.ts';

/* One package, as `npm run package -- --dir` makes it here, and what inspection says when somebody has been at it. */

let packed: Packed;
const copies: string[] = [];

beforeAll(async () => {
  packed = await packHere();
}, 120_000);

afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
});

afterAll(() => packed?.discard());

/** A package of one's own to spoil. */
function copy(): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-spoilt-'));
  copies.push(folder);
  cpSync(join(packed.unpacked.resources, '..'), folder, { recursive: true });
  return { ...packed.unpacked, resources: join(folder, 'resources'), program: join(folder, 'latchkey') };
}

/** The same package with other files in its asar. */
async function repacked(change: (app: string) => void, options = { unpack: '**/*.node' }): Promise<Unpacked> {
  const spoilt = copy();
  const app = mkdtempSync(join(tmpdir(), 'latchkey-app-'));
  copies.push(app);
  const asar = join(spoilt.resources, 'app.asar');
  uncacheAll();
  extractAll(asar, app);
  change(app);
  rmSync(asar);
  rmSync(`${asar}.unpacked`, { recursive: true });
  await createPackageWithOptions(app, asar, options);
  return spoilt;
}

function put(app: string, path: string, content: string): void {
  mkdirSync(join(app, path, '..'), { recursive: true });
  writeFileSync(join(app, path), content);
}

describe('the package', () => {
  test('has nothing wrong with it', async () => {
    expect(await inspectPackage(packed.unpacked)).toEqual([]);
  });

  test('holds our files by name and the packages that they import, nothing else', () => {
    const asar = join(packed.unpacked.resources, 'app.asar');
    const paths = listPackage(asar, { isPack: false }).map((path) => path.replace(/^\//, ''));
    const own = paths.filter((path) => !/^node_modules(\/|$)/.test(path) && /\.\w+$/.test(path));
    const rest = own.filter((path) => !/^out\/(renderer\/assets|setup)\//.test(path)).toSorted();
    expect(rest.filter((path) => !/^out\/shared\d\.js$/.test(path))).toEqual([
      'build-info.json',
      'out/cli.js',
      'out/main.js',
      'out/preload.cjs',
      'out/renderer/index.html',
      'out/setup.js',
      'out/shared.js',
      'out/start.js',
      'package.json',
    ]);
    // What only the directory or only development needs is not among the packages.
    for (const name of ['fastify', 'kysely', 'oidc-provider', 'vitest', 'electron', 'playwright-core'])
      expect(packed.app.packages).not.toContain(name);
    expect(packed.app.packages).toEqual(expect.arrayContaining(['got', 'jose', 'keytar', 'zod']));
  });

  test('holds every file that the first-boot set-up puts in place, as it is in the repository', () => {
    const asar = join(packed.unpacked.resources, 'app.asar');
    uncacheAll();
    for (const [folder, name] of SOURCES.flatMap((source) =>
      readdirSync(source).map((file) => [source, file]),
    ))
      if (name !== 'kiosk-session')
        expect(extractFile(asar, `out/setup/${name}`).toString(), name).toBe(
          readFileSync(join(folder ?? '', name ?? ''), 'utf8'),
        );
  });

  test('is told by its header, which is what macOS and Windows check', () => {
    expect(headerHash(packed.unpacked.resources)).toMatch(/^[0-9a-f]{64}$/);
    expect(getRawHeader(join(packed.unpacked.resources, 'app.asar')).headerString).toContain('"SHA256"');
  });

  test('starts its terminal host', () => {
    const env = { ...process.env, LATCHKEY_NODE: process.execPath };
    const { status, stdout } = spawnSync(packed.unpacked.program, ['--cli', '--help'], {
      encoding: 'utf8',
      env,
    });
    expect(status).toBe(0);
    expect(stdout).toContain('doctor');
  });
});

describe('inspection finds', () => {
  test('files that no row allows', async () => {
    const strange = [
      '.env',
      'electron/main.ts',
      'node_modules/vitest/index.js',
      'out/main.js.map',
      'out/setup/evil',
    ];
    const spoilt = await repacked((app) => {
      for (const path of strange) put(app, path, 'x');
    });
    const findings = await inspectPackage(spoilt);
    expect(findings.toSorted()).toEqual(strange.map((path) => `${path}: in no row of the allow-list`));
  });

  test('a secret and a source map in files whose names are allowed', async () => {
    const spoilt = await repacked((app) => {
      put(app, 'out/renderer/assets/a.js', `{"kty":"EC","d":"${'a'.repeat(43)}"}`);
      put(app, 'out/renderer/assets/b.js', '//# sourceMappingURL=data:application/json;base64,e30=');
    });
    expect(await inspectPackage(spoilt)).toEqual([
      'out/renderer/assets/a.js: private JWK',
      'out/renderer/assets/b.js: source map with sources',
    ]);
    expect(headerHash(spoilt.resources)).not.toBe(headerHash(packed.unpacked.resources));
  });

  test('one changed byte', async () => {
    const spoilt = copy();
    const asar = join(spoilt.resources, 'app.asar');
    const at = statSync(asar).size - 1;
    const file = openSync(asar, 'r+');
    const byte = Buffer.alloc(1);
    readSync(file, byte, 0, 1, at);
    writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
    closeSync(file);
    expect(await inspectPackage(spoilt)).toEqual([expect.stringContaining('not what its hash says')]);
  });

  test('native code of another platform, of another machine, and inside the asar', async () => {
    expect(await inspectPackage({ ...packed.unpacked, platform: 'win32' })).toContainEqual(
      expect.stringContaining('not made for win32'),
    );
    const arch = packed.unpacked.arch === 'x64' ? 'arm64' : 'x64';
    expect(await inspectPackage({ ...packed.unpacked, arch })).toContainEqual(
      expect.stringContaining(`not made for linux ${arch}`),
    );
    const spoilt = await repacked(() => undefined, { unpack: 'nothing' });
    expect(await inspectPackage(spoilt)).toContainEqual(
      expect.stringContaining('native code inside the asar'),
    );
  });

  test('an app beside the asar, and files that are gone', async () => {
    const spoilt = await repacked((app) => rmSync(join(app, 'out/preload.cjs')));
    mkdirSync(join(spoilt.resources, 'app'));
    const findings = await inspectPackage(spoilt);
    expect(findings).toContain('out/preload.cjs: missing');
    expect(findings).toContain('app: beside the asar, Electron could start it instead');
  });

  test('a fuse that somebody turned back', async () => {
    const spoilt = copy();
    const bytes = readFileSync(spoilt.program).toString('latin1').replace('010001001', '110001001');
    writeFileSync(spoilt.program, bytes, 'latin1');
    expect(await inspectPackage(spoilt)).toEqual(['fuse RunAsNode: not as the table says']);
  });

  test('a table from which a row was taken', async () => {
    const rows = FUSES.filter((row) => row.fuse !== 'WasmTrapHandlers');
    expect(await inspectPackage(packed.unpacked, rows)).toEqual([
      'fuse WasmTrapHandlers: in no row of the table',
    ]);
  });
});
