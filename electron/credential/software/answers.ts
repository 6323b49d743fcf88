import { createHash, type JsonWebKey } from 'node:crypto';
import { AAGUIDS } from '../../contract/wire/passkey.ts';
import type {
  AssertionJson,
  CreationOptionsJson,
  RegistrationJson,
  RequestOptionsJson,
} from '../../contract/wire/webauthn.ts';
import { authenticatorData, ES256 } from './authenticator-data.ts';
import { type CborValue, encodeCbor } from './cbor.ts';
import { clientDataJson } from './client-data.ts';

/** Where a ceremony takes place, from machine policy. */
export interface RelyingParty {
  readonly rpId: string;
  readonly origin: string;
}

/** Signs with ES256: ASN.1 DER, as WebAuthn has it (6.5.5). */
export type SignWithKey = (data: Buffer) => Buffer;

/**
 * The answer to a creation (WebAuthn Level 3, 5.1.3 and 6.3.2): packed self attestation (8.2), or none (8.7) where the
 * directory asks for none.
 */
export function registrationOf(
  creation: CreationOptionsJson,
  { rpId, origin }: RelyingParty,
  credentialId: Buffer,
  publicJwk: JsonWebKey,
  sign: SignWithKey,
): RegistrationJson {
  const clientData = clientDataJson('webauthn.create', creation.challenge, origin);
  const authData = authenticatorData(rpId, 0, { aaguid: AAGUIDS.software, credentialId, publicJwk });
  const none = creation.attestation === 'none';
  const statement: [string, CborValue][] = none
    ? []
    : [
        ['alg', ES256],
        ['sig', sign(Buffer.concat([authData, sha256(clientData)]))],
      ];
  const attestation = new Map<string, CborValue>([
    ['fmt', none ? 'none' : 'packed'],
    ['attStmt', new Map(statement)],
    ['authData', authData],
  ]);
  const id = credentialId.toString('base64url');
  return {
    id,
    rawId: id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    response: {
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: encodeCbor(attestation).toString('base64url'),
      transports: ['internal'],
    },
    clientExtensionResults: {},
  };
}

/** The answer to a request (5.1.4.1 and 6.3.3). The counter has been kept on the disk before. */
export function assertionOf(
  request: RequestOptionsJson,
  { rpId, origin }: RelyingParty,
  use: { readonly credentialId: string; readonly userHandle: string; readonly signCount: number },
  sign: SignWithKey,
): AssertionJson {
  const clientData = clientDataJson('webauthn.get', request.challenge, origin);
  const authData = authenticatorData(rpId, use.signCount, null);
  return {
    id: use.credentialId,
    rawId: use.credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign(Buffer.concat([authData, sha256(clientData)])).toString('base64url'),
      userHandle: use.userHandle,
    },
    clientExtensionResults: {},
  };
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
