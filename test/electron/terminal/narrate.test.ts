import { expect, test } from 'vitest';
import type { AuthenticatorChoice, View } from '../../../electron/contract/view.ts';
import { decide } from '../../../electron/terminal/decide.ts';
import { narrate } from '../../../electron/terminal/narrate.ts';

const choice = (name: AuthenticatorChoice['name'], available: boolean, recommended = false) => ({
  name,
  available,
  recommended,
});

function atCredential(choices: readonly AuthenticatorChoice[], phase: 'choose' | 'working' = 'choose'): View {
  return {
    revision: 1,
    step: 'credential',
    door: 0.6,
    secondsLeft: 90,
    screen: {
      kind: 'credential',
      phase,
      choices,
      pin: { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 },
    },
    canGoBack: false,
    preferences: { language: 'en', textScale: '100', theme: 'system' },
    device: { name: 'NW-1', serialNumber: '1' },
    connection: 'connected',
    host: { name: 'terminal', virtualAuthenticator: false },
  };
}

const ALL = [choice('platform', false), choice('tpm', true, true), choice('software', true)];
const before = atCredential([], 'working');

test('the story says which kind of key it will be, and why it is that one', () => {
  expect(narrate(before, atCredential(ALL))).toEqual([
    'The sign-in key will live in the TPM of this laptop, which it never leaves: the strongest kind that is here: no Windows Hello or Touch ID.',
  ]);
  const noTpm = [choice('platform', false), choice('tpm', false), choice('software', true, true)];
  expect(narrate(before, atCredential(noTpm))[0]).toMatch(
    /in a sealed file.*no Windows Hello.*or TPM that can be used\.$/,
  );
  expect(narrate(before, atCredential([choice('software', true, true)]))[0]).toMatch(
    /the only kind that was asked for\.$/,
  );
  expect(narrate(before, atCredential(ALL.slice(1)))[0]).toMatch(
    /the strongest kind that your company accepts\.$/,
  );
});

test('it is said once, and not where nothing is recommended', () => {
  expect(narrate(atCredential(ALL), atCredential(ALL))).toEqual([]);
  expect(narrate(before, atCredential([choice('tpm', false), choice('software', true)]))).toEqual([]);
});

test('what is recommended is taken by itself; a weaker one only when somebody writes its name', () => {
  expect(decide(atCredential(ALL), 'auto')).toEqual({
    do: 'send',
    command: { type: 'chooseAuthenticator', authenticator: 'tpm' },
  });
  expect(decide(atCredential([choice('tpm', false), choice('software', true)]), 'auto')).toEqual({
    do: 'ask',
    question: 'choice',
    choices: ['software'],
  });
});

test('a laptop that was set up before is not told as if it were set up now', () => {
  const start: View = { ...before, step: 'network' };
  const done: View = {
    ...before,
    step: 'release',
    screen: { kind: 'done', authenticator: 'software', userPrincipalName: 'ben@northwind.example' },
  };
  expect(narrate(start, done)).toEqual([
    'This laptop was set up for ben@northwind.example before, and the sign-in was proved then. Nothing is left to do.',
  ]);
});
