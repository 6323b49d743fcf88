import { expect, test } from 'vitest';
import { runState } from '../../../../server-stub/console/admin/run-state.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

function run(event: Record<string, unknown> | null, minutesAgo = 1, provisioned: string | null = null) {
  return {
    id: 'run',
    displayName: 'LT-1',
    createdDateTime: '2026-11-22T11:00:00Z',
    lastEventDateTime: new Date(NOW - minutesAgo * 60_000).toISOString(),
    lastEvent: event,
    serialNumber: null,
    provisionedDateTime: provisioned,
  };
}

test.each([
  ['running', run({ type: 'step', step: 'join' })],
  ['running', run(null)],
  ['silent', run({ type: 'joined' }, 16)],
  ['stopped', run({ type: 'refused', step: 'pass', slug: 'pass_expired' }, 60)],
  ['stopped', run({ type: 'abandoned' })],
  ['done', run({ type: 'released' }, 600)],
  ['done', run({ type: 'proved' }, 600, '2026-11-22T11:30:00Z')],
] as const)('%s', (kind, row) => {
  expect(runState(row, NOW).kind).toBe(kind);
});

test('a refusal is told with its help code, and a slug that nobody knows with none', () => {
  expect(runState(run({ type: 'refused', slug: 'pass_expired' }), NOW).helpCode).toMatch(/^LK-\d{4}$/);
  expect(runState(run({ type: 'refused', slug: 'no_such_slug' }), NOW).helpCode).toBeUndefined();
});
