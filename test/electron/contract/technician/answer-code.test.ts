import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFromMac, readCode } from '../../../../electron/contract/technician/answer-code.ts';

const macs = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a code has three groups of four and no character that looks like another', () => {
  fc.assert(
    fc.property(macs, (mac) => {
      expect(codeFromMac(mac)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    }),
  );
});

test('typed in any case, with or without groups, and with look-alikes, it is the same code', () => {
  fc.assert(
    fc.property(macs, (mac) => {
      const code = codeFromMac(mac);
      const bare = code.replaceAll('-', '');
      for (const typed of [bare, bare.toLowerCase(), ` ${code} `, code.replaceAll('-', ' ')]) {
        expect(readCode(typed)).toBe(code);
      }
      expect(readCode(code.replaceAll('0', 'O').replaceAll('1', 'I'))).toBe(code);
    }),
  );
});

test('every single slip, and nearly every swap of two neighbours, is no code', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  fc.assert(
    fc.property(macs, fc.nat(11), fc.nat(30), (mac, at, shift) => {
      const code = codeFromMac(mac).replaceAll('-', '');
      const wrong = alphabet[(alphabet.indexOf(code[at] ?? '') + 1 + shift) % 32] ?? '';
      expect(readCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeNull();
      const [left = '', right = ''] = [code[at], code[at + 1]];
      const alike = left === right || [left, right].toSorted().join('') === '0Z';
      if (at < 11 && !alike) {
        expect(readCode(code.slice(0, at) + right + left + code.slice(at + 2))).toBeNull();
      }
    }),
  );
});

test('the first 55 bits of the MAC decide, and every one of them', () => {
  fc.assert(
    fc.property(macs, fc.nat(54), (mac, bit) => {
      const other = Uint8Array.from(mac);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (128 >> (bit & 7));
      expect(codeFromMac(other)).not.toBe(codeFromMac(mac));
    }),
  );
});

test('anything else is no code, and no error', () => {
  fc.assert(fc.property(fc.string(), (typed) => readCode(typed) === null || readCode(typed)?.length === 14));
  for (const typed of ['', 'AAAA', 'UUUU-UUUU-UUUU', '0000-0000-0001']) expect(readCode(typed)).toBeNull();
});
