import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asRefusal } from '../../../electron/contract/refusal.ts';
import { readMachinePolicy, requirePolicy } from '../../../electron/policy/read.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'latchkey-test-')), 'policy.d');
  mkdirSync(folder, { mode: 0o755 });
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const put = (name: string, value: unknown, mode = 0o644) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  writeFileSync(join(folder, name), text, { mode });
  chmodSync(join(folder, name), mode);
};
/** As on a machine without a policy of its own, where a variable may name one. */
const read = () =>
  readMachinePolicy({
    platform: 'linux',
    environment: { LATCHKEY_POLICY_FOLDER: folder },
    folder: join(folder, 'none', 'policy.d'),
  });
function refused(): { readonly slug: string; readonly detail: string } {
  try {
    requirePolicy(read());
    return { slug: 'none', detail: '' };
  } catch (thrown) {
    const { slug, details } = asRefusal(thrown);
    return { slug, detail: details.detail ?? '' };
  }
}

test('files in lexical order; what is no policy is named', () => {
  put('20-site.json', { vault: 'file' });
  put('10-company.json', { vault: 'tpm', rpId: 'a.example' });
  put('10-company.json.rpmsave', {});
  put('.hidden.json', {});
  expect(requirePolicy(read())).toEqual({
    policy: { vault: 'file', rpId: 'a.example' },
    from: { vault: join(folder, '20-site.json'), rpId: join(folder, '10-company.json') },
    problems: [],
    sources: [join(folder, '10-company.json'), join(folder, '20-site.json')],
    ignored: ['.hidden.json', '10-company.json.rpmsave'],
    unsafe: false,
  });
});

test('no folder: no policy', () => {
  const none = readMachinePolicy({ platform: 'linux', environment: {}, folder: join(folder, 'a', 'b') });
  expect(none).toMatchObject({ policy: {}, sources: [], problems: [] });
});

test('a machine that has a policy has no other: the variable means nothing there', () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  put('10.json', { vault: 'file' });
  const environment = { LATCHKEY_POLICY_FOLDER: folder };
  const { policy } = readMachinePolicy({ platform: 'linux', environment, folder: own });
  expect(policy).toEqual({});
});

test('policy_invalid: a member that nobody knows, with file and place', () => {
  put('10.json', { authenticators: { forbids: ['software'] } });
  const { slug, detail } = refused();
  expect(slug).toBe('policy_invalid');
  expect(detail).toBe(`${join(folder, '10.json')} at /authenticators: There is no such member: "forbids".`);
});

test('policy_invalid: half a file, and nothing of it is quoted', () => {
  put('10.json', '{"directory": "https://secret.example');
  expect(refused()).toEqual({
    slug: 'policy_invalid',
    detail: `${join(folder, '10.json')}: It is not JSON.`,
  });
});

test.each([0o664, 0o646, 0o666])('policy_unsafe: a file of mode %o', (mode) => {
  put('10.json', {}, mode);
  expect(refused()).toMatchObject({ slug: 'policy_unsafe' });
});

test('policy_unsafe: a folder that others may write', () => {
  put('10.json', {});
  chmodSync(folder, 0o777);
  expect(refused().slug).toBe('policy_unsafe');
});

test('policy_unsafe: a link in place of a file or of the folder', () => {
  put('elsewhere', {});
  symlinkSync('elsewhere', join(folder, '10.json'));
  expect(refused().slug).toBe('policy_unsafe');
  rmSync(join(folder, '10.json'));
  const other = `${folder}-link`;
  symlinkSync(folder, other);
  const { problems, unsafe } = readMachinePolicy({ platform: 'linux', environment: {}, folder: other });
  expect(unsafe).toBe(true);
  expect(problems).toHaveLength(1);
});

test('policy_unsafe: a pipe does not hold the start up', () => {
  expect(spawnSync('mkfifo', ['-m', '644', join(folder, '10.json')]).status).toBe(0);
  expect(refused().slug).toBe('policy_unsafe');
});

test('policy_unsafe: a file that is too large', () => {
  put('10.json', `{"caFile":"/${'a'.repeat(300_000)}"}`);
  expect(refused().slug).toBe('policy_unsafe');
});

test('one bad file among good ones spoils all of them', () => {
  put('10.json', { vault: 'tpm' });
  put('20.json', '{');
  expect(read().problems).toHaveLength(1);
  expect(refused().slug).toBe('policy_invalid');
});
