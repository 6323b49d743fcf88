import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeNewPin } from '../../../renderer/screens/credential/judge-new-pin.ts';

const policy = { minimumLength: 6, maximumLength: 10, digitsOnly: true, refuseSimple: true, attempts: 5 };

test.each([
  ['', '', 'too_short', true],
  ['2749', '', 'too_short', null],
  ['274961', '', null, null],
  ['274961', '2749', null, null],
  ['274961', '274961', null, true],
  ['274961', '275', null, false],
  ['274961', '2749612', null, false],
  ['123456', '', 'simple', null],
  ['27496x', '', 'not_digits', null],
  ['27496127496', '', 'too_long', null],
])('%j and %j: %s, same %s', (pin, repeated, fault, same) => {
  expect(judgeNewPin(pin, repeated, policy)).toMatchObject({ fault, same });
});

test('nothing of the PIN is in the judgement', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{6,10}$/), (pin) => {
      expect(JSON.stringify(judgeNewPin(pin, pin, policy))).not.toContain(pin);
    }),
  );
});
