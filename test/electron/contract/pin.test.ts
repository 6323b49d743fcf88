import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePin, type PinFault } from '../../../electron/contract/pin.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import type { PinPolicy } from '../../../electron/contract/wire/provisioning.ts';

const POLICY: PinPolicy = {
  minimumLength: 4,
  maximumLength: 12,
  digitsOnly: true,
  refuseSimple: true,
  attempts: 5,
};

function fault(pin: string, changed: Partial<PinPolicy> = {}): PinFault | 'ok' {
  const judgement = judgePin(new Secret(pin), { ...POLICY, ...changed });
  return judgement.ok ? 'ok' : judgement.reason;
}

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });

describe('the PIN rules', () => {
  it.each([
    ['4829', 'ok'],
    ['482', 'too_short'],
    ['4829158472918', 'too_long'],
    ['48a9', 'not_digits'],
    ['٤٨٢٩', 'not_digits'],
    ['48 9', 'not_digits'],
    ['1234', 'simple'],
    ['4321', 'simple'],
    ['7777', 'simple'],
    ['7890', 'simple'],
    ['1357', 'simple'],
    ['9630', 'simple'],
    ['1397', 'ok'],
    ['2580', 'common'],
    ['159753', 'common'],
  ])('judge %s as %s', (pin, expected) => {
    expect(fault(pin)).toBe(expected);
  });

  it('refuse exactly 100 four-digit PINs as simple, as Windows Hello does', () => {
    const all = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0'));
    expect(all.filter((pin) => fault(pin) === 'simple')).toHaveLength(100);
  });

  it('refuse every constant step, of any length, and nothing as simple that has two different steps', () => {
    const length = fc.integer({ min: 4, max: 12 });
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(digit, digit, length, (start, step, count) => {
        const pin = Array.from({ length: count }, (_, n) => (start + n * step) % 10).join('');
        expect(fault(pin)).toBe('simple');
      }),
    );
    fc.assert(
      fc.property(length.chain(digits), (list) => {
        const steps = new Set(list.slice(1).map((value, index) => (value - list[index]! + 10) % 10));
        expect(fault(list.join('')) === 'simple').toBe(steps.size === 1);
      }),
    );
  });

  it('keep to the lengths of the policy, counted in characters', () => {
    const anyPin = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(anyPin, (pin) => {
        const text = pin.normalize('NFC');
        const visible = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')].length;
        const judged = fault(pin, { digitsOnly: false, refuseSimple: false });
        expect(judged).toBe(visible < 4 ? 'too_short' : [...text].length > 12 ? 'too_long' : 'ok');
      }),
    );
  });

  it.each<[string, string, PinFault]>([
    ['a mark of direction', '1234\u200f', 'simple'],
    ['a joiner in the middle', '25\u200d80', 'common'],
    ['a line end that was pasted', '1111\n', 'simple'],
    ['full-width digits', '１２３４', 'simple'],
    ['Arabic digits', '٤٣٢١', 'simple'],
    ['Devanagari digits', '२५८०', 'common'],
    ['nothing to see', '1\u200f\u200f\u200f\u200f\u0000', 'too_short'],
  ])('are not got around by %s where letters are allowed', (_, pin, reason) => {
    expect(fault(pin, { digitsOnly: false })).toBe(reason);
    expect(fault(pin)).toBe('not_digits');
  });

  it('let 127 characters through where the policy does, and no more', () => {
    const long = { digitsOnly: false, maximumLength: 127 };
    expect(fault(`${'7m'.repeat(63)}x`, long)).toBe('ok');
    expect(fault('7m'.repeat(64), long)).toBe('too_long');
  });

  it('let letters through where the policy does, but not common words', () => {
    expect(fault('abcd', { digitsOnly: false })).toBe('ok');
    expect(fault('PassWord', { digitsOnly: false })).toBe('common');
  });

  it('let simple and common ones through where the policy says so', () => {
    expect([fault('1111', { refuseSimple: false }), fault('2580', { refuseSimple: false })]).toEqual([
      'ok',
      'ok',
    ]);
  });

  it('answer without a digit of the PIN', () => {
    expect(inspect(judgePin(new Secret('1111'), POLICY))).toBe("{ ok: false, reason: 'simple' }");
  });
});
