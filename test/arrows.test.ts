import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

interface Arrow {
  readonly from: string;
  /** A path of the repository, or the name of a package. */
  readonly to: string;
}

/** What a place may import of the repository, beside itself. The first row whose place fits counts. */
const RULES: readonly { readonly place: string; readonly may: readonly string[]; readonly why: string }[] = [
  { place: 'electron/contract/', may: [], why: 'the contract stands on nothing' },
  { place: 'electron/provisioning/', may: ['electron/contract/'], why: 'the core is pure' },
  { place: 'electron/main.ts', may: ['electron/'], why: 'composition root' },
  { place: 'electron/cli.ts', may: ['electron/'], why: 'composition root' },
  { place: 'electron/agent.ts', may: ['electron/'], why: 'composition of the adapters, for both roots' },
  {
    place: 'electron/adapters.ts',
    may: ['electron/'],
    why: 'composition of the adapters of one state folder',
  },
  { place: 'electron/day-two.ts', may: ['electron/'], why: 'composition for a laptop that is set up' },
  { place: 'electron/reports.ts', may: ['electron/'], why: 'composition of the reports of a laptop' },
  {
    place: 'electron/diagnostics/',
    may: ['electron/contract/'],
    why: 'pure, but for the version of this program and the system: what a report says, and how it is sealed',
  },
  {
    place: 'electron/terminal/report/',
    may: [
      'electron/contract/',
      'electron/terminal/',
      'electron/diagnostics/',
      'electron/directory/administrator.ts',
      'electron/examine.ts',
      'electron/journal/',
      'electron/vault/durable-file.ts',
    ],
    why: 'the support’s own desk: its key, and the laptop that a report is of',
  },
  { place: 'electron/examine.ts', may: ['electron/'], why: 'composition for doctor' },
  {
    place: 'electron/preload.ts',
    may: ['electron/contract/', 'electron/ipc/channels.ts'],
    why: 'the bridge, no logic',
  },
  { place: 'electron/technicians.ts', may: ['electron/'], why: 'composition of the technician’s way out' },
  {
    place: 'electron/technician/',
    may: ['electron/contract/', 'electron/provisioning/ports.ts', 'electron/vault/durable-file.ts'],
    why: 'the desk on the device, and the key of whoever answers it',
  },
  {
    place: 'electron/policy/',
    may: ['electron/contract/'],
    why: 'adapter: reads what IT says about the machine',
  },
  {
    place: 'electron/answers/',
    may: ['electron/contract/'],
    why: 'adapter: reads what IT has answered beforehand',
  },
  { place: 'electron/prepared.ts', may: ['electron/'], why: 'composition: the answers for this laptop' },
  { place: 'electron/lockdown/', may: ['electron/contract/'], why: 'adapter: looks at the machine' },
  {
    place: 'electron/terminal/technician/',
    may: [
      'electron/contract/',
      'electron/terminal/',
      'electron/technician/',
      'electron/directory/administrator.ts',
    ],
    why: 'the technician’s own desk: offline with the key, or by the directory',
  },
  {
    place: 'electron/terminal/',
    may: [
      'electron/contract/',
      'electron/agent.ts',
      'electron/day-two.ts',
      'electron/examine.ts',
      'electron/answers/',
      'renderer/text/',
    ],
    why: 'a host over the same flow, with the words of the window',
  },
  { place: 'electron/kiosk/', may: ['electron/contract/'], why: 'wiring of Electron' },
  { place: 'electron/ipc/', may: ['electron/contract/'], why: 'the one choke point' },
  // Adapters: contract, the ports, and the two small things that several of them stand on.
  {
    place: 'electron/directory/',
    may: [
      'electron/contract/',
      'electron/provisioning/ports.ts',
      'electron/device/',
      'electron/network/',
      'electron/vault/',
    ],
    why: 'adapter',
  },
  {
    place: 'electron/network/',
    may: ['electron/contract/', 'electron/provisioning/ports.ts', 'electron/directory/'],
    why: 'adapter',
  },
  {
    place: 'electron/device/',
    may: ['electron/contract/', 'electron/provisioning/ports.ts', 'electron/vault/'],
    why: 'adapter',
  },
  {
    place: 'electron/credential/',
    may: ['electron/contract/', 'electron/provisioning/ports.ts', 'electron/vault/'],
    why: 'adapter',
  },
  { place: 'electron/vault/', may: ['electron/contract/'], why: 'adapter' },
  {
    place: 'electron/journal/',
    may: ['electron/contract/', 'electron/provisioning/ports.ts', 'electron/vault/durable-file.ts'],
    why: 'adapter',
  },
  {
    place: 'electron/system/',
    may: ['electron/contract/', 'electron/provisioning/ports.ts', 'electron/vault/durable-file.ts'],
    why: 'adapter',
  },
  { place: 'renderer/', may: ['electron/contract/'], why: 'the renderer is a picture' },
  {
    place: 'server-stub/console/serve/',
    may: ['electron/contract/', 'server-stub/'],
    why: 'the part of the pages that runs in the directory',
  },
  {
    place: 'server-stub/console/',
    may: ['electron/contract/', 'renderer/theme/', 'renderer/components/'],
    why: 'browser code: it knows the directory by its wire alone, and looks like the screens',
  },
  { place: 'server-stub/', may: ['electron/contract/'], why: 'the directory stands alone' },
  { place: 'build/', may: ['electron/', 'server-stub/', 'renderer/'], why: 'builds and runs everything' },
];

/** Packages that only these places may import. */
const PACKAGES: readonly { readonly name: RegExp; readonly only: readonly string[] }[] = [
  {
    name: /^electron$/,
    only: ['electron/main.ts', 'electron/preload.ts', 'electron/kiosk/', 'electron/ipc/', 'build/preview/'],
  },
  {
    name: /^got$/,
    only: ['electron/directory/', 'server-stub/issue-pass/', 'build/start/'],
  },
  { name: /^keytar/, only: ['electron/vault/'] },
  { name: /^oidc-provider$/, only: ['server-stub/'] },
  { name: /^kysely/, only: ['server-stub/'] },
  {
    name: /^playwright-core$/,
    only: ['build/preview/', 'build/screens/', 'build/console/', 'build/bench/paint/'],
  },
  { name: /^node:(fs|net|tls|http|https|child_process)/, only: ['electron/', 'server-stub/', 'build/'] },
];

let files: string[] = [];
let arrows: Arrow[] = [];

function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const { module } = parseSync(file, source);
  const constant = module.staticImports.map((entry) => entry.moduleRequest.value);
  const passedOn = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((item) => (item.moduleRequest ? [item.moduleRequest.value] : [])),
  );
  const dynamic = module.dynamicImports.map((entry) =>
    source.slice(entry.moduleRequest.start, entry.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
  );
  return [...constant, ...passedOn, ...dynamic];
}

beforeAll(async () => {
  const pattern = '{electron,renderer,server-stub,build}/**/*.{ts,tsx}';
  for await (const file of glob(pattern, { cwd: ROOT })) files.push(file.replaceAll('\\', '/'));
  files = files.toSorted();
  arrows = files.flatMap((from) =>
    importsOf(from).map((name) => ({
      from,
      to: name.startsWith('.') ? normalize(join(dirname(from), name)).replaceAll('\\', '/') : name,
    })),
  );
});

test('the test really reads the sources', () => {
  expect(files.length).toBeGreaterThan(80);
  expect(arrows.length).toBeGreaterThan(300);
});

test('every arrow inside the repository is one that the house allows', () => {
  const wrong = arrows.filter(({ from, to }) => {
    const inside = /^(electron|renderer|server-stub|build|test)\//.test(to);
    const rule = RULES.find(({ place }) => from.startsWith(place));
    if (!inside) return false;
    if (!rule) return true;
    return ![rule.place, ...rule.may].some((place) => to.startsWith(place));
  });
  expect(wrong).toEqual([]);
});

test('a package is imported only where it belongs', () => {
  const wrong = arrows.filter(({ from, to }) =>
    PACKAGES.some(({ name, only }) => name.test(to) && !only.some((place) => from.startsWith(place))),
  );
  expect(wrong).toEqual([]);
});

test('the core and the contract import nothing of Node and no package but zod', () => {
  const wrong = arrows.filter(
    ({ from, to }) =>
      /^electron\/(contract|provisioning)\//.test(from) &&
      !to.startsWith('electron/') &&
      !/^zod(\/mini)?$/.test(to),
  );
  expect(wrong).toEqual([]);
});

test('no file is called utils, helpers, misc or common', () => {
  const vague = files.filter((file) =>
    /(^|\/)(utils?|helpers?|misc|common)(\/|\.tsx?$)/.test(relative('.', file)),
  );
  expect(vague).toEqual([]);
});
