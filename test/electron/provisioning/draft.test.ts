import { expect, test } from 'vitest';
import type { Draft } from '../../../electron/contract/draft.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { DraftPort, Ports } from '../../../electron/provisioning/ports.ts';
import { driveTo, send, settle } from './drive.ts';
import { World } from './world.ts';

/* What was on the screen when the program ended, and no fact says. */

const AMAL = 'amal@northwind.example';

/** A draft that outlives the flow, as the file does. */
class Drafts implements DraftPort {
  last: Draft | null = null;
  async read(): Promise<Draft | null> {
    return this.last;
  }
  write(draft: Draft): void {
    this.last = draft;
  }
}

async function begin(more: Partial<Ports> = {}, world = new World(), draft = new Drafts()) {
  const flow = await world.start({ draft, ...more });
  await settle();
  return { world, draft, flow };
}

test('ended on the pass screen: the pass is asked for again, of the same name and in the same language', async () => {
  const { world, draft, flow } = await begin();
  send(flow, { type: 'setPreferences', language: 'de', textScale: '150', keyboard: 'always' });
  await driveTo(flow, 'pass');
  const before = flow.view();
  flow.close();
  const again = (await begin({}, world, draft)).flow.view();
  expect(again.screen).toEqual(before.screen);
  expect(again.screen).toMatchObject({ kind: 'pass', userPrincipalName: AMAL });
  expect(again.preferences).toEqual({
    language: 'de',
    textScale: '150',
    theme: 'system',
    motion: 'system',
    keyboard: 'always',
  });
});

test('ended again on the way back, it still goes on to the pass', async () => {
  const { world, draft, flow } = await begin();
  await driveTo(flow, 'pass');
  flow.close();
  const dark = { reach: () => new Promise<never>(() => {}) };
  const second = await begin({ network: dark }, world, draft);
  expect(second.flow.view().screen.kind).toBe('network');
  second.flow.close();
  expect((await begin({}, world, draft)).flow.view().screen).toMatchObject({ userPrincipalName: AMAL });
});

test('ended at the network, where no fact is yet: the network, not the welcome', async () => {
  const network = { reach: async () => Promise.reject(new Refusal('link_down')) };
  const { world, draft, flow } = await begin({ network });
  expect(flow.view().screen.kind).toBe('welcome');
  send(flow, { type: 'begin' });
  await settle();
  const before = flow.view();
  flow.close();
  expect((await begin({ network }, world, draft)).flow.view().screen).toEqual(before.screen);
});

test('gone back to the welcome, the next start is the welcome, and nobody’s name is left', async () => {
  const { draft, flow } = await begin();
  await driveTo(flow, 'pass');
  send(flow, { type: 'back' });
  expect(draft.last).toMatchObject({ at: 'account', account: AMAL });
  send(flow, { type: 'back' });
  expect(draft.last).toMatchObject({ at: 'welcome', account: null });
});

test('where a fact says it, the draft holds no name and decides nothing', async () => {
  const { world, draft, flow } = await begin();
  await driveTo(flow, 'credential');
  expect(draft.last).toMatchObject({ at: 'welcome', account: null });
  flow.close();
  draft.last = { ...(draft.last as Draft), at: 'pass', account: 'mallory@northwind.example' };
  const again = await driveTo((await begin({}, world, draft)).flow, 'credential');
  expect(again.screen.kind).toBe('credential');
  expect(JSON.stringify(again)).not.toContain('mallory');
});

test('a set-up that a technician ended leaves nobody’s name behind', async () => {
  const { draft, flow } = await begin();
  await driveTo(flow, 'pass');
  expect(flow.intervene('abandon')).toBe(true);
  expect(draft.last).toMatchObject({ at: 'welcome', account: null });
});

test('it holds no secret, whatever was typed', async () => {
  const world = new World();
  const written: Draft[] = [];
  const draft: DraftPort = { read: async () => null, write: (each) => void written.push(each) };
  await driveTo(await world.start({ draft }), 'done');
  expect(written.length).toBeGreaterThan(3);
  for (const secret of ['7KQ4', '493027']) expect(JSON.stringify(written)).not.toContain(secret);
});
