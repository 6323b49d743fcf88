import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../electron/contract/wire/provisioning.ts';
import { openStage, type Stage, unpack } from './agent-stage.ts';
import { startBehindProxy } from './cutting-proxy.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function events(count: number): RunEvent[] {
  return Array.from({ length: count }, () => ({
    id: randomUUID(),
    occurredDateTime: new Date().toISOString(),
    type: 'step' as const,
    step: 'network',
  }));
}

describe('the report', () => {
  test('makes the run, and the same again counts once', async () => {
    const laptop = unpack(stage.directory);
    const [runId, given] = [randomUUID(), events(3)];
    const before = await stage.count('run_events');
    await laptop.report.send(runId, 'LK-1', given);
    await laptop.report.send(runId, 'LK-1', given);
    expect((await stage.count('run_events')) - before).toBe(3);
  });

  test('without events makes the run alone', async () => {
    const before = await stage.count('runs');
    await unpack(stage.directory).report.send(randomUUID(), 'LK-1', []);
    expect((await stage.count('runs')) - before).toBe(1);
  });

  test('of more than fifty events goes in parts', async () => {
    const laptop = unpack(stage.directory);
    const before = await stage.count('run_events');
    await laptop.report.send(randomUUID(), 'LK-1', events(120));
    expect((await stage.count('run_events')) - before).toBe(120);
    expect(laptop.lines.filter((line) => line.path.endsWith('/events'))).toHaveLength(3);
  });

  test('whose answer was lost counts once', async () => {
    const { stage: own, laptop, loseAnswers } = await startBehindProxy();
    loseAnswers((path) => path.endsWith('/events'));
    await laptop.report.send(randomUUID(), 'LK-1', events(2));
    expect([await own.count('runs'), await own.count('run_events')]).toEqual([1, 2]);
  });

  test('of a run that another device began is a conflict', async () => {
    const runId = randomUUID();
    await unpack(stage.directory).report.send(runId, 'LK-1', []);
    const work = unpack(stage.directory).report.send(runId, 'LK-1', []);
    await expect(work).rejects.toMatchObject({ slug: 'conflict' });
  });

  test('with a free text in an event is request_malformed', async () => {
    const [event] = events(1);
    const work = unpack(stage.directory).report.send(randomUUID(), 'LK-1', [
      { ...event, note: 'x' } as never,
    ]);
    await expect(work).rejects.toMatchObject({ slug: 'request_malformed' });
  });
});
