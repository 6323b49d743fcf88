import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/* The rules of a workflow that runs other people's code, checked on the text: they are few, and one a line. */

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('.github/workflows/*.{yml,yaml}', { cwd: ROOT });

/** Names of the jobs and the lines of each: what stands two spaces in, under `jobs:`. */
function jobsOf(text: string): Map<string, string> {
  const [, jobs = ''] = text.split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}(?=[\w-]+:\n)/m).filter((part) => part.trim() !== '');
  return new Map(parts.map((part) => [part.slice(0, part.indexOf(':')), part]));
}

test('there is a workflow for what only Electron can prove', () => {
  expect(FILES.map((file) => file.replaceAll('\\', '/'))).toContain('.github/workflows/kiosk.yml');
});

describe.each(FILES)('%s', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const jobs = jobsOf(text);

  test('pins every action by its full commit, with the version beside it', () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, what]) => what);
    expect(uses.length).toBeGreaterThan(0);
    expect(
      uses.filter((what) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what ?? '')),
    ).toEqual([]);
  });

  test('may read the repository and nothing else', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
    expect(text.match(/\bpermissions:/g)).toHaveLength(1);
    expect(text).not.toMatch(/:\s*write\b/);
  });

  test('knows no secret and leaves no credentials behind', () => {
    expect(text).not.toMatch(/secrets\.|GITHUB_TOKEN|pull_request_target/);
    const checkouts = text.match(/actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g)).toHaveLength(checkouts.length);
  });

  test('every job ends by itself, on a named image', () => {
    expect(jobs.size).toBeGreaterThan(0);
    for (const [name, job] of jobs) {
      expect(job, name).toMatch(/^ {4}timeout-minutes: \d+$/m);
      expect(job, name).toMatch(/^ {4}runs-on: /m);
    }
    expect(text).not.toMatch(/-latest\b/);
  });

  test('puts nothing that a stranger chose into a script', () => {
    expect(text).not.toMatch(/\$\{\{\s*github\.(event|head_ref)/);
  });

  test('is written in spaces, two a level', () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    expect(
      lines.filter((line) => line.includes('\t') || (/^ */.exec(line)?.[0].length ?? 0) % 2 !== 0),
    ).toEqual([]);
  });
});

test('the kiosk’s specs run on the three systems, with the binary of package.json', () => {
  const text = readFileSync(join(ROOT, '.github/workflows/kiosk.yml'), 'utf8');
  const electron = jobsOf(text).get('electron') ?? '';
  expect(electron).toMatch(/os: \[ubuntu-[\d.]+, windows-\d+, macos-\d+\]/);
  expect(electron).toContain('LATCHKEY_SPEC_HOST: electron');
  expect(electron).toContain('npx install-electron');
  expect(electron).toContain('xdotool');
  expect(electron.match(/vitest run --config build\/vitest\.config\.ts test\/escape$/gm)).toHaveLength(2);
});
