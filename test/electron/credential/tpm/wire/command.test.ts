import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../../electron/contract/refusal.ts';
import { readSignature } from '../../../../../electron/credential/tpm/commands/credential-key.ts';
import { EMPTY_PASSWORD } from '../../../../../electron/credential/tpm/session/authorization.ts';
import {
  answerLength,
  marshalCommand,
  readAnswer,
} from '../../../../../electron/credential/tpm/wire/command.ts';
import {
  CREDENTIAL_TEMPLATE,
  nameOf,
  PRIMARY_TEMPLATE,
  pointOf,
} from '../../../../../electron/credential/tpm/wire/public-area.ts';
import { Reader } from '../../../../../electron/credential/tpm/wire/read.ts';
import { sized, u16, u32 } from '../../../../../electron/credential/tpm/wire/write.ts';

const hex = (...text: string[]) => Buffer.from(text.join('').replaceAll(' ', ''), 'hex');

describe('a command', () => {
  it('without sessions: TPM2_GetCapability for six properties from 0x100, as tpm2_getcap sends it', () => {
    const parameters = Buffer.concat([u32(6), u32(0x100), u32(6)]);
    expect(marshalCommand(0x17a, [], null, parameters)).toEqual(
      hex('8001 00000016 0000017a', '00000006 00000100 00000006'),
    );
  });

  it('with the empty password: its authorization stands between handles and parameters', () => {
    const { authorizations, parameters } = EMPTY_PASSWORD.authorize(0x131, [], hex('aabb'));
    expect(marshalCommand(0x131, [0x4000_0001], authorizations, parameters)).toEqual(
      hex('8002 0000001d 00000131 40000001', '00000009 40000009 0000 01 0000', 'aabb'),
    );
  });
});

describe('an answer', () => {
  it('with a code is nothing but its code', () => {
    expect(readAnswer(hex('8001 0000000a 0000098e'), true)).toEqual({ ok: false, code: 0x98e });
  });

  it('with sessions falls into handle, parameters and authorizations', () => {
    const bytes = hex('8002 0000001a 00000000 80000000 00000003 010203', '0000 01 0000');
    expect(readAnswer(bytes, true)).toEqual({
      ok: true,
      handle: 0x8000_0000,
      parameters: hex('010203'),
      authorizations: hex('0000010000'),
    });
  });

  it('has its length in its header, once that is there', () => {
    expect(answerLength(hex('8001 0000000a 0000'))).toBe(null);
    expect(answerLength(hex('8001 0000001c 00000000'))).toBe(28);
    for (const wrong of ['00000009', '00002001', 'ffffffff']) {
      expect(() => answerLength(hex(`8001 ${wrong} 00000000`))).toThrow(Refusal);
    }
  });

  it('of whatever bytes is an answer or a refusal, never another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (noise, withHandle) => {
        const bytes = Buffer.concat([u16(0x8002), u32(10 + noise.length), u32(0), noise]);
        for (const read of [
          () => readAnswer(bytes, withHandle),
          () => readAnswer(Buffer.from(noise), withHandle),
          () => readSignature(Buffer.from(noise)),
          () => pointOf(Buffer.from(noise), CREDENTIAL_TEMPLATE),
          () => EMPTY_PASSWORD.accept(0, Buffer.alloc(0), Buffer.from(noise)),
        ]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        }
      }),
    );
  });
});

describe('the public areas', () => {
  it('of the storage key: restricted, decrypting, noDA, AES-128-CFB', () => {
    expect(PRIMARY_TEMPLATE).toEqual(
      hex('0023 000b 00030472 0000', '0006 0080 0043 0010 0003 0010', '0000 0000'),
    );
  });

  it('of a credential: signing, counted by the lock-out, no scheme, no policy', () => {
    expect(CREDENTIAL_TEMPLATE).toEqual(hex('0023 000b 00040072 0000', '0010 0010 0003 0010', '0000 0000'));
  });

  it('give their point, left-padded to 32 bytes', () => {
    const area = Buffer.concat([
      CREDENTIAL_TEMPLATE.subarray(0, -4),
      sized(hex('0102')),
      sized(Buffer.alloc(32, 7)),
    ]);
    expect(pointOf(area, CREDENTIAL_TEMPLATE)).toEqual({
      x: Buffer.concat([Buffer.alloc(30), hex('0102')]),
      y: Buffer.alloc(32, 7),
    });
  });

  it.each([
    ['may leave the TPM', 7, 0x02],
    ['is not counted by the lock-out', 6, 0x04],
    ['was not made in the TPM', 7, 0x20],
    ['signs only what the TPM itself says', 5, 0x01],
    ['has another name algorithm', 3, 0x01],
  ])('that %s is not what was asked for', (_, at, bit) => {
    const point = Buffer.alloc(32, 7);
    const area = Buffer.concat([CREDENTIAL_TEMPLATE.subarray(0, -4), sized(point), sized(point)]);
    expect(() => pointOf(area, CREDENTIAL_TEMPLATE)).not.toThrow();
    area[at]! ^= bit;
    expect(() => pointOf(area, CREDENTIAL_TEMPLATE)).toThrow(Refusal);
  });

  it('have a name of the algorithm and a hash', () => {
    expect(nameOf(Buffer.alloc(0)).toString('hex')).toBe(
      '000be3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});

describe('a signature', () => {
  const signature = (r: string, s: string) =>
    readSignature(Buffer.concat([u16(0x18), u16(0x0b), sized(hex(r)), sized(hex(s))])).toString('hex');

  it('becomes DER: short numbers short, a zero before a high bit, none before others', () => {
    expect(signature('01', '7f')).toBe('300602010102017f');
    expect(signature('0001', '80')).toBe('30070201010202' + '0080');
    expect(signature('ff'.repeat(32), '00'.repeat(32))).toBe(`3026022100${'ff'.repeat(32)}020100`);
  });
});

describe('a reader', () => {
  it('takes what is there and no more', () => {
    const reader = new Reader(hex('01 0002 00000003 0002 aabb cc'));
    expect([reader.u8(), reader.u16(), reader.u32(), reader.sized().toString('hex')]).toEqual([
      1,
      2,
      3,
      'aabb',
    ]);
    expect(() => reader.end()).toThrow(Refusal);
    expect(() => reader.u16()).toThrow(Refusal);
    expect(reader.rest()).toEqual(hex('cc'));
    reader.end();
  });
});
