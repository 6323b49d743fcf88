import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from '../../../../electron/contract/commands.ts';
import type { ServedFiles } from '../../../../electron/kiosk/built-files.ts';
import type { FuseRow } from '../../../../electron/kiosk/fuses.ts';
import { CHARACTERS, MODIFIER_SETS, NAMED_KEYS, PLATFORMS } from '../every-key.ts';

/* What a policy module decides, as facts: one line each. Compared with expected.txt, which people read and keep. */

type Row = object & { readonly why?: string; readonly answer?: string };
type Judge = (...args: never[]) => unknown;

/** What the modules export; each has some of it. */
interface Module {
  readonly KIOSK_WEB_PREFERENCES: readonly Row[];
  readonly KIOSK_WINDOW: readonly Row[];
  readonly CONTENT_SECURITY_POLICY: readonly Row[];
  readonly PERMISSIONS_POLICY: readonly Row[];
  readonly HEADERS: readonly Row[];
  readonly SECURITY_HEADERS: Readonly<Record<string, string>>;
  readonly FUSES: readonly FuseRow[];
  readonly REFUSED_SWITCHES: readonly Row[];
  readonly REFUSED_VARIABLES: readonly Row[];
  readonly CHECKLIST: readonly Row[];
  readonly ALLOWED: Readonly<Record<string, readonly string[]>>;
  readonly isAllowed: (stage: { at: string }, working: boolean, command: string) => boolean;
  readonly listBuiltFiles: (folder: string) => Promise<ServedFiles>;
  readonly isAllowedKey: (input: object, platform: string) => boolean;
  readonly isAllowedMouse: (event: object) => boolean;
  readonly isFuseOn: (row: FuseRow, platform: string) => boolean;
}

/** Members of the rows of a table that decide something; `why` has to be there, whatever it says. */
const facts = (table: readonly Row[], name: string, ...members: string[]): string[] =>
  table.map((row) => {
    const why = typeof (row.why ?? row.answer) === 'string' ? '' : ' NO REASON';
    return `${name} ${members.map((member) => JSON.stringify(Reflect.get(row, member))).join(' ')}${why}`;
  });

function keys(judge: (input: object, platform: string) => boolean, names: readonly string[]): string[] {
  return PLATFORMS.flatMap((platform) =>
    MODIFIER_SETS.map((held) => {
      const may = (key: string) => judge({ key, ...held }, platform);
      const kinds = Object.entries(CHARACTERS).flatMap(([kind, each]) => {
        if (each.every(may)) return [kind];
        return each.some(may) ? [`torn ${kind}: ${each.filter(may).join('')}`] : [];
      });
      const modifiers = Object.entries(held).filter(([, on]) => on);
      const chord = modifiers.map(([name]) => name).join('+') || 'alone';
      return `${platform} ${chord}: ${[...kinds, ...names.filter(may)].join(' ')}`;
    }),
  );
}

function mouse(judge: (event: object) => boolean): string[] {
  const presses = ['left', 'right', 'middle', 'back', 'forward', undefined].map((button) => ({
    type: 'mouseDown',
    button,
  }));
  const wheels = ['', 'control', 'ctrl', 'alt', 'meta', 'command', 'cmd', 'shift', 'left'].map((name) => ({
    type: 'mouseWheel',
    modifiers: name === '' ? [] : [name],
  }));
  return [...presses, ...wheels].map((event) => `${JSON.stringify(event)} ${judge(event)}`);
}

/** Every command that the schema knows. */
const COMMANDS = Command.def.options.map(({ def }) => String([...def.shape.type.def.values][0]));

/** What is served of a folder with one file of each kind that a build could leave there. */
async function served(listBuiltFiles: Module['listBuiltFiles']): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const kinds = [
    'html',
    'js',
    'css',
    'svg',
    'png',
    'woff2',
    'map',
    'json',
    'wasm',
    'mjs',
    'txt',
    'ts',
    'exe',
  ];
  for (const kind of kinds) writeFileSync(join(folder, `a.${kind}`), '');
  const files = await listBuiltFiles(folder).finally(() => rmSync(folder, { recursive: true }));
  return [...files].map(([path, { type }]) => `${path} as ${type}`).toSorted();
}

/** Module of the entry -> its facts. The first name is the file whose rows are removed. */
export const OBSERVED: readonly {
  readonly file: string;
  readonly entry?: string;
  /** `words`: those of expected.txt, to look at keys that a removed row can have taken and at no others. */
  readonly look: (module: Module, words?: ReadonlySet<string>) => string[] | Promise<string[]>;
}[] = [
  {
    file: 'electron/kiosk/window.ts',
    look: ({ KIOSK_WEB_PREFERENCES, KIOSK_WINDOW }) => [
      ...facts(KIOSK_WEB_PREFERENCES, 'preference', 'option', 'value'),
      ...facts(KIOSK_WINDOW, 'window', 'option', 'value'),
    ],
  },
  {
    file: 'electron/kiosk/headers.ts',
    look: ({ CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY, HEADERS, SECURITY_HEADERS }) => [
      ...facts(CONTENT_SECURITY_POLICY, 'csp', 'directive', 'value'),
      ...facts(PERMISSIONS_POLICY, 'feature', 'feature', 'allowed'),
      ...facts(HEADERS, 'header', 'header'),
      ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `served ${name}: ${typeof value}`),
    ],
  },
  {
    file: 'electron/kiosk/key-table.ts',
    entry: 'electron/kiosk/keys.ts',
    look: ({ isAllowedKey }, words) =>
      keys(isAllowedKey, words ? NAMED_KEYS.filter((name) => words.has(name)) : NAMED_KEYS),
  },
  { file: 'electron/kiosk/keys.ts', look: ({ isAllowedMouse }) => mouse(isAllowedMouse) },
  {
    file: 'electron/kiosk/fuses.ts',
    look: ({ FUSES, isFuseOn }) => [
      ...facts(FUSES, 'fuse', 'index', 'fuse', 'builder'),
      ...PLATFORMS.map((platform) => {
        const on = FUSES.filter((row) => isFuseOn(row, platform));
        return `on ${platform}: ${on.map((row) => row.fuse).join(' ')}`;
      }),
    ],
  },
  {
    file: 'electron/kiosk/switches.ts',
    look: ({ REFUSED_SWITCHES, REFUSED_VARIABLES }) => [
      ...facts(REFUSED_SWITCHES, 'switch', 'name'),
      ...facts(REFUSED_VARIABLES, 'variable', 'name'),
    ],
  },
  {
    file: 'electron/provisioning/allowed.ts',
    look: ({ ALLOWED, isAllowed }) =>
      Object.keys(ALLOWED).flatMap((at) =>
        [false, true].map((working) => {
          const taken = COMMANDS.filter((command) => isAllowed({ at }, working, command));
          return `${at}${working ? ' at work' : ''}: ${taken.join(' ')}`;
        }),
      ),
  },
  { file: 'electron/kiosk/built-files.ts', look: ({ listBuiltFiles }) => served(listBuiltFiles) },
  {
    file: 'electron/kiosk/checklist.ts',
    look: ({ CHECKLIST }) => facts(CHECKLIST, 'point', 'point', 'where'),
  },
];

/** Which calls an `install…` makes on the Electron objects it is given, by name and event. */
export function recorded(install: Judge, given: Readonly<Record<string, unknown>> = {}): string[] {
  const calls: string[] = [];
  const contents = recorder('contents', calls);
  const argument = {
    app: recorder('app', calls, (event, listener) => {
      if (event === 'web-contents-created') listener({}, contents);
    }),
    session: recorder('session', calls),
    menu: recorder('menu', calls),
    power: recorder('power', calls),
    process: recorder('process', calls),
    screen: {
      ...recorder('screen', calls),
      getAllDisplays: () => [DISPLAY],
      getDisplayMatching: () => DISPLAY,
    },
    window: { ...recorder('window', calls), webContents: contents, isDestroyed: () => false },
    cover: () => calls.push('cover'),
    files: new Map(),
    argv: [],
    uiOrigin: 'https://localhost',
    rpId: 'localhost',
    platform: 'darwin',
    keychainGroup: 'ABCDE12345.com.example.latchkey.webauthn',
    ...given,
  };
  install(...([argument] as never[]));
  return calls.toSorted();
}

const DISPLAY = { id: 1, bounds: {} };

const MEMBERS = `on once setWindowOpenHandler setVisualZoomLevelLimits setPermissionRequestHandler
setPermissionCheckHandler setDevicePermissionHandler setDisplayMediaRequestHandler setCertificateVerifyProc
setApplicationMenu buildFromTemplate start configureWebAuthn setAlwaysOnTop getBounds setKiosk setProxy
setWebRTCIPHandlingPolicy`.split(/\s+/);

function recorder(
  name: string,
  calls: string[],
  heard: (event: string, listener: (...args: unknown[]) => void) => void = () => {},
): Record<string, unknown> {
  const members = MEMBERS.map((member) => [
    member,
    (...args: unknown[]) => {
      const [event, listener] = args;
      const isEvent = member === 'on' || member === 'once';
      calls.push(isEvent ? `${name} on ${String(event)}` : `${name}.${member}`);
      if (isEvent) heard(String(event), listener as (...all: unknown[]) => void);
      return Promise.resolve();
    },
  ]);
  const handle = (scheme: string) => calls.push(`${name}.protocol.handle ${scheme}`);
  const onBeforeRequest = () => calls.push(`${name}.webRequest.onBeforeRequest`);
  return { ...Object.fromEntries(members), protocol: { handle }, webRequest: { onBeforeRequest } };
}
