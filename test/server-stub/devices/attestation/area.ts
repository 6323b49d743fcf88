import type { KeyObject } from 'node:crypto';

/** fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, noDA, restricted, sign: what our agent makes. */
export const ATTRIBUTES = 0x0005_0472;

export interface AreaChanges {
  readonly attributes?: number;
  readonly policy?: Buffer;
  /** symmetric, scheme, curve and KDF. */
  readonly scheme?: Buffer;
  readonly x?: Buffer;
}

/** TPMT_PUBLIC of an attestation key. */
export function areaOf(publicKey: KeyObject, changes: AreaChanges = {}): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const attributes = Buffer.alloc(4);
  attributes.writeUInt32BE(changes.attributes ?? ATTRIBUTES);
  return Buffer.concat([
    Buffer.from('0023000b', 'hex'),
    attributes,
    sized(changes.policy ?? Buffer.alloc(0)),
    changes.scheme ?? Buffer.from('00100018000b00030010', 'hex'),
    sized(changes.x ?? Buffer.from(x, 'base64url')),
    sized(Buffer.from(y, 'base64url')),
  ]);
}

function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(bytes.length);
  return Buffer.concat([size, bytes]);
}
