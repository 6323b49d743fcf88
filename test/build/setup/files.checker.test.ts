import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSetup } from '../../../build/setup/macos/main.ts';
import { configurationProfile } from '../../../build/setup/macos/profile.ts';
import { writeModule } from '../../../build/setup/windows/main.ts';

/*
 * Every file of the set-ups for Windows and macOS, before the checker that runs here, and who checks it beside that. The files of
 * Linux are in linux/files.systemd.test.ts and in the package’s own tests.
 */

const CHECKERS = {
  plist: ['plistutil', '-f', 'bin', '-o', '/dev/null', '-i'],
  xml: ['xmllint', '--noout'],
  sh: ['shellcheck'],
} as const;
type Checker = keyof typeof CHECKERS;

interface Row {
  readonly file: string;
  /** `null`: nothing on this machine reads it. */
  readonly here: Checker | null;
  /** A test with the rules of its schema, or the workflow. */
  readonly elsewhere: string;
}

const WORKFLOW = '.github/workflows/setup.yml';
const WINDOWS = 'test/build/setup/windows/files.test.ts';
const PROFILE = 'test/build/setup/macos/profile.test.ts';

const ROWS: readonly Row[] = [
  { file: 'windows/Latchkey.Setup/shell-launcher.xml', here: 'xml', elsewhere: WINDOWS },
  { file: 'windows/Latchkey.Setup/assigned-access.xml', here: 'xml', elsewhere: WINDOWS },
  { file: 'windows/Latchkey.Setup/task.xml', here: 'xml', elsewhere: WINDOWS },
  {
    file: 'windows/Latchkey.Setup/plan.json',
    here: null,
    elsewhere: 'test/build/setup/windows/decisions.test.ts',
  },
  ...['Latchkey.Setup.psd1', 'Latchkey.Setup.psm1'].map((name) => ({
    file: `windows/Latchkey.Setup/${name}`,
    here: null,
    elsewhere: WORKFLOW,
  })),
  ...[
    'Account.ps1',
    'Commands.ps1',
    'Engine.ps1',
    'Native.cs',
    'Record.ps1',
    'Registry.ps1',
    'Windows.ps1',
  ].map((name) => ({
    file: `windows/Latchkey.Setup/Functions/${name}`,
    here: null,
    elsewhere: WORKFLOW,
  })),
  { file: 'macos/setup.sh', here: 'sh', elsewhere: 'test/build/setup/macos/setup.checker.test.ts' },
  {
    file: 'macos/files/Library/Application Support/Latchkey Setup/setup.sh',
    here: 'sh',
    elsewhere: 'test/build/setup/macos/setup.checker.test.ts',
  },
  { file: 'macos/files/Library/LaunchAgents/com.latchkey.kiosk.plist', here: 'plist', elsewhere: WORKFLOW },
  { file: 'macos/files/Library/LaunchDaemons/com.latchkey.setup.plist', here: 'plist', elsewhere: WORKFLOW },
  { file: 'macos/latchkey-kiosk.mobileconfig', here: 'plist', elsewhere: PROFILE },
  { file: 'macos/plan', here: null, elsewhere: PROFILE },
  {
    file: 'repository/build/entitlements/mac.plist',
    here: 'plist',
    elsewhere: 'test/build/package/config.test.ts',
  },
  {
    file: 'repository/build/entitlements/mac.inherit.plist',
    here: 'plist',
    elsewhere: 'test/build/package/config.test.ts',
  },
];

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-checkers-'));
  writeModule(join(folder, 'windows'));
  writeSetup(join(folder, 'macos'));
  writeFileSync(join(folder, 'macos/latchkey-kiosk.mobileconfig'), configurationProfile('ABCDE12345'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (file: string) =>
  file.startsWith('repository/') ? join(ROOT, file.slice('repository/'.length)) : join(folder, file);

// plistutil ends with 0 whatever it finds, so what it says counts.
function check(checker: Checker, path: string): { readonly status: number | null; readonly said: string } {
  const [program, ...args] = CHECKERS[checker];
  const { status, stdout, stderr } = spawnSync(program, [...args, path], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test('the table has every file that is written, and no other', () => {
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
  const listed = ROWS.map(({ file }) => file).filter((file) => !file.startsWith('repository/'));
  expect(listed.toSorted()).toEqual(written);
});

describe.each(ROWS.filter(({ here }) => here !== null))('$file', ({ file, here }) => {
  test('its checker has nothing to say', () => {
    expect(check(here as Checker, pathOf(file))).toEqual({ status: 0, said: '' });
  });
});

test.each([
  ['plist', 'macos/latchkey-kiosk.mobileconfig', /<\/dict>/],
  ['xml', 'windows/Latchkey.Setup/shell-launcher.xml', /<\/Profiles>/],
  ['sh', 'macos/setup.sh', /esac/],
] as const)('%s would have said it', (checker, file, pattern) => {
  const wrong = join(folder, 'wrong');
  writeFileSync(wrong, readFileSync(pathOf(file), 'utf8').replace(pattern, ''));
  expect(check(checker, wrong)).not.toEqual({ status: 0, said: '' });
  rmSync(wrong);
});

test('whoever else checks a file is there', () => {
  for (const { elsewhere } of ROWS) expect(existsSync(join(ROOT, elsewhere)), elsewhere).toBe(true);
});
