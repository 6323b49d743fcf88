import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/** Jobs that may do more than read, each with exactly what it may. Both wait for an environment that people guard. */
const MORE: Readonly<
  Record<string, { readonly permissions: readonly string[]; readonly secrets: boolean; readonly why: string }>
> = {
  'package.yml installers': {
    permissions: [],
    secrets: true,
    why: 'signs on tags, with the secrets of an environment',
  },
  'package.yml release': {
    permissions: ['attestations: write', 'contents: write', 'id-token: write'],
    secrets: false,
    why: 'attests where the packages come from and puts them into a draft',
  },
};

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

  const name = basename(file);

  test('may read the repository and nothing else, but for the jobs of the table', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
    for (const [job, lines] of jobs) {
      const given = [...lines.matchAll(/^ {6}([\w-]+: write)$/gm)].map(([, what]) => what);
      const allowed = MORE[`${name} ${job}`]?.permissions ?? [];
      expect(given.toSorted(), job).toEqual(allowed);
      expect(lines.match(/\bpermissions:/g) ?? [], job).toHaveLength(allowed.length > 0 ? 1 : 0);
      expect(lines.match(/:\s*write\b/g) ?? [], job).toHaveLength(allowed.length);
    }
  });

  test('knows no secret but in the jobs of the table, behind an environment, and leaves no credentials behind', () => {
    for (const [job, lines] of jobs) {
      const more = MORE[`${name} ${job}`];
      if (more) expect(lines, job).toMatch(/^ {4}environment: /m);
      if (!more?.secrets) expect(lines, job).not.toMatch(/secrets\./);
    }
    expect(text).not.toMatch(/GITHUB_TOKEN|pull_request_target/);
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

test('everything else runs on the three systems, and Debian’s package on one of them as root', () => {
  const test = jobsOf(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')).get('test') ?? '';
  expect(test).toMatch(/os: \[ubuntu-[\d.]+, windows-\d+, macos-\d+\]/);
  for (const command of ['npm audit signatures', 'npm run check', 'xvfb-run -a npm test'])
    expect(test).toContain(`run: ${command}\n`);
  expect(test).toMatch(/run: sudo env .* npm test -- test\/build\/package\/deb\.deb\.long\.test\.ts$/m);
});

describe('packages', () => {
  const text = readFileSync(join(ROOT, '.github/workflows/package.yml'), 'utf8');
  const jobs = jobsOf(text);

  test('are built on three systems, for both machines of each, with the binary of package.json', () => {
    const installers = jobs.get('installers') ?? '';
    const images = [...installers.matchAll(/^ {10}- os: (.+)$/gm)].map(([, os]) => os);
    expect(images).toHaveLength(6);
    for (const system of ['ubuntu', 'windows', 'macos'])
      expect(images.filter((os) => os?.startsWith(system))).toHaveLength(2);
    expect(installers).toContain('npx install-electron');
  });

  test('Debian’s, with the real Electron, is installed and sets an image up and back before it is kept', () => {
    const installers = jobs.get('installers') ?? '';
    const order = [
      'apt-get install --no-install-recommends --yes ./',
      'apply',
      'verify',
      'revert',
      'diff',
      'upload',
    ];
    const at = order.map((step, index) =>
      installers.indexOf(step, index === 0 ? 0 : installers.indexOf(order[0] ?? '')),
    );
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  test('are handed out only for a tag, after an approval, checked and attested first, as a draft', () => {
    const release = jobs.get('release') ?? '';
    expect(release).toMatch(/^ {4}if: github\.ref_type == 'tag'$/m);
    expect(release).toMatch(/^ {4}environment: release$/m);
    const order = ['sha256sum --check', 'actions/attest-build-provenance@', 'gh release create'];
    const at = order.map((step) => release.indexOf(step));
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(release).toContain('--draft');
    expect(text.match(/gh release|publish/g)).toHaveLength(1);
  });
});
