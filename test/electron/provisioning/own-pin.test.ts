import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Authenticator } from '../../../electron/provisioning/ports.ts';
import { foldFacts } from '../../../electron/provisioning/standing.ts';
import type { Wishes } from '../../../electron/provisioning/state.ts';
import { driveTo, send, settle } from './drive.ts';
import { World } from './world.ts';

/* A staged laptop at its first use in the window, and the way out of a forgotten PIN. */

const ITS_PIN = '493027';
const OWN_PIN = '704416';

/** A machine that knows its PIN. */
class Staged extends World {
  pin = ITS_PIN;
  tries = 0;

  override authenticator(): Authenticator {
    return {
      ...super.authenticator(),
      changePin: async (_id, oldPin, newPin) => {
        this.tries += 1;
        if (oldPin.reveal() !== this.pin)
          throw new Refusal('pin_wrong', { detail: 'Tries left before a wait: 4.' });
        this.pin = newPin.reveal();
      },
    };
  }
}

async function staged(wishes: Wishes = { staged: true }): Promise<Staged> {
  const machine = new Staged();
  expect((await driveTo(await machine.start({}, wishes), 'done')).screen.kind).toBe('done');
  return machine;
}

/** The window, opened on the laptop later. */
async function openLater(machine: Staged) {
  const flow = await machine.start();
  send(flow, { type: 'begin' });
  await settle();
  return flow;
}

test('at its first use it asks for a PIN of the person’s own, and then is done for good', async () => {
  const machine = await staged();
  const flow = await openLater(machine);
  expect(flow.view().screen).toMatchObject({
    kind: 'own-pin',
    busy: false,
    userPrincipalName: 'amal@northwind.example',
  });
  send(flow, { type: 'changePin', oldPin: ITS_PIN, newPin: OWN_PIN });
  expect(flow.view().screen).toMatchObject({ kind: 'own-pin', busy: true });
  await settle();
  expect(flow.view().screen).toMatchObject({ kind: 'done', returning: true });
  expect(machine.pin).toBe(OWN_PIN);
  expect(foldFacts(machine.journal).inForce?.pinMustChange).toBe(false);
  expect((await openLater(machine)).view().screen.kind).toBe('done');
});

test('a wrong PIN is said on that screen, and a weak new one costs no try', async () => {
  const machine = await staged();
  const flow = await openLater(machine);
  send(flow, { type: 'changePin', oldPin: '000111', newPin: OWN_PIN });
  await settle();
  expect(flow.view().screen).toMatchObject({ kind: 'own-pin', refusal: { slug: 'pin_wrong' } });
  expect(machine.tries).toBe(1);
  send(flow, { type: 'changePin', oldPin: ITS_PIN, newPin: '123456' });
  expect(flow.view().screen).toMatchObject({ kind: 'own-pin', refusal: { slug: 'pin_too_weak' } });
  expect([machine.tries, machine.pin]).toEqual([1, ITS_PIN]);
  expect(send(flow, { type: 'finish' }).ok).toBe(false);
});

test('no PIN is in any view', async () => {
  const machine = await staged();
  const flow = await openLater(machine);
  const views: string[] = [];
  flow.onView((view) => views.push(JSON.stringify(view)));
  send(flow, { type: 'changePin', oldPin: '135791', newPin: OWN_PIN });
  await settle();
  send(flow, { type: 'changePin', oldPin: ITS_PIN, newPin: OWN_PIN });
  await settle();
  expect(views.length).toBeGreaterThan(2);
  for (const pin of ['135791', ITS_PIN, OWN_PIN]) expect(views.join()).not.toContain(pin);
});

test.each([
  ['the staged PIN was lost', { staged: true }],
  ['the PIN was forgotten', {}],
])('who says that %s begins again with a pass, for the same person on the same device', async (_, wishes) => {
  const machine = await staged(wishes);
  const flow = await openLater(machine);
  expect(send(flow, { type: 'beginAgain' }).ok).toBe(true);
  await settle();
  expect(flow.view().screen).toMatchObject({ kind: 'pass', userPrincipalName: 'amal@northwind.example' });
  machine.reservation = { ...machine.reservation, reservationId: 'r2' };
  const done = await driveTo(flow, 'done');
  expect(done.screen.kind).toBe('done');
  expect(foldFacts(machine.journal).inForce).toMatchObject({ credentialId: 'key2', pinMustChange: false });
  expect(machine.devices.size).toBe(1);
});

test('right after a set-up there is nothing to begin again', async () => {
  const machine = new Staged();
  const flow = await machine.start();
  await driveTo(flow, 'done');
  send(flow, { type: 'beginAgain' });
  await settle();
  expect(flow.view().screen.kind).toBe('done');
});
