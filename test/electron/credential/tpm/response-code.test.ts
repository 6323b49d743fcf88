import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOfCode, refusalOfLoad } from '../../../../electron/credential/tpm/refuse.ts';
import { classifyResponseCode, type TpmTrouble } from '../../../../electron/credential/tpm/response-code.ts';

describe('a response code', () => {
  it.each<[number, TpmTrouble, string]>([
    [0x98e, 'pin_wrong', 'wrong PIN, as swtpm gave it'],
    [0x921, 'locked', 'lock-out, as swtpm gave it'],
    [0x9a2, 'owned', 'wrong password of a hierarchy, not counted'],
    [0x125, 'owned', 'authorization missing'],
    [0x1df, 'damaged', 'blob of another parent, as swtpm gave it'],
    [0x2df, 'damaged', 'the same for the second parameter'],
    [0x902, 'full', 'the fourth object'],
    [0x903, 'full', 'session memory'],
    [0x905, 'full', 'the 65th session'],
    [0x922, 'again', 'first guarded use after a start'],
    [0x908, 'again', 'yielded'],
    [0x90a, 'again', 'testing'],
    [0x920, 'again', 'NV rate'],
    [0x923, 'again', 'NV unavailable'],
    [0x100, 'not_started', 'no TPM2_Startup'],
    [0x101, 'failed', 'failure mode'],
    [0x143, 'too_old', 'command not implemented'],
    [0x2e6, 'too_old', 'curve not supported'],
    [0x00a, 'too_old', 'TPM 1.2: bad ordinal, as swtpm gave it'],
    [0x01e, 'too_old', 'TPM 1.2: bad tag'],
    [0x142, 'other', 'command size'],
    [0xa000a, 'other', 'the TSS: input or output'],
    [0x80012, 'other', 'the TSS: malformed response'],
  ])('%i is %s: %s', (code, trouble) => {
    expect(classifyResponseCode(code)).toBe(trouble);
  });

  it('of format one means the same whatever parameter, session or handle it is about', () => {
    const place = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 15 }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x3f }), place, (error, [parameter, number]) => {
        const code = 0x080 | error | (parameter ? 0x040 : 0) | (number << 8);
        return classifyResponseCode(code) === classifyResponseCode(0x080 | error);
      }),
    );
  });

  it('is always a refusal with its number in the detail, except where the PIN is meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), (code) => {
        const { slug, details } = refusalOfCode(code);
        if (slug === 'pin_wrong' || slug === 'pin_locked') return true;
        return details.detail?.includes(`0x${code.toString(16).padStart(3, '0')}`) === true;
      }),
    );
  });

  it('to a load means a damaged key file wherever it is about the blob', () => {
    expect([0x1df, 0x2d2, 0x921, 0x902].map((code) => refusalOfLoad(code).slug)).toEqual([
      ...['credential_damaged', 'credential_damaged'],
      ...['pin_locked', 'authenticator_unavailable'],
    ]);
  });
});
