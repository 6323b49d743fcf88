import { createHash } from 'node:crypto';
import type {
  AssertionJson,
  CreationOptionsJson,
  RegistrationJson,
  RequestOptionsJson,
} from '../contract/wire/webauthn.ts';
import { type AttestedCredential, authenticatorData, ES256 } from './authenticator-data.ts';
import { type CborValue, encodeCbor } from './cbor.ts';
import { clientDataJson } from './client-data.ts';

/** Where a ceremony takes place, from machine policy. */
export interface RelyingParty {
  readonly rpId: string;
  readonly origin: string;
}

/** Signs with ES256: ASN.1 DER, as WebAuthn has it (6.5.5). */
export type SignWithKey = (data: Buffer) => Buffer | Promise<Buffer>;

/** An attestation statement and its format (WebAuthn Level 3, 6.5.4). */
export interface Attestation {
  readonly format: string;
  readonly statement: ReadonlyMap<string, CborValue>;
}

/** Attests to a new key. @param toBeSigned authenticator data and the hash of the client data (6.5.4, attToBeSigned) */
export type Attest = (toBeSigned: Buffer) => Promise<Attestation>;

/** Packed self attestation (8.2): the new key signs for itself, so nobody else vouches for where it lives. */
export function selfAttestation(sign: SignWithKey): Attest {
  return async (toBeSigned) => {
    const statement = new Map<string, CborValue>([
      ['alg', ES256],
      ['sig', await sign(toBeSigned)],
    ]);
    return { format: 'packed', statement };
  };
}

/** The answer to a creation (5.1.3 and 6.3.2): no attestation (8.7) where the directory asks for none. */
export async function registrationOf(
  creation: CreationOptionsJson,
  { rpId, origin }: RelyingParty,
  credential: AttestedCredential,
  attest: Attest,
): Promise<RegistrationJson> {
  const clientData = clientDataJson('webauthn.create', creation.challenge, origin);
  const authData = authenticatorData(rpId, 0, credential);
  const { format, statement } =
    creation.attestation === 'none'
      ? { format: 'none', statement: new Map<string, CborValue>() }
      : await attest(Buffer.concat([authData, sha256(clientData)]));
  const attestation = new Map<string, CborValue>([
    ['fmt', format],
    ['attStmt', statement],
    ['authData', authData],
  ]);
  const id = Buffer.from(credential.credentialId).toString('base64url');
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

/** The answer to a request (5.1.4.1 and 6.3.3). It leaves the authenticator only once its counter is on the disk. */
export async function assertionOf(
  request: RequestOptionsJson,
  { rpId, origin }: RelyingParty,
  use: { readonly credentialId: string; readonly userHandle: string; readonly signCount: number },
  sign: SignWithKey,
): Promise<AssertionJson> {
  const clientData = clientDataJson('webauthn.get', request.challenge, origin);
  const authData = authenticatorData(rpId, use.signCount, null);
  const signature = await sign(Buffer.concat([authData, sha256(clientData)]));
  return {
    id: use.credentialId,
    rawId: use.credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: use.userHandle,
    },
    clientExtensionResults: {},
  };
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
