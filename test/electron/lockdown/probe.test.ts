import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from '../../../electron/lockdown/control.ts';
import { CONTROLS } from '../../../electron/lockdown/controls.ts';
import { observeHere, probeLockdown } from '../../../electron/lockdown/probe.ts';

const rows = Object.entries(CONTROLS).flatMap(([platform, controls]) =>
  controls.map((row) => ({ name: `${platform} ${row.control}`, row })),
);

/** Text that no machine prints as an answer: random, and made of the answers' own words. */
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        'HKEY_',
        'REG_DWORD',
        '0x1',
        'Login',
        '=',
        'enabled',
        'sl',
        'args',
        '{',
        '[',
        '\n',
        ' ',
        'cage',
        'x',
      ),
      {
        maxLength: 30,
      },
    )
    .map((words) => words.join('')),
);

test.each(rows)('$name: garbage is never enforced, and never an error', ({ row }) => {
  fc.assert(
    fc.property(garbage, (text) => {
      fc.pre(!/^\s*(0|[23]|true|false|True)\s*$/.test(text));
      const { state, seen } = row.read({ said: 'text', text });
      expect(state).not.toBe('enforced');
      // What was printed does not reach a screen: only words of ours, and numbers.
      expect(seen.length).toBeLessThan(120);
    }),
  );
});

test.each(rows)('$name: silence, a missing program and a refused question claim nothing', ({ row }) => {
  for (const observation of [
    { said: 'absent' },
    { said: 'failed' },
    { said: 'text', text: '' },
  ] as Observation[]) {
    expect(['unknown', 'missing', 'partial']).toContain(row.read(observation).state);
  }
});

test.each(rows)('$name: a reason, an escape it stands against, and no shell', ({ row }) => {
  expect(row.why).toMatch(/^[A-Z].*\.$/);
  expect(row.escapes.length).toBeGreaterThan(0);
  for (const technique of row.escapes) expect(technique).toMatch(/^E([1-9]|1[0-8])$/);
  if (row.source.kind === 'command') expect(row.source.argv[0]).not.toMatch(/^(\/bin\/)?(ba)?sh$|cmd/);
});

test('names of controls are unique on a platform', () => {
  for (const controls of Object.values(CONTROLS)) {
    const names = controls.map(({ control }) => control);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('this machine is looked at for real: each control once, in one of four words', async () => {
  const report = await probeLockdown();
  expect(report.map(({ control }) => control)).toEqual(
    (CONTROLS[process.platform] ?? []).map(({ control }) => control),
  );
  for (const { state } of report) expect(['enforced', 'partial', 'missing', 'unknown']).toContain(state);
});

test('a platform without a table claims nothing', async () => {
  expect(await probeLockdown('freebsd')).toEqual([]);
});

test('rows that read the same answer ask once', async () => {
  const asked: string[] = [];
  await probeLockdown('linux', async (source) => {
    asked.push(JSON.stringify(source));
    return { said: 'absent' };
  });
  expect(new Set(asked).size).toBe(asked.length);
});

test('a program that is not there, one that fails, and one that answers', async () => {
  expect(await observeHere({ kind: 'command', argv: ['latchkey-no-such-program'] })).toEqual({
    said: 'absent',
  });
  expect(await observeHere({ kind: 'command', argv: ['false'] })).toEqual({ said: 'failed' });
  expect(await observeHere({ kind: 'command', argv: ['printf', '%s', '$HOME; ls'] })).toEqual({
    said: 'text',
    text: '$HOME; ls',
  });
  expect(await observeHere({ kind: 'file', path: '/no/such/file' })).toEqual({ said: 'absent' });
});
