import { describe, expect, it } from 'vitest';
import { AAGUIDS } from '../../../../electron/contract/wire/passkey.ts';
import { requireTpmAttributes } from '../../../../server-stub/credentials/attestation/tpm-attributes.ts';

/** fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, sign: what our agent makes. */
const OURS = 0x0004_0072;
const PLATFORM = '08987058-cadc-4b81-b6e1-30de50dcbe96';

function area(attributes: number): Uint8Array {
  const bytes = Buffer.alloc(80);
  bytes.writeUInt16BE(0x0023, 0);
  bytes.writeUInt16BE(0x000b, 2);
  bytes.writeUInt32BE(attributes, 4);
  return bytes;
}

describe('the attributes of an attested TPM key', () => {
  it('are right as our agent sets them', () => {
    requireTpmAttributes(area(OURS), AAGUIDS.tpm);
  });

  it.each([
    ['fixedTPM', OURS & ~(1 << 1)],
    ['fixedParent', OURS & ~(1 << 4)],
    ['sensitiveDataOrigin', OURS & ~(1 << 5)],
    ['sign', OURS & ~(1 << 18)],
    ['restricted', OURS | (1 << 16)],
    ['noDA', OURS | (1 << 10)],
  ])('are refused by name when %s is wrong', (name, attributes) => {
    expect(() => requireTpmAttributes(area(attributes), AAGUIDS.tpm)).toThrow(
      expect.objectContaining({
        slug: 'attestation_refused',
        details: { detail: expect.stringContaining(name) },
      }),
    );
  });

  it('let the platform guard its gesture elsewhere: Windows Hello sets noDA', () => {
    requireTpmAttributes(area(OURS | (1 << 10)), PLATFORM);
  });
});
