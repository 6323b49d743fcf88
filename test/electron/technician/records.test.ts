import { randomUUID } from 'node:crypto';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { TechnicianEvent } from '../../../electron/contract/wire/technician.ts';
import { Messenger, type MessengerOptions } from '../../../electron/technician/messenger.ts';
import { appendRecords, RECORDS_FILE, readRecords } from '../../../electron/technician/records.ts';
import { Life } from './stage.ts';

const event = (): TechnicianEvent => ({
  id: randomUUID(),
  occurredDateTime: '2026-11-22T10:00:00.000Z',
  type: 'wrong',
  action: 'retry',
  reason: 'stuck',
  keyId: '00000000',
  challenge: '0000000000000000',
});
const runId = randomUUID();
const abandonment = () => ({ id: randomUUID(), runId, deviceName: 'NW-1', at: 1_795_343_400 });

test('a torn or damaged line counts for nothing, and the others do', async () => {
  const folder = await Life.folder();
  const file = join(folder, RECORDS_FILE);
  const [first, second, third] = [event(), event(), event()];
  await appendRecords(folder, [{ kind: 'event', event: first }]);
  await appendRecords(folder, [{ kind: 'event', event: second }]);
  await truncate(file, (await readFile(file)).length - 20);
  await appendRecords(folder, [{ kind: 'event', event: third }]);
  expect((await readRecords(folder)).events).toEqual([first, third]);
  await writeFile(file, (await readFile(file, 'utf8')).replace('"retry"', '"abandon"'));
  expect((await readRecords(folder)).events).toEqual([third]);
  await appendFile(file, 'no line of ours\n\0\0\0\n{}\n');
  expect((await readRecords(folder)).events).toEqual([third]);
});

/** A directory that notes what it is told. */
function directory(): Pick<MessengerOptions, 'sendEvents' | 'sendRunEvents'> & {
  readonly heard: string[];
  refuse: Refusal | null;
} {
  const heard: string[] = [];
  const hear = (ids: readonly { readonly id: string }[]) => {
    if (world.refuse) throw world.refuse;
    heard.push(...ids.map(({ id }) => id));
  };
  const world = {
    heard,
    refuse: null as Refusal | null,
    sendEvents: async (_serial: string, events: readonly TechnicianEvent[]) => hear(events),
    sendRunEvents: async (_run: string, _name: string, events: readonly { readonly id: string }[]) =>
      hear(events),
  };
  return world;
}

test('everything is told once, the abandoned run first, and again after a restart nothing', async () => {
  const stateDir = await Life.folder();
  const [one, gone] = [event(), abandonment()];
  await appendRecords(stateDir, [
    { kind: 'event', event: one },
    { kind: 'abandoned', abandonment: gone },
  ]);
  const world = directory();
  const messenger = () => new Messenger({ stateDir, serialNumber: async () => 'S', ...world });
  expect(await messenger().tellDirectory()).toBe(true);
  expect(await messenger().tellDirectory()).toBe(true);
  expect(world.heard).toEqual([gone.id, one.id]);
});

test('what could not be told stays queued; before a run goes on, that is a refusal', async () => {
  const stateDir = await Life.folder();
  const gone = abandonment();
  await appendRecords(stateDir, [{ kind: 'abandoned', abandonment: gone }]);
  const world = directory();
  world.refuse = new Refusal('directory_unreachable');
  const messenger = new Messenger({ stateDir, serialNumber: async () => 'S', ...world });
  expect(await messenger.tellDirectory()).toBe(false);
  await expect(messenger.tellAbandonments()).rejects.toMatchObject({ slug: 'directory_unreachable' });
  world.refuse = null;
  await messenger.tellAbandonments();
  expect(world.heard).toEqual([gone.id]);
});

test('what the directory will never take does not stop every later run', async () => {
  const stateDir = await Life.folder();
  await appendRecords(stateDir, [{ kind: 'abandoned', abandonment: abandonment() }]);
  const world = directory();
  world.refuse = new Refusal('conflict');
  const messenger = new Messenger({ stateDir, serialNumber: async () => 'S', ...world });
  await messenger.tellAbandonments();
  world.refuse = null;
  await messenger.tellAbandonments();
  expect(world.heard).toEqual([]);
});
