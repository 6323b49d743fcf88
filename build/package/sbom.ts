import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { BuildInfo } from './build-info.ts';
import { packageName } from './stage.ts';

const component = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  externalReferences: z.array(z.looseObject({ type: z.string() })).optional(),
});

const bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  serialNumber: z.string(),
  metadata: z.looseObject({ timestamp: z.string(), component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

export type Bom = z.infer<typeof bom>;
type Component = z.infer<typeof component>;

export interface SbomOptions {
  readonly root: string;
  readonly info: BuildInfo;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Folders, in the lock file, of the packages that ship. */
  readonly shipped: readonly string[];
  /** Was it built with a stand-in? Then there is no Electron to name. */
  readonly standIn: boolean;
}

/** CycloneDX of all production dependencies, as npm writes it from the lock file. */
export function npmSbom(root: string): Bom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  // On Windows npm is a script, which only a shell starts; nothing in these words needs quoting.
  const shell = process.platform === 'win32';
  const { status, stdout } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    shell,
  });
  if (status !== 0) throw new TypeError('npm sbom failed');
  return bom.parse(JSON.parse(stdout));
}

/**
 * Electron as a component, with the SHA-256 of its archive from the checksums that its npm package carries, which the lock
 * file pins in turn. npm knows nothing of what the package fetches later; Chromium and Node are inside it.
 */
export function electronComponent(root: string, version: string, platform: string, arch: string): Component {
  const archive = `electron-v${version}-${platform}-${arch}.zip`;
  const text = readFileSync(join(root, 'node_modules/electron/checksums.json'), 'utf8');
  const content = z.record(z.string(), z.string()).parse(JSON.parse(text))[archive];
  if (content === undefined || !/^[0-9a-f]{64}$/.test(content))
    throw new TypeError(`no checksum of ${archive}`);
  return {
    'bom-ref': `electron-binary@${version}`,
    type: 'framework',
    name: 'electron',
    version,
    scope: 'required',
    description: `${archive}: Electron with Chromium and Node`,
    purl: `pkg:github/electron/electron@v${version}`,
    hashes: [{ alg: 'SHA-256', content }],
    licenses: [{ license: { id: 'MIT' } }],
  };
}

/** A version 4 shaped UUID out of what is listed, so that the same build has the same number. */
function serialNumber(components: readonly Component[]): string {
  const hex = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  const variant = ['8', '9', 'a', 'b'][Number.parseInt(hex.slice(16, 17), 16) % 4];
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What is in one package: the npm packages that ship, and Electron. The same bytes for the same commit. */
export function packageSbom(options: SbomOptions, listed: Bom = npmSbom(options.root)): Bom {
  const { root, info, platform, arch, standIn } = options;
  const shipped = new Set(options.shipped.map(packageName));
  const components = listed.components
    // Two packages have names of their own: `keytar` is an alias.
    .filter((found) => shipped.has(found.name) || shipped.has(aliasOf(found.name)))
    // Where a registry kept the file says nothing about what is in it; its hash does.
    .map((found) => ({
      ...found,
      externalReferences: (found.externalReferences ?? []).filter(({ type }) => type !== 'distribution'),
    }));
  const all = standIn ? components : [...components, electronComponent(root, info.electron, platform, arch)];
  const refs = new Set([listed.metadata.component['bom-ref'], ...all.map((found) => found['bom-ref'])]);
  return {
    ...listed,
    serialNumber: serialNumber(all),
    metadata: {
      ...listed.metadata,
      timestamp: info.date,
      component: { ...listed.metadata.component, name: 'latchkey', type: 'application' },
    },
    components: all,
    dependencies: listed.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map((edge) => ({ ...edge, dependsOn: (edge.dependsOn ?? []).filter((ref) => refs.has(ref)) })),
  };
}

function aliasOf(name: string): string {
  return name === '@napi-rs/keyring' ? 'keytar' : name;
}
