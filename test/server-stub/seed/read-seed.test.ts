import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../../build/start/machine.ts';
import { DEMO } from '../../../server-stub/seed/demo.ts';
import { readSeed } from '../../../server-stub/seed/read-seed.ts';
import { Seed } from '../../../server-stub/seed/seed.ts';
import { seedSchema } from '../../../server-stub/seed/seed-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, 'seed.json');
  writeFileSync(path, content);
  return path;
}

describe('seeds', () => {
  test('the demo is a seed like any other, and everybody in it shows something', () => {
    expect(Seed.safeParse(DEMO).success).toBe(true);
    expect(DEMO.users.length).toBeGreaterThanOrEqual(12);
    for (const user of DEMO.users) expect(user.shows).toBeTypeOf('string');
    expect(new Set(DEMO.users.map((user) => user.id)).size).toBe(DEMO.users.length);
  });

  test('a file is read; what is wrong in it is named', () => {
    expect(readSeed(file(JSON.stringify(DEMO)))).toEqual(DEMO);
    const wrong = { ...DEMO, users: [{ ...DEMO.users[0], userPrincipalName: 'no at sign' }] };
    expect(() => readSeed(file(JSON.stringify(wrong)))).toThrow(
      /users\[0\]\.userPrincipalName: Invalid string/,
    );
    expect(() => readSeed(file('{'))).toThrow(expect.objectContaining({ code: 'seed_invalid' }));
    expect(() => readSeed(join(folder, 'nothing.json'))).toThrow(
      expect.objectContaining({ code: 'seed_invalid' }),
    );
  });

  test('everything that is wrong is told at once, and nothing that may be a password', () => {
    const [first, second] = DEMO.users;
    const wrong = {
      ...DEMO,
      extra: true,
      users: [
        { ...first, password: 'short', id: 'x' },
        { ...second, accountEnabled: 'yes' },
      ],
    };
    const told = problemOf(wrong);
    expect(told).toMatch(/users\[0\]\.password: Too small/);
    expect(told).toMatch(/users\[0\]\.id: Invalid UUID/);
    expect(told).toMatch(/users\[1\]\.accountEnabled: /);
    expect(told).toMatch(/the file: Unrecognized key: "extra"/);
    expect(told).not.toContain('short');
  });

  test('names are there once, and whatever is named exists', () => {
    const [first, second] = DEMO.users;
    const told = problemOf({
      ...DEMO,
      users: [
        { ...first, groups: ['nobody'], roles: ['King'] },
        { ...second, id: first?.id, userPrincipalName: 'ben@elsewhere.example' },
      ],
    });
    expect(told).toContain('users[0].groups[0]: there is no such group');
    expect(told).toContain('users[0].roles[0]: there is no such role');
    expect(told).toContain('users[1].userPrincipalName: its domain is not among the domains');
    expect(told).toContain('users[1].id: the same as users[0].id');
  });

  test('a name that Graph would not take is none in a seed either', () => {
    for (const name of ['josé', 'İda', 'a/b', '.a', 'a+b', '\u0430mal']) {
      const users = [{ ...DEMO.users[0], userPrincipalName: `${name}@northwind.example` }];
      expect(problemOf({ ...DEMO, users }), name).toContain('users[0].userPrincipalName: the name before');
    }
  });

  test('a rule for a group that is not there, of a kind that is not there, or with wrong values is refused', () => {
    const policy = (kind: string, payload: Record<string, unknown>, id = 'default') => ({
      kind,
      id,
      payload,
    });
    const told = problemOf({
      ...DEMO,
      policies: [
        policy('pass', { excludeTargets: ['all_users', 'group-typo'] }),
        policy('device', { userDeviceQuota: -1 }),
        policy('passs', {}),
        policy('pass', { defaultLifetimeInMinutes: 20 }, 'other'),
        policy('profile', { pin: { minimumLength: 6 } }),
        policy('bootstrap', { enabled: true }),
        policy('bootstrap', { enabled: false }),
        policy('authentication-strength', { id: 'x' }, 'x'),
      ],
    });
    expect(told).toContain('policies[0].payload: excludeTargets[1]: there is no such group');
    expect(told).toContain('policies[1].payload: userDeviceQuota: Too small');
    expect(told).toContain('policies[2].payload: there is no such kind; there are pass, device');
    expect(told).toContain('policies[3].payload: the id has to be "default"');
    expect(told).toContain('policies[4].payload: pin.');
    expect(told).toContain('policies[6]: the same as policies[5]');
    expect(told).toContain('policies[7].payload: displayName');
    const narrow = { ...DEMO, policies: [policy('pass', { minimumLifetimeInMinutes: 120 })] };
    expect(problemOf(narrow)).toContain('defaultLifetimeInMinutes: it has to lie between');
  });

  test('the published schema and example are those that are read', async () => {
    const published = readFileSync(join(ROOT, 'docs', 'seed.schema.json'), 'utf8');
    expect(JSON.parse(published)).toEqual(seedSchema());
    const { $schema, ...example } = JSON.parse(readFileSync(join(ROOT, 'docs', 'seed.example.json'), 'utf8'));
    expect($schema).toBe('./seed.schema.json');
    expect(readSeed(file(JSON.stringify({ $schema, ...example }))).users.length).toBeGreaterThan(1);
  });
});

function problemOf(seed: unknown): string {
  try {
    readSeed(file(JSON.stringify(seed)));
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
