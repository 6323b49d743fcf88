import { describe, expect, test } from 'vitest';
import type { WifiNetwork } from '../../../../electron/contract/connection.ts';
import { clockSentence } from '../../../../renderer/screens/network/skew.ts';
import {
  firstPick,
  isPassphrase,
  strengthOf,
  strengthWord,
} from '../../../../renderer/screens/network/wifi-model.ts';

test.each([
  [100, 3, 'strong'],
  [67, 3, 'strong'],
  [66, 2, 'fair'],
  [34, 2, 'fair'],
  [33, 1, 'weak'],
  [0, 1, 'weak'],
] as const)('a signal of %i %%', (signal, arcs, word) => {
  expect([strengthOf(signal), strengthWord(signal)]).toEqual([arcs, word]);
});

test.each<[string, boolean]>([
  ['1234567', false],
  ['12345678', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), true],
  ['g'.repeat(64), false],
  ['a'.repeat(65), false],
  ['pässword', false],
  ['with spaces', true],
])('%s as a passphrase: %s', (text, good) => expect(isPassphrase(text)).toBe(good));

test('the first pick is the strongest that can be joined from here', () => {
  const network = (id: string, security: WifiNetwork['security']): WifiNetwork => ({
    id,
    name: id,
    signal: 50,
    security,
  });
  expect(firstPick([network('corp', 'enterprise'), network('home', 'passphrase')])).toBe('home');
  expect(firstPick([network('corp', 'enterprise')])).toBeNull();
});

describe('a clock that is off', () => {
  test.each([
    [undefined, null],
    [{ laptop: 0 }, null],
    [{ laptop: 0, offBy: 86_399 }, null],
    [
      { laptop: 0, offBy: -86_400 },
      { key: 'network.clock.behind', days: 1 },
    ],
    [
      { laptop: 0, offBy: 2.9 * 86_400 },
      { key: 'network.clock.ahead', days: 2 },
    ],
  ] as const)('%j', (clock, sentence) => expect(clockSentence(clock)).toEqual(sentence));
});
