import { expect, test } from 'vitest';
import type { AuthenticatorName } from '../../../electron/contract/wire/provisioning.ts';
import type { Authenticator, Ports } from '../../../electron/provisioning/ports.ts';
import { send, settle } from './drive.ts';
import { PROFILE, World } from './world.ts';

/* A laptop that can hold none of the keys that its company accepts: it says so before a pass is held for it. */

interface Laptop {
  readonly allowed: readonly AuthenticatorName[];
  /** What is here, and what was asked. */
  readonly here: Partial<Record<AuthenticatorName, boolean>>;
  readonly pinned?: AuthenticatorName;
}

async function typePass({ allowed, here, pinned }: Laptop) {
  const world = new World();
  const asked: string[] = [];
  const signIn: Ports['signIn'] = {
    ...world.ports().signIn,
    answerPass: async () => {
      world.calls.push('reserved');
      return world.reservation;
    },
  };
  const kind = (name: AuthenticatorName): Authenticator => ({
    ...world.authenticator(),
    name,
    available: async () => {
      asked.push(name);
      return here[name] ?? false;
    },
  });
  const profile = { ...PROFILE, authenticators: { allowed: [...allowed] } };
  const network: Ports['network'] = { reach: async () => ({ profile, skewSeconds: 0 }) };
  const authenticators = { tpm: kind('tpm'), platform: kind('platform'), software: kind('software') };
  const flow = await world.start(
    { signIn, network, authenticators },
    pinned ? { authenticator: pinned } : {},
  );
  send(flow, { type: 'begin' });
  await settle();
  send(flow, { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' });
  await settle();
  const shown = flow.view().screen;
  send(flow, { type: 'submitPass', pass: '7KQ4 mH2v' });
  await settle();
  const { screen } = flow.view();
  const refusal = 'refusal' in screen ? screen.refusal?.slug : undefined;
  return {
    world,
    asked,
    early: 'refusal' in shown ? shown.refusal?.slug : undefined,
    screen: screen.kind,
    refusal,
  };
}

test('authenticator_not_allowed: policy demands a TPM and there is none', async () => {
  const { world, early, screen, refusal } = await typePass({ allowed: ['tpm'], here: { software: true } });
  expect([early, screen, refusal]).toEqual([
    'authenticator_not_allowed',
    'account',
    'authenticator_not_allowed',
  ]);
  expect(world.calls).not.toContain('reserved');
  expect(world.journal.map(({ fact }) => fact)).not.toContain('reserved');
});

test('authenticator_unavailable: the kind that was pinned is not here, though another is', async () => {
  const { world, refusal } = await typePass({
    allowed: ['tpm', 'software'],
    here: { software: true },
    pinned: 'tpm',
  });
  expect(refusal).toBe('authenticator_unavailable');
  expect(world.calls).not.toContain('reserved');
});

test('a screen that has not yet said what its platform has is asked when the pass is typed', async () => {
  const { world, early, refusal } = await typePass({ allowed: ['platform'], here: {} });
  expect([early, refusal]).toEqual([undefined, 'authenticator_not_allowed']);
  expect(world.calls).not.toContain('reserved');
});

test('one that is here is enough, and the cheapest is asked first', async () => {
  const { world, asked, screen } = await typePass({ allowed: ['tpm', 'software'], here: { software: true } });
  expect(world.calls).toContain('reserved');
  expect(screen).not.toBe('pass');
  expect(asked.slice(0, 2)).toEqual(['software', 'software']);
});
