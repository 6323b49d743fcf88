import { expect, test } from 'vitest';
import type { AuthenticatorName } from '../../../electron/contract/wire/provisioning.ts';
import { startFlow } from '../../../electron/provisioning/flow.ts';
import type { Authenticator, Ports } from '../../../electron/provisioning/ports.ts';
import { DEFAULT_PREFERENCES, type Wishes } from '../../../electron/provisioning/state.ts';
import { driveTo, send, settle } from './drive.ts';
import { World } from './world.ts';

/* A second run on a device that was released, and the choice of authenticator. */

const RUN = ['started', 'reserved', 'joined', 'created', 'registered', 'proved', 'released'];
const AGAIN = ['started', 'reserved', 'created', 'registered', 'proved', 'released'];

/** A machine that remembers which keys it holds. */
class Machine extends World {
  readonly keys = new Set<string>();
  readonly here: Set<AuthenticatorName> = new Set(['software']);

  override authenticator(name: AuthenticatorName = 'software'): Authenticator {
    const plain = super.authenticator();
    return {
      ...plain,
      name,
      available: async () => this.here.has(name),
      create: async (...args) => {
        const registration = await plain.create(...args);
        this.keys.add(registration.id);
        return registration;
      },
      keepOnly: async (kept) => {
        for (const key of this.keys) if (key !== kept) this.keys.delete(key);
      },
    };
  }

  begin(wishes: Wishes, overrides: Partial<Ports> = {}) {
    const authenticators = { software: this.authenticator(), tpm: this.authenticator('tpm') };
    return startFlow({
      ports: this.ports({ authenticators, ...overrides }),
      host: { name: 'terminal', virtualAuthenticator: false },
      preferences: DEFAULT_PREFERENCES,
      wishes,
    });
  }

  newPass(): void {
    this.reservation = { ...this.reservation, reservationId: `r${this.journal.length}` };
  }
}

async function releasedMachine(): Promise<Machine> {
  const machine = new Machine();
  expect((await driveTo(await machine.begin({}), 'done')).screen.kind).toBe('done');
  machine.newPass();
  return machine;
}

const names = (machine: Machine) => machine.journal.map((fact) => fact.fact);

test('without the wish to begin again, a released device stays done', async () => {
  const machine = await releasedMachine();
  expect((await driveTo(await machine.begin({}), 'done')).screen.kind).toBe('done');
  expect(names(machine)).toEqual(RUN);
});

test('with it, a new pass gives a new key on the same device, and the old key goes at the release', async () => {
  const machine = await releasedMachine();
  const flow = await machine.begin({ renew: true });
  const atPin = await driveTo(flow, 'credential');
  expect(atPin.screen).toMatchObject({ kind: 'credential', phase: 'pin' });
  expect([...machine.keys]).toEqual(['key1']);
  expect((await driveTo(flow, 'done')).screen.kind).toBe('done');
  expect(names(machine)).toEqual([...RUN, ...AGAIN]);
  expect([...machine.keys]).toEqual(['key2']);
  expect([...machine.devices]).toHaveLength(1);
});

test.each(AGAIN)(
  'killed right after the second %s, the plain start goes on and ends the same',
  async (fact) => {
    const machine = await releasedMachine();
    const journal: Ports['journal'] = {
      read: async () => [...machine.journal],
      append: async (added) => {
        machine.journal.push(added);
        if (added.fact === fact) await new Promise<never>(() => {});
      },
    };
    const killed = await machine.begin({ renew: true }, { journal });
    await driveTo(killed, 'done');
    expect(machine.journal.at(-1)?.fact).toBe(fact);
    killed.close();
    // One of the two keys works at every instant.
    const inForce = names(machine).filter((name) => name === 'proved').length === 2 ? 'key2' : 'key1';
    expect([...machine.keys]).toContain(inForce);
    expect((await driveTo(await machine.begin({}), 'done')).screen.kind).toBe('done');
    expect(names(machine)).toEqual([...RUN, ...AGAIN]);
    expect([...machine.keys]).toEqual(['key2']);
  },
);

test('a pinned kind that is not here is refused, and nothing weaker is taken instead', async () => {
  const machine = new Machine();
  const flow = await machine.begin({ authenticator: 'tpm' });
  await driveTo(flow, 'done');
  await settle();
  expect(flow.view().screen).toMatchObject({
    kind: 'pass',
    refusal: { slug: 'authenticator_unavailable' },
  });
  expect(machine.keys.size).toBe(0);
});

test('never silently weaker than last time: somebody has to choose it', async () => {
  const machine = new Machine();
  machine.here.add('tpm');
  await driveTo(await machine.begin({}), 'done');
  expect(machine.journal).toContainEqual(expect.objectContaining({ fact: 'created', authenticator: 'tpm' }));
  machine.newPass();
  machine.here.delete('tpm');
  const flow = await machine.begin({ renew: true });
  const view = await driveTo(flow, 'done');
  expect(view.screen).toMatchObject({
    kind: 'credential',
    phase: 'choose',
    refusal: { slug: 'authenticator_unavailable' },
  });
  expect(send(flow, { type: 'chooseAuthenticator', authenticator: 'software' })).toEqual({ ok: true });
  await settle();
  expect((await driveTo(flow, 'done')).screen).toMatchObject({ kind: 'done', authenticator: 'software' });
});

test('looking again finds what has come back', async () => {
  const machine = new Machine();
  const flow = await machine.begin({ authenticator: 'tpm' });
  await driveTo(flow, 'done');
  machine.here.add('tpm');
  expect((await driveTo(flow, 'done')).screen).toMatchObject({ kind: 'done', authenticator: 'tpm' });
});
