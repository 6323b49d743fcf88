import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Command } from '../../../electron/contract/commands.ts';
import { Secret } from '../../../electron/contract/secret.ts';

const HIDDEN = 'kH7-qP2w';

test('a secret shows itself only to reveal()', () => {
  const secret = new Secret(HIDDEN);
  const seen = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret, { depth: 9, showHidden: true }),
    String(secret),
  ];
  for (const text of seen) expect(text).not.toContain(HIDDEN);
  expect(Object.values(secret)).toEqual([]);
  expect(secret.reveal()).toBe(HIDDEN);
});

test('a command that carries a secret wraps it while it is being understood', () => {
  for (const input of [
    { type: 'submitPass', pass: HIDDEN },
    { type: 'submitPassword', password: HIDDEN },
    { type: 'submitPin', pin: HIDDEN },
  ]) {
    expect(inspect(Command.parse(input), { depth: 9, showHidden: true })).not.toContain(HIDDEN);
  }
});

test('a command with a member too many is not understood', () => {
  expect(Command.safeParse({ type: 'begin', extra: 1 }).success).toBe(false);
});

test('a name is trimmed and lower-cased, and is refused without an @', () => {
  expect(
    Command.parse({ type: 'submitAccount', userPrincipalName: ' Amal@Northwind.Example ' }),
  ).toMatchObject({
    userPrincipalName: 'amal@northwind.example',
  });
  expect(Command.safeParse({ type: 'submitAccount', userPrincipalName: 'amal' }).success).toBe(false);
});
