import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Place } from '../faults/place.ts';
import { Laptop } from './laptop.ts';
import { latchkey } from './latchkey.ts';

/* Machine policy before the terminal's commands, as processes: what it names, what it forbids, and what it refuses to overhear. */

let place: Place;
let folder: string;
beforeAll(async () => {
  place = await Place.open();
  folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
}, 60_000);
afterAll(async () => {
  await place.close();
  rmSync(folder, { recursive: true });
});

/** The environment of a machine whose policy this is. */
function under(name: string, policy: unknown): Record<string, string> {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, '10.json'), typeof policy === 'string' ? policy : JSON.stringify(policy), {
    mode: 0o644,
  });
  return { LATCHKEY_POLICY_FOLDER: own };
}

test('policy says where the directory is, and what the company is called; the run is proved', async () => {
  const { directory, caFile } = place.at;
  const env = under('whole', { directory, caFile, branding: { displayName: 'Northwind Rail' } });
  const laptop = await Laptop.unbox();
  const { pass } = await (await place.administrator()).issue('amal@northwind.example');
  const passFile = join(folder, 'pass');
  writeFileSync(passFile, pass);
  writeFileSync(join(folder, 'pin'), '739154');
  const state = ['--state', laptop.state];
  const { code, out } = await latchkey(
    [
      ...['provision', '--user', 'amal@northwind.example', '--authenticator', 'software', '--json', ...state],
      ...['--pass-file', passFile, '--pin-file', join(folder, 'pin')],
    ],
    { env: { ...env, LATCHKEY_VAULT: 'file' } },
  );
  expect(out).toContain('"event":"provisioned"');
  expect(code).toBe(0);
  const kept = JSON.parse(readFileSync(join(laptop.state, 'settings.json'), 'utf8'));
  expect(kept).toMatchObject({ directory, caFile });
  await laptop.discard();
});

test('authenticator_not_allowed: policy rules out all that the profile allows, and says so before a pass is asked for', async () => {
  const { directory, caFile } = place.at;
  const env = under('narrow', {
    directory,
    caFile,
    authenticators: { forbid: ['platform', 'tpm', 'software'] },
  });
  const { code, out } = await latchkey(
    ['provision', '--user', 'amal@northwind.example', '--json', '--state', join(folder, 'narrow-state')],
    { env: { ...env, LATCHKEY_VAULT: 'file' } },
  );
  expect(code).toBe(1);
  expect(out).not.toContain('"event":"provisioned"');
  expect(out).toContain('"code":"authenticator_not_allowed"');
  expect(out).not.toContain('"step":"pass"');
});

test.each([
  ['conflict', { directory: 'https://elsewhere.example' }, 'policy_conflict', 'LK-9212'],
  ['invalid', { directory: 7 }, 'policy_invalid', 'LK-9210'],
])('%s: nothing starts, and it is said', async (name, policy, code, helpCode) => {
  const said = await latchkey(
    ['provision', '--directory', place.at.directory, '--json', '--state', join(folder, `${name}-state`)],
    { env: under(name, policy) },
  );
  expect(said.code).toBe(1);
  expect(JSON.parse(said.out)).toMatchObject({ event: 'failed', code, helpCode });
});

test('without a policy and without --directory the arguments are wrong', async () => {
  const said = await latchkey(['provision'], {
    env: { LATCHKEY_POLICY_FOLDER: join(folder, 'no', 'policy.d') },
  });
  expect(said.code).toBe(2);
  expect(said.errors).toContain('--directory is missing.');
});

test('doctor tells what holds and where from, and what is wrong and where', async () => {
  const good = under('good', { vault: 'file', authenticators: { forbid: ['software'] } });
  const text = (
    await latchkey(['doctor', '--state', join(folder, 'none')], { env: { ...good, LATCHKEY_TCTI: 'tabrmd' } })
  ).out;
  const file = join(good.LATCHKEY_POLICY_FOLDER ?? '', '10.json');
  expect(text).toContain(`vault: file (${file})`);
  expect(text).toContain('tcti: tabrmd (LATCHKEY_TCTI)');
  expect(text).toContain(`authenticators: {"forbid":["software"]} (${file})`);
  const bad = under('bad', { authenticators: { forbids: [] } });
  const json = (await latchkey(['doctor', '--json', '--state', join(folder, 'none')], { env: bad })).out;
  expect(JSON.parse(json).policy).toMatchObject({
    effective: [],
    problems: [{ path: '/authenticators', sentence: 'There is no such member: "forbids".' }],
  });
});
