import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../../electron/contract/commands.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { REFUSALS, type Slug } from '../../../electron/contract/refusals.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import { ALLOWED, isAllowed } from '../../../electron/provisioning/allowed.ts';
import type { Event } from '../../../electron/provisioning/event.ts';
import { present } from '../../../electron/provisioning/present.ts';
import { reduce } from '../../../electron/provisioning/reduce.ts';
import { foldFacts } from '../../../electron/provisioning/standing.ts';
import type { Stage, State } from '../../../electron/provisioning/state.ts';
import { FACTS } from './facts.ts';
import { STAGES, working } from './stages.ts';

const HOST = { name: 'terminal', virtualAuthenticator: false } as const;

const COMMANDS: readonly Command[] = [
  { type: 'begin' },
  { type: 'back' },
  { type: 'retry' },
  { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' },
  { type: 'submitPass', pass: new Secret('x') },
  { type: 'noPass' },
  { type: 'havePass' },
  { type: 'submitPassword', password: new Secret('x') },
  { type: 'submitDeviceName', deviceName: 'NW-AMAL' },
  { type: 'chooseAuthenticator', authenticator: 'software' },
  { type: 'submitPin', pin: new Secret('493027') },
  { type: 'startCeremony' },
  { type: 'startOver' },
  { type: 'finish' },
];

/** Rule 2: every state has work under way or something that a person can do. */
function hasWayOn(state: State, hasWork: boolean): boolean {
  if (hasWork) return true;
  return COMMANDS.some((command) => {
    const event: Event = { type: 'command', command, at: 200 };
    return command.type !== 'back' && reduce(state, event) !== null;
  });
}

test.each(STAGES)('no refusal leaves a dead screen at %o', (stage, facts) => {
  const dead: string[] = [];
  for (const slug of Object.keys(REFUSALS) as Slug[]) {
    const refusal = new Refusal(slug).toJSON();
    const after = reduce(working(stage, facts), { type: 'refused', task: 7, refusal, at: 200 });
    if (!after || !hasWayOn(after.state, after.work !== undefined)) dead.push(slug);
    // And it says what happened: on the screen, or on the one it moved to.
    else if (!after.work && present(after.state, HOST, 1).helpCode === undefined)
      dead.push(`${slug}: nothing said`);
  }
  expect(dead).toEqual([]);
});

test('a result with an old number is dropped', () => {
  const state = working({ at: 'join' }, 2);
  expect(reduce(state, { type: 'result', task: 6, result: { of: 'record' }, at: 1 })).toBeNull();
  expect(
    reduce(state, { type: 'refused', task: 6, refusal: new Refusal('csr_invalid').toJSON(), at: 1 }),
  ).toBeNull();
});

test('what begins work is refused while work is under way', () => {
  for (const stage of Object.keys(ALLOWED) as Stage['at'][]) {
    for (const command of ['submitPass', 'submitPin', 'retry', 'begin', 'startOver'] as const) {
      expect(isAllowed({ at: stage } as Stage, true, command)).toBe(false);
    }
  }
});

test('work with a secret in it is never kept for another try', () => {
  const secret = new Secret('493027');
  const effects = [
    { effect: 'answerPass', pass: secret },
    { effect: 'answerPassword', password: secret },
    { effect: 'create', authenticator: 'software', pin: secret },
    { effect: 'prove', authenticator: 'software', userPrincipalName: 'a@b', credentialId: 'c', pin: secret },
  ] as const;
  for (const effect of effects) {
    const after = reduce(working({ at: 'join' }, 2), {
      type: 'started',
      task: 8,
      work: { facts: [], effect },
    });
    expect(after?.state.again).toBeNull();
  }
});

test('no sequence of commands reaches the release without a proof', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STAGES.slice(0, 10)),
      fc.array(fc.constantFrom(...COMMANDS), { maxLength: 25 }),
      ([stage, facts], commands) => {
        let state: State = { ...working(stage, facts), task: null };
        for (const command of commands)
          state = reduce(state, { type: 'command', command, at: 1 })?.state ?? state;
        expect(['release', 'done']).not.toContain(state.stage.at);
        expect(state.standing.proved).toBe(foldFacts(FACTS.slice(0, facts)).proved);
      },
    ),
  );
});

test('the answer to a ceremony that is not under way changes nothing', () => {
  const ceremony = { id: 'now', kind: 'get', options: {} } as never;
  const state: State = {
    ...working({ at: 'proof', phase: 'prompt', authenticator: 'platform' }, 5),
    ceremony,
  };
  const failed = (id: string): Event => ({
    type: 'command',
    command: { type: 'ceremonyFailed', ceremony: id, error: 'NotAllowedError' },
    at: 1,
  });
  expect(reduce(state, failed('late'))).toBeNull();
  expect(reduce(state, failed('now'))?.state.ceremony).toBeNull();
});
