import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { AuthenticatorChoice, View } from '../../../electron/contract/view.ts';
import { decide } from '../../../electron/terminal/decide.ts';
import { narrate, tellRefusal } from '../../../electron/terminal/narrate.ts';

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
    preferences: { language: 'en', textScale: '100', theme: 'system', motion: 'system', keyboard: 'touch' },
    languages: [],
    device: { name: 'NW-1', serialNumber: '1' },
    connection: 'connected',
    host: { name: 'terminal', virtualAuthenticator: false },
  };
}

const ALL = [choice('platform', false), choice('tpm', true, true), choice('software', true)];
const before = atCredential([], 'working');

test('the story says which kind of key it will be, and why it is that one', () => {
  expect(narrate(before, atCredential(ALL))).toEqual([
    'The sign-in key will live in the TPM of this laptop, which it never leaves. It is the strongest kind that is here: Windows Hello and Touch ID work in the window only.',
  ]);
  const noTpm = [choice('platform', false), choice('tpm', false), choice('software', true, true)];
  expect(narrate(before, atCredential(noTpm))).toEqual([
    'The sign-in key will live in a sealed file on this laptop, which is lower assurance than a security chip. It is the strongest kind that is here: Windows Hello and Touch ID work in the window only and there is no TPM that can be used.',
  ]);
  expect(narrate(before, atCredential([choice('software', true, true)]))[0]).toMatch(
    /It is the only kind that was asked for\.$/,
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

test.each([
  ['too_short', /^That PIN is too short\. Choose another one\./],
  ['not_digits', /^That PIN may have digits only\./],
  ['simple', /^That PIN counts up, counts down or repeats\./],
  ['common', /^That PIN is one of those that people guess first\./],
  ['something new', /^That PIN does not meet your company’s rules\./],
])('a new PIN that is %s is refused with its own reason', (detail, sentence) => {
  const [said] = tellRefusal(new Refusal('pin_too_weak', { detail }).toJSON());
  expect(said).toMatch(sentence);
});

test('a staged laptop is told as one, once', () => {
  const pin = { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 };
  const screen = { kind: 'own-pin', busy: false, userPrincipalName: 'ben@northwind.example', pin } as const;
  const staged: View = { ...before, step: 'release', screen };
  const told = narrate({ ...before, step: 'network' }, staged);
  expect(told).toEqual([expect.stringMatching(/^This laptop is staged:.*pin change/)]);
  expect(narrate(staged, staged)).toEqual([]);
  expect(decide(staged, 'auto')).toEqual({ do: 'finished' });
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
