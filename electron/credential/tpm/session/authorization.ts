import { HANDLE, SESSION } from '../wire/constants.ts';
import { garbled, Reader } from '../wire/read.ts';
import { sized, u8, u32 } from '../wire/write.ts';

/** A command's parameters as they go over the bus, and the TPMS_AUTH_COMMAND that vouches for them. */
export interface Authorized {
  readonly parameters: Uint8Array;
  readonly authorizations: Uint8Array;
}

/** What lets one command through. An object serves one command: `authorize`, then `accept`. */
export interface Authorization {
  /** @param names of the handles, in order (TPM 2.0 Library Part 1, 16) */
  authorize(code: number, names: readonly Uint8Array[], parameters: Uint8Array): Authorized;
  /**
   * Checks the answer and gives its parameters in the clear.
   * @throws Refusal authenticator_unavailable when it is not the TPM's answer to this command
   */
  accept(code: number, parameters: Buffer, authorizations: Buffer): Buffer;
}

/**
 * The empty password (Part 1, 19.4): for the owner hierarchy, which has none on a laptop that nobody took over. Its answers
 * are not vouched for, so what it makes is judged by its Name.
 */
export const EMPTY_PASSWORD: Authorization = {
  authorize: (_code, _names, parameters) => ({
    parameters,
    authorizations: Buffer.concat([u32(HANDLE.password), sized(), u8(SESSION.continue), sized()]),
  }),
  accept(_code, parameters, authorizations) {
    readAuthorization(authorizations);
    return parameters;
  },
};

/**
 * The same for a command whose second handle has an empty password, such as an attestation key. What authorizes the first one
 * covers the names of both, so the second cannot be swapped.
 */
export function withEmptyPassword(first: Authorization): Authorization {
  return {
    authorize(code, names, parameters) {
      const authorized = first.authorize(code, names, parameters);
      const second = EMPTY_PASSWORD.authorize(code, names, parameters);
      const authorizations = Buffer.concat([authorized.authorizations, second.authorizations]);
      return { parameters: authorized.parameters, authorizations };
    },
    accept(code, parameters, authorizations) {
      const reader = new Reader(authorizations);
      for (const skip of [() => reader.sized(), () => reader.u8(), () => reader.sized()]) skip();
      const length = authorizations.length - reader.left;
      EMPTY_PASSWORD.accept(code, parameters, reader.rest());
      return first.accept(code, parameters, authorizations.subarray(0, length));
    },
  };
}

/** TPMS_AUTH_RESPONSE (Part 2, 10.13.3), the only one there is. */
export function readAuthorization(bytes: Buffer): { nonce: Buffer; attributes: number; hmac: Buffer } {
  const reader = new Reader(bytes);
  const answer = { nonce: reader.sized(), attributes: reader.u8(), hmac: reader.sized() };
  if (reader.left > 0) throw garbled('more authorizations than it was asked for');
  return answer;
}
