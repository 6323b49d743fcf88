import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALL_KEYS, MODIFIER_SETS, PLATFORMS } from '../every-key.ts';
import { load, rowMutants, statementMutants, unchanged } from './mutants.ts';
import { OBSERVED, recorded } from './observe.ts';

/*
 * Issue 4: deleting any one line of a policy table makes a test fail. Here each line is deleted in turn, in memory, and
 * what the module then decides differs from expected.txt. LATCHKEY_EXPECTED=write writes that file, for people to read.
 */

const EXPECTED = join(import.meta.dirname, 'expected.txt');

type Facts = Readonly<Record<string, readonly string[]>>;

function readExpected(): Facts {
  const sections = readFileSync(EXPECTED, 'utf8').split(/^# /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const [name = '', ...lines] = section.trimEnd().split('\n');
      return [name, lines];
    }),
  );
}

/** Facts that are missing or too many. A table that cannot even be loaded is one violation. */
async function violations(name: string, look: () => Promise<readonly string[]>): Promise<string[]> {
  const expected = readExpected()[name] ?? [];
  const found = await look().catch((error: Error) => [`broken: ${error.name}`]);
  return [
    ...expected.filter((fact) => !found.includes(fact)).map((fact) => `missing: ${fact}`),
    ...found.filter((fact) => !expected.includes(fact)).map((fact) => `unexpected: ${fact}`),
  ];
}

const TABLES = OBSERVED.map(({ file, entry, look }) => ({
  file,
  observe: async (mutant = unchanged(file), words?: ReadonlySet<string>) =>
    look((await load(mutant, entry)) as never, words),
}));

/** Files whose `install…` functions hang handlers on Electron: each handler is a line of policy, too. */
const INSTALLS = [
  ['electron/kiosk/permissions.ts', /^install/],
  ['electron/kiosk/navigation.ts', /^(install|guardContents)/],
  ['electron/kiosk/certificates.ts', /^install/],
  ['electron/kiosk/network.ts', /^install/],
  ['electron/kiosk/origin.ts', /^install/],
  ['electron/kiosk/session.ts', /^install/],
  ['electron/kiosk/keys.ts', /^install/],
  ['electron/kiosk/zoom.ts', /^install/],
  ['electron/kiosk/webauthn.ts', /^install/],
  ['electron/kiosk/displays.ts', /^installDisplays/],
  ['electron/kiosk/topmost.ts', /^install/],
  ['electron/kiosk/crashes.ts', /^installCrashes/],
  ['electron/kiosk/closing.ts', /^install/],
  ['electron/kiosk/fatal.ts', /^install/],
  ['electron/kiosk/menu.ts', /^install/],
  ['electron/kiosk/power.ts', /^install/],
] as const;

async function observeInstalls(file: string, mutant = unchanged(file)): Promise<string[]> {
  const module = await load(mutant);
  const installs = Object.entries(module).filter(([name]) => name.startsWith('install'));
  return installs.flatMap(([name, install]) =>
    recorded(install as () => void).map((call) => `${name}: ${call}`),
  );
}

async function writeExpected(): Promise<void> {
  const parts: string[] = [];
  for (const { file, observe } of TABLES) parts.push(`# ${file}`, ...(await observe()), '');
  for (const [file] of INSTALLS) parts.push(`# installs ${file}`, ...(await observeInstalls(file)), '');
  writeFileSync(EXPECTED, parts.join('\n'));
}

if (process.env.LATCHKEY_EXPECTED === 'write') await writeExpected();

describe('the tables decide what expected.txt says', () => {
  test.each(TABLES)('$file', async ({ file, observe }) => {
    expect(await violations(file, observe)).toEqual([]);
  });
  test.each(INSTALLS)('%s hangs up its handlers', async (file) => {
    expect(await violations(`installs ${file}`, () => observeInstalls(file))).toEqual([]);
  });
});

describe('each row, removed in turn, is missed', () => {
  test.each(TABLES)('$file', async ({ file, observe }) => {
    const mutants = rowMutants(file);
    expect(mutants.length).toBeGreaterThan(5);
    const words = new Set((readExpected()[file] ?? []).join(' ').split(' '));
    const unnoticed: string[] = [];
    for (const mutant of mutants) {
      if ((await violations(file, () => observe(mutant, words))).length === 0) unnoticed.push(mutant.taken);
    }
    expect(unnoticed).toEqual([]);
  });
  test.each(INSTALLS)('%s, each handler', async (file, named) => {
    const mutants = statementMutants(file, named);
    expect(mutants.length).toBeGreaterThan(0);
    const unnoticed: string[] = [];
    for (const mutant of mutants) {
      const missed = await violations(`installs ${file}`, () => observeInstalls(file, mutant));
      if (missed.length === 0) unnoticed.push(mutant.taken);
    }
    expect(unnoticed).toEqual([]);
  });
});

test('expected.txt has a line for every set of modifiers on every platform, over every key', () => {
  const lines = readExpected()['electron/kiosk/key-table.ts'] ?? [];
  expect(lines).toHaveLength(PLATFORMS.length * MODIFIER_SETS.length);
  expect(new Set(ALL_KEYS).size).toBe(ALL_KEYS.length);
  expect(ALL_KEYS.length).toBeGreaterThan(380);
});
