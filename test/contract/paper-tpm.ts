import {
  constants,
  createDecipheriv,
  createHash,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
  sign,
} from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { areaOf } from '../server-stub/devices/attestation/area.ts';
import type { TpmMaker } from '../server-stub/devices/attestation/endorsement-maker.ts';

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest();

/** A TPM that does what it is told: its keys lie open, so that a test can lie with them. Written from the TPM 2.0 Library, not from our agent. */
export class PaperTpm {
  readonly attestation = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly certificate: Buffer;
  readonly #endorsementKey: KeyObject;

  private constructor(certificate: Buffer, endorsementKey: KeyObject) {
    this.certificate = certificate;
    this.#endorsementKey = endorsementKey;
  }

  static async made(by: TpmMaker): Promise<PaperTpm> {
    const { der, privateKey } = await by.certify();
    return new PaperTpm(der, privateKey);
  }

  get area(): Buffer {
    return areaOf(this.attestation.publicKey);
  }

  /** The body of the question for it. */
  get request() {
    return {
      endorsementCertificate: this.certificate.toString('base64'),
      attestationKey: this.area.toString('base64'),
    };
  }

  /** TPM2_ActivateCredential (Part 1, 24.5). `null`: it was made for another TPM, or for another key in it. */
  open({
    credentialBlob,
    encryptedSecret,
  }: {
    credentialBlob: string;
    encryptedSecret: string;
  }): string | null {
    const blob = Buffer.from(credentialBlob, 'base64');
    const name = Buffer.concat([Buffer.from('000b', 'hex'), sha256(this.area)]);
    try {
      const seed = privateDecrypt(
        {
          key: this.#endorsementKey,
          padding: constants.RSA_PKCS1_OAEP_PADDING,
          oaepHash: 'sha256',
          oaepLabel: Buffer.from('IDENTITY\0'),
        },
        Buffer.from(encryptedSecret, 'base64'),
      );
      const [integrity, identity] = [blob.subarray(2, 34), blob.subarray(34)];
      const mac = createHmac('sha256', kdfa(seed, 'INTEGRITY', Buffer.alloc(0), 256));
      if (!mac.update(identity).update(name).digest().equals(integrity)) return null;
      const key = kdfa(seed, 'STORAGE', name, 128);
      const plain = createDecipheriv('aes-128-cfb', key, Buffer.alloc(16)).update(identity);
      return plain.subarray(2).toString('base64');
    } catch {
      return null;
    }
  }

  /** The `publicKeyCredential` of a registration whose key this TPM certifies (WebAuthn Level 3, 8.3), with that certificate. */
  register(challenge: string, certificate: string, aaguid: string = AAGUIDS.tpm) {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const clientData = Buffer.from(
      JSON.stringify({ type: 'webauthn.create', challenge, origin: 'https://localhost', crossOrigin: false }),
    );
    const id = randomBytes(32);
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
    const authData = Buffer.concat([
      sha256('localhost'),
      Buffer.from('4500000000', 'hex'),
      Buffer.from(aaguid.replaceAll('-', ''), 'hex'),
      sized(id),
      isoCBOR.encode(key as never),
    ]);
    // fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, sign; no scheme.
    const pubArea = areaOf(publicKey, {
      attributes: 0x0004_0072,
      scheme: Buffer.from('0010001000030010', 'hex'),
    });
    const certInfo = this.#certify(pubArea, sha256(Buffer.concat([authData, sha256(clientData)])));
    const statement = new Map<string, unknown>([
      ['ver', '2.0'],
      ['alg', -7],
      ['x5c', [new Uint8Array(Buffer.from(certificate, 'base64'))]],
      ['sig', new Uint8Array(sign('sha256', certInfo, this.attestation.privateKey))],
      ['certInfo', new Uint8Array(certInfo)],
      ['pubArea', new Uint8Array(pubArea)],
    ]);
    const object = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'tpm'],
        ['attStmt', statement],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    );
    return {
      id: id.toString('base64url'),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: Buffer.from(object).toString('base64url'),
      },
      clientExtensionResults: {},
    };
  }

  /** TPMS_ATTEST of TPM2_Certify (Part 2, 10.12.8). */
  #certify(area: Buffer, extraData: Buffer): Buffer {
    const name = Buffer.concat([Buffer.from('000b', 'hex'), sha256(area)]);
    return Buffer.concat([
      Buffer.from('ff5443478017', 'hex'),
      sized(name),
      sized(extraData),
      Buffer.alloc(17 + 8),
      sized(name),
      sized(name),
    ]);
  }
}

function kdfa(key: Buffer, label: string, context: Buffer, bits: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bits);
  const input = Buffer.concat([Buffer.from('00000001', 'hex'), Buffer.from(`${label}\0`), context, size]);
  return createHmac('sha256', key)
    .update(input)
    .digest()
    .subarray(0, bits / 8);
}

function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(bytes.length);
  return Buffer.concat([size, bytes]);
}
