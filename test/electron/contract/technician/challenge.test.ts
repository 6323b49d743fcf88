import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TechnicianAction, TechnicianReason } from '../../../../electron/contract/technician/actions.ts';
import {
  type Challenge,
  challengeBytes,
  challengeLines,
  challengeQr,
  readChallengeText,
  serialForChallenge,
} from '../../../../electron/contract/technician/challenge.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hex = (length: number) => bytes(length).map((value) => Buffer.from(value).toString('hex'));

const challenges: fc.Arbitrary<Challenge> = fc.record({
  action: fc.constantFrom(...TechnicianAction.options),
  reason: fc.constantFrom(...TechnicianReason.options),
  keyId: hex(4),
  issuedAt: fc.nat(0xffff_ffff),
  nonce: hex(8),
  ephemeral: bytes(33),
  serialNumber: fc.string({ maxLength: 40 }).map(serialForChallenge),
});

test('scanned or read out, a challenge comes back whole, whatever the case and the spaces', () => {
  fc.assert(
    fc.property(challenges, (challenge) => {
      const expected = { ok: true, challenge, bytes: challengeBytes(challenge) };
      expect(readChallengeText(challengeQr(challenge))).toEqual(expected);
      expect(readChallengeText(challengeLines(challenge).join('\n'))).toEqual(expected);
      expect(readChallengeText(challengeLines(challenge).join(' ').toLowerCase())).toEqual(expected);
    }),
  );
});

test('look-alikes that people write are read as what was meant', () => {
  fc.assert(
    fc.property(challenges, (challenge) => {
      const written = challengeLines(challenge).join(' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(readChallengeText(written)).toMatchObject({ ok: true, challenge });
    }),
  );
});

test('one wrong character is found, in its line', () => {
  const other = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  fc.assert(
    fc.property(challenges, fc.nat(), fc.nat(30), (challenge, place, shift) => {
      const lines = challengeLines(challenge);
      const line = place % lines.length;
      const text = lines[line] ?? '';
      const at = place % text.length;
      if (text[at] === '-') return;
      const wrong = other[(other.indexOf(text[at] ?? '') + 1 + shift) % 32] ?? '';
      const slipped = lines.with(line, text.slice(0, at) + wrong + text.slice(at + 1));
      expect(readChallengeText(slipped.join('\n'))).toEqual({ ok: false, line: line + 1 });
    }),
  );
});

test('two lines swapped, a line twice, and a line missing are found', () => {
  fc.assert(
    fc.property(challenges, (challenge) => {
      const [first = '', second = '', ...rest] = challengeLines(challenge);
      fc.pre(first !== second);
      expect(readChallengeText([second, first, ...rest].join(' ')).ok).toBe(false);
      expect(readChallengeText([first, first, second, ...rest].join(' ')).ok).toBe(false);
      expect(readChallengeText([first, ...rest].join(' ')).ok).toBe(false);
    }),
  );
});

test('any text at all is read without an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `LATCHKEY:1:${text}`),
      ),
      (text) => {
        expect(readChallengeText(text).ok).toBe(false);
      },
    ),
  );
});

test('it is short enough to be read out: at most seven lines of four groups', () => {
  fc.assert(fc.property(challenges, (challenge) => challengeLines(challenge).length <= 7));
});
