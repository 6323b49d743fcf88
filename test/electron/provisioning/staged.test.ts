import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import type { View } from '../../../electron/contract/view.ts';
import type { Profile } from '../../../electron/contract/wire/provisioning.ts';
import type { Flow } from '../../../electron/provisioning/flow.ts';
import type { Ports } from '../../../electron/provisioning/ports.ts';
import type { Wishes } from '../../../electron/provisioning/state.ts';
import { PROFILE, World } from './world.ts';

/* Profile `staged`: IT as far as the seal, then somebody else from the pass on. */

const IT = 'staging@northwind.example';
const AMAL = { userPrincipalName: 'amal@northwind.example', displayName: 'Amal Haddad' };
const PIN = new Secret('493027');

const until = (flow: Flow, fits: (view: View) => boolean): Promise<View> =>
  new Promise((resolve) => {
    const look = (view: View) => fits(view) && resolve(view);
    flow.onView(look);
    look(flow.view());
  });
const at = (kind: View['screen']['kind'], phase?: string) => (view: View) =>
  view.screen.kind === kind &&
  (phase === undefined || ('phase' in view.screen && view.screen.phase === phase)) &&
  !('busy' in view.screen && view.screen.busy);

class Bench extends World {
  readonly sealedWith: (string | null)[] = [];
  mode: Profile['mode'] = 'staged';
  refuseSeal: Refusal | null = null;
  runs = 0;
  /** The disk takes no seal. */
  full = false;

  open(wishes: Wishes = {}): Promise<Flow> {
    const ports: Partial<Ports> = {
      network: { reach: async () => ({ profile: { ...PROFILE, mode: this.mode }, skewSeconds: 0 }) },
      staging: {
        seal: async (_runId, assignedTo) => {
          if (this.refuseSeal) throw this.refuseSeal;
          this.sealedWith.push(assignedTo);
          return { assignedTo: assignedTo === null ? null : AMAL };
        },
      },
    };
    this.runs += 1;
    const { journal, clock } = this.ports();
    const append: Ports['journal']['append'] = async (fact) => {
      if (this.full && fact.fact === 'sealed') throw new Refusal('state_unwritable');
      await journal.append(fact);
    };
    const uuid = () => `0e9f3a52-9c33-4f43-8a1b-${String(this.runs).padStart(12, '0')}`;
    return this.start({ ...ports, journal: { ...journal, append }, clock: { ...clock, uuid } }, wishes);
  }

  as(userPrincipalName: string, reservationId: string): void {
    this.reservation = {
      ...this.reservation,
      userPrincipalName,
      reservationId,
      personName: userPrincipalName,
    };
  }

  async signIn(flow: Flow, name: string): Promise<void> {
    await until(flow, at('account'));
    flow.dispatch({ type: 'submitAccount', userPrincipalName: name });
    await until(flow, at('pass'));
    flow.dispatch({ type: 'submitPass', pass: new Secret('uywkekQV') });
  }

  /** IT's part, to the seal. */
  async stage(wishes: Wishes = {}): Promise<Flow> {
    this.as(IT, 'r-it');
    const flow = await this.open(wishes);
    flow.dispatch({ type: 'setPreferences', language: 'de' });
    flow.dispatch({ type: 'begin' });
    await this.signIn(flow, IT);
    return flow;
  }

  /** The same, and the power off after it. */
  async seal(): Promise<void> {
    const flow = await this.stage();
    await until(flow, at('sealed', 'sealed'));
    flow.close();
  }

  facts(): string[] {
    return this.journal.map((fact) => fact.fact);
  }
}

async function finish(flow: Flow): Promise<void> {
  await until(flow, at('credential', 'pin'));
  flow.dispatch({ type: 'submitPin', pin: PIN });
  await until(flow, at('proof', 'pin'));
  flow.dispatch({ type: 'submitPin', pin: PIN });
  await until(flow, at('done'));
}

test('IT ends at the seal; its person is asked for a language and goes on from the pass', async () => {
  const bench = new Bench();
  const it = await bench.stage({ sealFor: AMAL.userPrincipalName });
  const sealed = await until(it, at('sealed', 'sealed'));
  expect(sealed.screen).toMatchObject({ sealedFor: AMAL });
  expect(sealed).toMatchObject({ step: 'join', door: 0, preferences: { language: 'system' } });
  expect(sealed).not.toHaveProperty('personName');
  expect(bench.sealedWith).toEqual([AMAL.userPrincipalName]);
  expect(bench.facts()).toEqual(['started', 'reserved', 'joined', 'sealed']);
  expect(it.dispatch({ type: 'finish' })).toEqual({ ok: true });
  it.close();

  bench.as(AMAL.userPrincipalName, 'r-amal');
  const person = await bench.open();
  expect(person.view().screen).toEqual({ kind: 'sealed', phase: 'waiting', sealedFor: AMAL });
  person.dispatch({ type: 'begin' });
  const pass = await until(person, at('pass'));
  expect(pass.screen).toMatchObject({ userPrincipalName: AMAL.userPrincipalName });
  person.dispatch({ type: 'submitPass', pass: new Secret('ekQVuywk') });
  await finish(person);
  expect(bench.facts().slice(4)).toEqual([
    'started',
    'reserved',
    'joined',
    'created',
    'registered',
    'proved',
    'released',
  ]);
  const runs = bench.journal.filter((fact) => fact.fact === 'started');
  expect(runs.map((fact) => fact.afterSeal)).toEqual([undefined, true]);
});

test('sealed for nobody in particular, the person gives their own name', async () => {
  const bench = new Bench();
  await bench.seal();
  // The name that IT gave for its own part is no answer to the question of whose laptop it is.
  const person = await bench.open({ account: IT });
  expect(person.view().screen).toEqual({ kind: 'sealed', phase: 'waiting' });
  person.dispatch({ type: 'begin' });
  expect((await until(person, at('account'))).screen).not.toHaveProperty('userPrincipalName');
});

test('killed between the join and the seal, it seals at the next start without anybody', async () => {
  const bench = new Bench();
  bench.refuseSeal = new Refusal('directory_unreachable');
  const it = await bench.stage();
  const refused = await until(it, (view) => view.screen.kind === 'sealed' && 'refusal' in view.screen);
  expect(refused.screen).toMatchObject({ phase: 'sealing', refusal: { slug: 'directory_unreachable' } });
  expect(it.dispatch({ type: 'finish' })).toMatchObject({ ok: false });
  it.close();
  bench.refuseSeal = null;
  const again = await bench.open();
  await until(again, at('sealed', 'sealed'));
  expect(bench.facts()).toEqual(['started', 'reserved', 'joined', 'sealed']);
});

test('a seal that could not be written down is not told as one', async () => {
  const bench = new Bench();
  bench.full = true;
  const it = await bench.stage();
  const refused = await until(it, (view) => view.screen.kind === 'sealed' && 'refusal' in view.screen);
  expect(refused.screen).toMatchObject({ phase: 'sealing', refusal: { slug: 'state_unwritable' } });
  bench.full = false;
  it.dispatch({ type: 'retry' });
  await until(it, at('sealed', 'sealed'));
  expect(bench.facts().at(-1)).toBe('sealed');
});

test('a staging pass that has ended before the seal is asked for again', async () => {
  const bench = new Bench();
  bench.refuseSeal = new Refusal('reservation_ended');
  const it = await bench.stage();
  const asked = await until(it, at('pass'));
  expect(asked.screen).toMatchObject({ userPrincipalName: IT, refusal: { slug: 'reservation_ended' } });
  bench.refuseSeal = null;
  bench.as(IT, 'r-it-2');
  it.dispatch({ type: 'submitPass', pass: new Secret('uywkekQV') });
  await until(it, at('sealed', 'sealed'));
});

test('abandoned at any time, it is staged anew', async () => {
  const bench = new Bench();
  await bench.seal();
  const runId = bench.journal.find((fact) => fact.fact === 'started')?.runId ?? '';
  const again = await bench.open({ abandonedRun: runId });
  expect(again.view().screen).toEqual({ kind: 'welcome' });
  again.dispatch({ type: 'begin' });
  bench.as(IT, 'r-it-3');
  await bench.signIn(again, IT);
  await until(again, at('sealed', 'sealed'));
  expect(bench.facts().filter((name) => name === 'sealed')).toHaveLength(2);
});

test('where the directory has lost the seal, IT that signs in stages anew, and gets no key of its own', async () => {
  const bench = new Bench();
  await bench.seal();
  const again = await bench.open();
  again.dispatch({ type: 'begin' });
  bench.as(IT, 'r-it-4');
  await bench.signIn(again, IT);
  await until(again, at('sealed', 'sealed'));
  expect(bench.facts()).not.toContain('created');
  expect(bench.facts().filter((name) => name === 'sealed')).toHaveLength(2);
});

test('a device that was set up before is not staged when its user comes with a new pass', async () => {
  const bench = new Bench();
  bench.mode = 'direct';
  const first = await bench.open();
  first.dispatch({ type: 'begin' });
  await bench.signIn(first, AMAL.userPrincipalName);
  await finish(first);
  first.close();
  bench.mode = 'staged';
  bench.as(AMAL.userPrincipalName, 'r-later');
  const later = await bench.open({ renew: true });
  await until(later, at('pass'));
  later.dispatch({ type: 'submitPass', pass: new Secret('uywkekQV') });
  await until(later, at('credential', 'pin'));
  expect(bench.sealedWith).toEqual([]);
});

test('a name and a device name that were prepared are not asked for', async () => {
  const bench = new Bench();
  bench.mode = 'direct';
  const flow = await bench.open({ account: AMAL.userPrincipalName, deviceName: 'NW-0001' });
  flow.dispatch({ type: 'begin' });
  const view = await until(flow, at('pass'));
  expect(view).toMatchObject({
    device: { name: 'NW-0001' },
    screen: { userPrincipalName: AMAL.userPrincipalName },
  });
  flow.dispatch({ type: 'back' });
  expect(flow.view().screen).toMatchObject({ kind: 'account' });
});
