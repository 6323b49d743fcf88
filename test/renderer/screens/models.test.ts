import { expect, test } from 'vitest';
import { qrPath, qrText } from '../../../renderer/components/qr-path.ts';
import { sortChoices } from '../../../renderer/screens/credential/sort-choices.ts';
import { skewSentence } from '../../../renderer/screens/network/skew.ts';
import { loopWords, shutGates } from '../../../renderer/screens/pass/loop-model.ts';
import { layoutFor } from '../../../renderer/theme/apply-preferences.ts';

test.each([
  [undefined, null],
  [30, null],
  [-89, null],
  [192, { key: 'network.skew.behind', minutes: 3 }],
  [-7200, { key: 'network.skew.ahead', minutes: 120 }],
])('a skew of %s seconds is said as %j', (skew, sentence) => {
  expect(skewSentence(skew)).toEqual(sentence);
});

test('the recommended authenticator comes first, what is missing is named apart', () => {
  const choices = [
    { name: 'platform', available: false, recommended: false },
    { name: 'software', available: true, recommended: false },
    { name: 'tpm', available: true, recommended: true },
  ] as const;
  const { offered, absent } = sortChoices(choices);
  expect(offered.map(({ name }) => name)).toEqual(['tpm', 'software']);
  expect(absent).toEqual(['platform']);
});

test('each dead end has words of its own', () => {
  expect(loopWords('mfa_enrolment_required')).toEqual({
    title: 'loop.title.mfa',
    lead: 'loop.lead.mfa',
    action: 'loop.have',
  });
  expect(loopWords('policy_blocked')).toMatchObject({ title: 'loop.title.blocked', lead: null });
  expect(loopWords('device_quota')).toMatchObject({ title: 'loop.title.join', lead: null });
});

test('only shut gates are shown', () => {
  const gate = { id: 'a', displayName: 'A', requires: 'mfa', opens: [] as never[] } as const;
  expect(
    shutGates([
      { ...gate, satisfied: true },
      { ...gate, id: 'b', satisfied: false },
    ]),
  ).toHaveLength(1);
});

test.each([
  [false, '100', 'column'],
  [false, '150', 'column'],
  [false, '200', 'band'],
  [true, '100', 'band'],
] as const)('narrow %s and %s%% text make a %s', (narrow, scale, layout) => {
  expect(layoutFor(narrow, scale)).toBe(layout);
});

test('the square says one fact a line and its runs become rectangles', () => {
  expect(qrText('LK-2417', 'LT-7F3K2', '5CG')).toBe('Latchkey LK-2417\nDevice LT-7F3K2\nSerial 5CG');
  expect(
    qrPath([
      [true, true, false],
      [false, false, true],
    ]),
  ).toBe('M0 0h2v1H0zM2 1h1v1H2z');
});
