import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../../build/start/machine.ts';
import { readChaos } from '../../../server-stub/chaos/read-chaos.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-chaos-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(content: unknown): string {
  const file = join(folder, 'chaos.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  try {
    readChaos(file);
    return '';
  } catch (thrown) {
    expect(thrown).toMatchObject({ name: 'StartProblem', code: 'chaos_invalid' });
    return (thrown as Error).message;
  }
}

test('every example can be read', () => {
  const examples = globSync(join(ROOT, 'server-stub/chaos/examples/*.json'));
  expect(examples.length).toBe(3);
  for (const example of examples) expect(readChaos(example).scenarios.length).toBeGreaterThan(0);
});

test('what is wrong is told all at once, with its place', () => {
  const told = problemsOf({
    scenarios: [
      { name: 'a', rules: [{ name: 'r', chance: 2, fault: { kind: 'explode' } }] },
      {
        name: 'Not a name',
        moments: [{ name: 'm', at: { afterSeconds: -1 }, act: { kind: 'disable-user' } }],
      },
    ],
    other: 1,
  });
  for (const place of [
    'scenarios[0].rules[0].chance:',
    'scenarios[0].rules[0].fault.kind:',
    'scenarios[1].name:',
    'scenarios[1].moments[0].at.afterSeconds:',
    'scenarios[1].moments[0].act.user:',
    'the file: Unrecognized key: "other"',
  ]) {
    expect(told).toContain(place);
  }
});

test('names are there once, and the one that begins exists', () => {
  const rule = { name: 'r', fault: { kind: 'drop' } };
  const told = problemsOf({ start: 'c', scenarios: [{ name: 'a', rules: [rule, rule] }, { name: 'a' }] });
  expect(told).toContain('scenarios: "a" is there twice');
  expect(told).toContain('scenarios[0]: "r" is there twice');
  expect(told).toContain('start: there is no scenario "c"');
});

test('a file that is no JSON is said to be none', () => {
  expect(problemsOf('{')).toMatch(/has to be a JSON file/);
});
