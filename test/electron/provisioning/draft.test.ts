import { expect, test } from 'vitest';
import type { Draft } from '../../../electron/contract/draft.ts';
import type { Gate } from '../../../electron/contract/gate.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { DraftPort, Ports, SignInProgress } from '../../../electron/provisioning/ports.ts';
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

/** The sign-in of somebody whose password is right and not enough. */
function deadEnd(world: World, watch: () => Promise<SignInProgress>): Partial<Ports> {
  const gates: Gate[] = [
    {
      id: 'ca',
      displayName: 'MFA for everyone',
      requires: 'mfa',
      satisfied: false,
      opens: ['temporary_access_pass'],
    },
  ];
  const refuse = async () => Promise.reject(new Refusal('mfa_enrolment_required', { gates }));
  const nothing = async () => ({ methods: [], interval: 5, gates });
  const { signIn } = world.ports();
  return { signIn: { ...signIn, answerPassword: refuse, poll: nothing, resumeWatch: watch } };
}

async function inDeadEnd(watch: () => Promise<SignInProgress>) {
  const world = new World();
  const { flow, draft } = await begin(deadEnd(world, watch), world);
  await driveTo(flow, 'pass');
  send(flow, { type: 'noPass' });
  send(flow, { type: 'submitPassword', password: 'Winter-2026' });
  await settle();
  expect(flow.view().screen.kind).toBe('loop');
  return { world, draft, flow };
}

const still = async (): Promise<SignInProgress> => ({ methods: [], interval: 5, gates: [] });
const offered = async (): Promise<SignInProgress> => ({
  methods: ['temporary_access_pass'],
  interval: 5,
  gates: [],
});

test('ended in the dead end: the same screen, of the same name, without the password, and the watch goes on', async () => {
  const { world, draft, flow } = await inDeadEnd(still);
  const before = flow.view();
  flow.close();
  expect(JSON.stringify(draft.last)).not.toContain('Winter-2026');
  const ports = deadEnd(world, async () => ({
    methods: [],
    interval: 5,
    gates: before.screen.kind === 'loop' ? before.screen.gates : [],
  }));
  const second = (await begin(ports, world, draft)).flow;
  expect(second.view().screen).toEqual(before.screen);
  expect(second.view().helpCode).toBe('LK-2417');
  // A pass is there: the next look finds it.
  ports.signIn && Object.assign(ports.signIn, { poll: offered });
  world.pass(5);
  await settle();
  expect(second.view().screen).toMatchObject({ kind: 'pass', userPrincipalName: AMAL });
});

test('a pass that came while the laptop was off is found at once', async () => {
  const { world, draft, flow } = await inDeadEnd(still);
  flow.close();
  const again = await begin(deadEnd(world, offered), world, draft);
  expect(again.flow.view().screen).toMatchObject({ kind: 'pass', userPrincipalName: AMAL });
});

test('ended once more on the way back to the dead end, it still goes there', async () => {
  const { world, draft, flow } = await inDeadEnd(still);
  flow.close();
  const dark = { reach: () => new Promise<never>(() => {}) };
  (await begin({ network: dark }, world, draft)).flow.close();
  expect(draft.last).toMatchObject({ at: 'loop', account: AMAL });
  const third = await begin(deadEnd(world, still), world, draft);
  expect(third.flow.view().screen.kind).toBe('loop');
});

test('session_invalid: after a night the password is asked for again, and said why', async () => {
  const { world, draft, flow } = await inDeadEnd(still);
  flow.close();
  const gone = async () => Promise.reject(new Refusal('session_invalid'));
  const again = (await begin(deadEnd(world, gone), world, draft)).flow;
  expect(again.view().screen).toMatchObject({ kind: 'password', refusal: { slug: 'session_invalid' } });
});

test('a network that is gone when it comes back: the dead end stays, and looks again', async () => {
  const { world, draft, flow } = await inDeadEnd(still);
  flow.close();
  const away = async () => Promise.reject(new Refusal('directory_unreachable'));
  const ports = deadEnd(world, away);
  const again = (await begin(ports, world, draft)).flow;
  expect(again.view().screen.kind).toBe('loop');
  ports.signIn && Object.assign(ports.signIn, { poll: offered });
  world.pass(5);
  await settle();
  expect(again.view().screen.kind).toBe('pass');
});

test('left by hand, the dead end does not come back', async () => {
  const { world, draft, flow } = await inDeadEnd(still);
  send(flow, { type: 'havePass' });
  expect(draft.last).toMatchObject({ at: 'pass' });
  flow.close();
  expect((await begin({}, world, draft)).flow.view().screen.kind).toBe('pass');
});

test('what no pass opens is told again, and nobody looks', async () => {
  const world = new World();
  const gates: Gate[] = [
    { id: 'ca', displayName: 'Nobody today', requires: 'block', satisfied: false, opens: [] },
  ];
  const { signIn } = world.ports();
  const blocked = async () => Promise.reject(new Refusal('policy_blocked', { gates }));
  const ports = { signIn: { ...signIn, answerPass: blocked } };
  const { flow, draft } = await begin(ports, world);
  await driveTo(flow, 'loop');
  const before = flow.view();
  flow.close();
  const second = (await begin(ports, world, draft)).flow;
  expect(second.view().screen).toEqual(before.screen);
  world.pass(60);
  await settle();
  expect(second.view().screen).toEqual(before.screen);
});

test('it holds no secret, whatever was typed', async () => {
  const world = new World();
  const written: Draft[] = [];
  const draft: DraftPort = { read: async () => null, write: (each) => void written.push(each) };
  await driveTo(await world.start({ draft }), 'done');
  expect(written.length).toBeGreaterThan(3);
  for (const secret of ['7KQ4', '493027']) expect(JSON.stringify(written)).not.toContain(secret);
});
