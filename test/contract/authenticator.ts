import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/*
 * A WebAuthn authenticator and its client in one, written from the specification and not from our own agent: what the
 * directory accepts from it, it accepts from others.
 */

export interface AuthenticatorOptions {
  readonly aaguid?: string;
  readonly algorithm?: 'ES256' | 'RS256';
  readonly format?: 'none' | 'packed';
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  /** A maker's key that signs the attestation (`packed` with a chain); without it the key vouches for itself. */
  readonly maker?: { readonly chain: readonly Uint8Array[]; sign(data: Buffer): Buffer } | null;
}

const DEFAULTS = {
  aaguid: '00000000-0000-0000-0000-000000000000',
  algorithm: 'ES256',
  format: 'packed',
  origin: 'https://localhost',
  rpId: 'localhost',
  userVerified: true,
  counter: 0,
  maker: null,
} as const;

export class Authenticator {
  readonly id = randomBytes(32);
  counter: number;
  readonly #options: Required<AuthenticatorOptions>;
  readonly #publicKey: KeyObject;
  readonly #privateKey: KeyObject;

  constructor(options: AuthenticatorOptions = {}) {
    this.#options = { ...DEFAULTS, ...options };
    this.counter = this.#options.counter;
    const pair =
      this.#options.algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#publicKey = pair.publicKey;
    this.#privateKey = pair.privateKey;
  }

  get credentialId(): string {
    return this.id.toString('base64url');
  }

  /** The `publicKeyCredential` of a registration. */
  register(challenge: string, change: Partial<AuthenticatorOptions> = {}) {
    const options = { ...this.#options, ...change };
    const clientDataJSON = this.#clientData('webauthn.create', challenge, options.origin);
    const idLength = Buffer.alloc(2);
    idLength.writeUInt16BE(this.id.length);
    const authData = Buffer.concat([
      this.#header(options, 0x40),
      Buffer.from(options.aaguid.replaceAll('-', ''), 'hex'),
      idLength,
      this.id,
      isoCBOR.encode(this.#coseKey() as never),
    ]);
    const alg = options.algorithm === 'ES256' ? -7 : -257;
    const statement =
      options.format === 'none'
        ? new Map()
        : new Map<string, unknown>([
            ['alg', alg],
            ['sig', new Uint8Array(this.#attest(options, authData, clientDataJSON))],
            ...(options.maker ? [['x5c', [...options.maker.chain]] as const] : []),
          ]);
    const object = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', options.format],
        ['attStmt', statement],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    );
    return {
      id: this.credentialId,
      response: {
        clientDataJSON: clientDataJSON.toString('base64url'),
        attestationObject: Buffer.from(object).toString('base64url'),
      },
      clientExtensionResults: {},
    };
  }

  /** AssertionJson. */
  assert(challenge: string, change: Partial<AuthenticatorOptions> & { userHandle?: string } = {}) {
    const options = { ...this.#options, ...change };
    const clientDataJSON = this.#clientData('webauthn.get', challenge, options.origin);
    const authData = this.#header(options, 0);
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key' as const,
      response: {
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: this.#sign(authData, clientDataJSON).toString('base64url'),
        ...(change.userHandle === undefined ? {} : { userHandle: change.userHandle }),
      },
      clientExtensionResults: {},
    };
  }

  #header({ rpId, userVerified }: Required<AuthenticatorOptions>, more: number): Buffer {
    const tail = Buffer.alloc(5);
    tail.writeUInt8(0x01 | (userVerified ? 0x04 : 0) | more, 0);
    tail.writeUInt32BE(this.counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), tail]);
  }

  #clientData(type: string, challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #attest({ maker }: Required<AuthenticatorOptions>, authData: Buffer, clientDataJSON: Buffer): Buffer {
    if (!maker) return this.#sign(authData, clientDataJSON);
    return maker.sign(Buffer.concat([authData, createHash('sha256').update(clientDataJSON).digest()]));
  }

  #sign(authData: Buffer, clientDataJSON: Buffer): Buffer {
    const hash = createHash('sha256').update(clientDataJSON).digest();
    return sign('sha256', Buffer.concat([authData, hash]), this.#privateKey);
  }

  #coseKey(): Map<number, unknown> {
    const jwk = this.#publicKey.export({ format: 'jwk' });
    const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'));
    if (this.#options.algorithm === 'RS256') {
      return new Map<number, unknown>([
        [1, 3],
        [3, -257],
        [-1, bytes(jwk.n)],
        [-2, bytes(jwk.e)],
      ]);
    }
    return new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ]);
  }
}
