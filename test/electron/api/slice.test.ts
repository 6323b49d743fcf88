import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventsIn, slicesIn, usedIn } from './used.ts';

const ROOT = join(import.meta.dirname, '../../..');
const files = (pattern: string) => globSync(pattern, { cwd: ROOT }).map((file) => join(ROOT, file));

const SOURCES = files('electron/{main.ts,preload.ts,kiosk/*.ts,ipc/*.ts}');
const used = [...new Set(SOURCES.flatMap(usedIn))].toSorted();

/** Members that are not asked of the preview by name. */
const ELSEWHERE: readonly { readonly name: RegExp; readonly why: string }[] = [
  {
    name: /^\w+\.(on|once)$/,
    why: 'every class of the preview is an emitter; its events are compared one by one',
  },
  { name: /^session\.(protocol|webRequest)$/, why: 'objects of their own' },
  { name: /^session\.fromPartition$/, why: 'the module session, whose one member is checked at its call' },
  { name: /^window\.webContents$/, why: 'an object of its own, compared as contents' },
  { name: /^contents\.(ipc|reload)$/, why: 'an object of its own' },
  { name: /^(ipc|webRequest)\.\w+$/, why: 'one member each, narrowed in protocol.ts and contents.ts' },
  {
    name: /^(ipcRenderer|contextBridge)\.\w+$/,
    why: 'the preload’s half: test/electron/ipc/preload.test.ts runs the bundle',
  },
];

const asked = used.filter((member) => !ELSEWHERE.some(({ name }) => name.test(member)));

test('the test really reads the sources', () => {
  expect(SOURCES.length).toBeGreaterThan(25);
  expect(used.length).toBeGreaterThan(60);
  expect(used).toContain('app.enableSandbox');
  expect(used).toContain('session on will-download');
  expect(used).toContain('ipcRenderer.invoke');
});

test('the preview offers each member that is used, and no other', () => {
  const offered = slicesIn(join(ROOT, 'build/preview/slice.ts')).toSorted();
  expect(asked.filter((member) => member.includes('.') && !offered.includes(member))).toEqual([]);
  expect(offered.filter((member) => !asked.includes(member))).toEqual([]);
});

test('the preview knows each event that is used, and no other', () => {
  const known = files('build/preview/*.ts').flatMap(eventsIn);
  const events = asked.filter((member) => member.includes(' on '));
  expect(events.filter((event) => !known.includes(event))).toEqual([]);
  expect(known.filter((event) => !events.includes(event))).toEqual([]);
});

test('the unit fake has each member that the installs use, and no other', () => {
  const source = readFileSync(join(ROOT, 'test/electron/kiosk/rows/observe.ts'), 'utf8');
  const members = /const MEMBERS = `([^`]+)`/.exec(source)?.[1]?.split(/\s+/) ?? [];
  expect(members.length).toBeGreaterThan(10);
  const names = new Set(used.map((member) => member.split('.')[1]));
  expect(members.filter((member) => !names.has(member))).toEqual([]);
});

test('nothing of Electron is imported that a kiosk has no use for', () => {
  const imported = SOURCES.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^import \{([^}]+)\} from 'electron'/gm)].flatMap(([, names]) =>
      (names ?? '').split(',').map((name) => name.trim()),
    ),
  ).filter((name) => name !== '' && !name.startsWith('type '));
  expect([...new Set(imported)].toSorted()).toEqual([
    'BrowserWindow',
    'Menu',
    'app',
    'contextBridge',
    'ipcRenderer',
    'powerSaveBlocker',
    'screen',
    'session',
  ]);
});
