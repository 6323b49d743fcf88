import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { SESSION } from '../wire/constants.ts';
import { garbled, Reader } from '../wire/read.ts';
import { sized, u8, u32 } from '../wire/write.ts';
import { type Authorization, type Authorized, readAuthorization } from './authorization.ts';
import { cipherFeedback } from './cipher-feedback.ts';
import { kdfa } from './key-derivation.ts';

/** Which first parameter is encrypted on the bus. Only a TPM2B can be (TPM 2.0 Library Part 1, 21.1). */
export interface Protection {
  readonly command: boolean;
  readonly answer: boolean;
}

const NONCE_BYTES = 16;

/** An open HMAC session with SHA-256 and AES-128-CFB (TPM 2.0 Library Part 1, 19.6 and 21). */
export class HmacSession {
  readonly handle: number;
  readonly #key: Buffer;
  readonly #copies: Buffer[] = [];
  #nonceTpm: Buffer;

  /** @param key the session key: what makes the PIN's HMAC worthless to a listener. The session takes it over. */
  constructor(handle: number, key: Buffer, nonceTpm: Buffer) {
    this.handle = handle;
    this.#key = key;
    this.#nonceTpm = nonceTpm;
  }

  /**
   * Authorizes one command with what the object asks for.
   * @param authValue of the first handle, without zeros at its end; the caller zeroes it
   */
  use(authValue: Uint8Array, protection: Protection): Authorization {
    const key = Buffer.concat([this.#key, authValue]);
    this.#copies.push(key);
    const nonceCaller = randomBytes(NONCE_BYTES);
    const attributes =
      SESSION.continue |
      (protection.command ? SESSION.decrypt : 0) |
      (protection.answer ? SESSION.encrypt : 0);
    return {
      authorize: (code, names, parameters) =>
        this.#authorize(key, nonceCaller, attributes, code, names, parameters),
      accept: (code, parameters, authorizations) =>
        this.#accept(key, nonceCaller, attributes, code, parameters, authorizations),
    };
  }

  /** Forgets the key, and what was made of it and a PIN. The session has to be flushed besides. */
  forget(): void {
    for (const key of [this.#key, ...this.#copies]) key.fill(0);
  }

  #authorize(
    key: Buffer,
    nonceCaller: Buffer,
    attributes: number,
    code: number,
    names: readonly Uint8Array[],
    plain: Uint8Array,
  ): Authorized {
    const parameters =
      (attributes & SESSION.decrypt) === 0
        ? plain
        : cipherFirst('encrypt', key, nonceCaller, this.#nonceTpm, plain);
    const cpHash = sha256(u32(code), ...names, parameters);
    const hmac = mac(key, cpHash, nonceCaller, this.#nonceTpm, u8(attributes));
    const fields = [u32(this.handle), sized(nonceCaller), u8(attributes), sized(hmac)];
    return { parameters, authorizations: Buffer.concat(fields) };
  }

  #accept(
    key: Buffer,
    nonceCaller: Buffer,
    attributes: number,
    code: number,
    parameters: Buffer,
    authorizations: Buffer,
  ): Buffer {
    const answer = readAuthorization(authorizations);
    const rpHash = sha256(u32(0), u32(code), parameters);
    const right = mac(key, rpHash, answer.nonce, nonceCaller, u8(answer.attributes));
    const same = answer.hmac.length === right.length && timingSafeEqual(answer.hmac, right);
    if (!same || answer.attributes !== attributes) throw garbled('an answer that is not its own');
    this.#nonceTpm = Buffer.from(answer.nonce);
    if ((attributes & SESSION.encrypt) === 0) return parameters;
    return cipherFirst('decrypt', key, answer.nonce, nonceCaller, parameters);
  }
}

/** The first TPM2B of some parameters, its size left as it is, the rest left alone (Part 1, 21.2 and 21.3). */
function cipherFirst(
  direction: 'encrypt' | 'decrypt',
  key: Buffer,
  nonceNewer: Buffer,
  nonceOlder: Buffer,
  parameters: Uint8Array,
): Buffer {
  const reader = new Reader(parameters);
  const first = reader.sized();
  const material = kdfa(key, 'CFB', nonceNewer, nonceOlder, 256);
  const text = cipherFeedback(direction, material.subarray(0, 16), material.subarray(16), first);
  material.fill(0);
  return Buffer.concat([sized(text), reader.rest()]);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function mac(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
