import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DEMO } from '../../../server-stub/seed/demo.ts';
import { readSeed } from '../../../server-stub/seed/read-seed.ts';
import { Seed } from '../../../server-stub/seed/seed.ts';

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
    expect(() => readSeed(file(JSON.stringify(wrong)))).toThrow(/users\.0\.userPrincipalName/);
    expect(() => readSeed(file('{'))).toThrow(expect.objectContaining({ code: 'seed_invalid' }));
    expect(() => readSeed(join(folder, 'nothing.json'))).toThrow(
      expect.objectContaining({ code: 'seed_invalid' }),
    );
  });
});
