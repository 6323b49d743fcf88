import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { View } from '../../../electron/contract/view.ts';
import { kioskPartition } from '../../../electron/kiosk/partition.ts';
import { installTopmost, isCeremonyOnScreen } from '../../../electron/kiosk/topmost.ts';
import { chosenAccount, chosenAuthenticator, installWebAuthn } from '../../../electron/kiosk/webauthn.ts';

const GROUP = 'ABCDE12345.com.example.latchkey.webauthn';

test('the session is in memory, except with Touch ID on a Mac', () => {
  expect(kioskPartition('darwin', GROUP)).toBe('persist:latchkey');
  expect(kioskPartition('darwin', null)).toBe('latchkey');
  expect(kioskPartition('win32', GROUP)).toBe('latchkey');
  expect(kioskPartition('linux', GROUP)).toBe('latchkey');
});

test('takes the only account, for its own RP, and none otherwise', () => {
  const one = { credentialId: 'a' };
  expect(chosenAccount([one], 'localhost', 'localhost')).toBe('a');
  expect(chosenAccount([one], 'evil.example', 'localhost')).toBeNull();
  expect(chosenAccount([one, one], 'localhost', 'localhost')).toBeNull();
  expect(chosenAccount([], 'localhost', 'localhost')).toBeNull();
});

test('takes Touch ID and never a synced passkey', () => {
  expect(chosenAuthenticator(['platformPasskeys', 'touchID'])).toBe('touchID');
  expect(chosenAuthenticator(['platformPasskeys'])).toBeNull();
});

test.each([
  ['darwin', GROUP, [{ touchID: { keychainAccessGroup: GROUP }, platformPasskeys: false }]],
  ['darwin', null, []],
  ['win32', GROUP, []],
] as const)('%s with %s', (platform, keychainGroup, expected) => {
  const configured: unknown[] = [];
  const session = new EventEmitter();
  const app = { configureWebAuthn: (options: unknown) => void configured.push(options) };
  installWebAuthn({
    app,
    session: session as unknown as Electron.Session,
    platform,
    keychainGroup,
    rpId: 'localhost',
  });
  expect(configured).toMatchObject(expected);
  const answers: unknown[] = [];
  const choose = (answer: unknown) => void answers.push(answer);
  const event = { preventDefault: () => {}, authenticators: ['touchID'] };
  session.emit('select-webauthn-account', event, { accounts: [], relyingPartyId: 'localhost' }, choose);
  session.emit('select-webauthn-authenticator', event, choose);
  expect(answers).toEqual([null, 'touchID']);
});

const prompt = {
  screen: { kind: 'proof', phase: 'prompt', ceremony: { id: '1', kind: 'get' } },
} as unknown as View;
const pin = { screen: { kind: 'proof', phase: 'pin' } } as unknown as View;

test('only a prompt of the system is a ceremony', () => {
  expect(isCeremonyOnScreen(prompt)).toBe(true);
  expect(isCeremonyOnScreen(pin)).toBe(false);
  expect(isCeremonyOnScreen({ screen: { kind: 'welcome' } })).toBe(false);
});

test('the window is above everything, except for the length of a ceremony', () => {
  const said: unknown[][] = [];
  const window = { setAlwaysOnTop: (...all: unknown[]) => void said.push(all), isDestroyed: () => false };
  const topmost = installTopmost({ window });
  for (const view of [pin, prompt, prompt, pin, pin]) topmost(view);
  expect(said).toEqual([[true, 'screen-saver'], [false], [true, 'screen-saver']]);
});
