import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { cose, decodeAttestationObject, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { RegisterPasskeyRequest } from '../../electron/contract/wire/passkey.ts';
import type { RelyingParty } from '../context.ts';
import { ALGORITHMS, RS256 } from './algorithms.ts';
import type { Assurance } from './assurance.ts';
import { judgeAttestation } from './attestation/judge.ts';
import { requireTpmAttributes } from './attestation/tpm-attributes.ts';
import { type AttestationTrust, NO_TRUST } from './attestation/trust.ts';
import { readClientData } from './read-client-data.ts';

/**
 * Attestation statement formats we take: none, packed (self or with a certificate), and what Windows Hello and Touch ID
 * send. The rest belongs to phones and to U2F, which no laptop makes.
 */
const FORMATS: readonly string[] = ['none', 'packed', 'tpm', 'apple'];

/** A registration that verified: everything but whether the challenge was ours, which only the store can tell. */
export interface VerifiedRegistration {
  /** The challenge it answers, base64url. */
  readonly challenge: string;
  /** base64url. */
  readonly credentialId: string;
  /** COSE_Key, base64url. */
  readonly publicKey: string;
  readonly aaguid: string;
  readonly signCount: number;
  /** By the configured roots. The directory's own word for one device comes on top (attestation/vouched-device.ts). */
  readonly assurance: Assurance;
  /** The leaf of a `tpm` statement's chain, DER in standard base64; `null` for every other format. */
  readonly tpmCertificate: string | null;
  /** RS256 is for platform authenticators only. */
  readonly algorithm: number;
}

/**
 * Verifies a registration (WebAuthn L3 7.1, steps 5 to 24 but for the challenge).
 *
 * @param trust whom to believe about where the key lives; nobody, where it is not said
 * @throws Refusal `attestation_refused` with the reason in `detail`; nothing that a client sends gives another error.
 */
export async function verifyRegistration(
  credential: RegisterPasskeyRequest['publicKeyCredential'],
  party: Pick<RelyingParty, 'id' | 'origins'>,
  trust: AttestationTrust = NO_TRUST,
): Promise<VerifiedRegistration> {
  const { challenge } = readClientData(credential.response.clientDataJSON, 'attestation_refused');
  const verified = await verify(credential, party);
  if (!FORMATS.includes(verified.fmt)) throw refused('this attestation format is not accepted');
  const publicKey = Buffer.from(verified.credential.publicKey);
  const { fmt: format, aaguid } = verified;
  const statement = decodeAttestationObject(new Uint8Array(verified.attestationObject)).get('attStmt');
  // The library has refused a `tpm` statement without it.
  if (format === 'tpm') requireTpmAttributes(statement.get('pubArea') ?? new Uint8Array(), aaguid);
  const chain: readonly Uint8Array[] | undefined = statement.get('x5c');
  return {
    challenge,
    credentialId: verified.credential.id,
    publicKey: publicKey.toString('base64url'),
    aaguid,
    signCount: verified.credential.counter,
    assurance: await judgeAttestation(trust, { format, aaguid, chain }),
    tpmCertificate: format === 'tpm' && chain?.[0] ? Buffer.from(chain[0]).toString('base64') : null,
    algorithm: checkPublicKey(publicKey),
  };
}

async function verify(
  credential: RegisterPasskeyRequest['publicKeyCredential'],
  party: Pick<RelyingParty, 'id' | 'origins'>,
) {
  let answer: Awaited<ReturnType<typeof verifyRegistrationResponse>>;
  try {
    answer = await verifyRegistrationResponse({
      response: {
        id: credential.id,
        rawId: credential.id,
        type: 'public-key',
        response: credential.response,
        clientExtensionResults: {},
      },
      expectedChallenge: () => true,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
  } catch (thrown) {
    // The library's errors are bare text that may quote the input; the text goes along as cause and is not shown.
    throw refused('the registration did not verify', thrown);
  }
  if (!answer.verified) throw refused('the attestation signature is wrong');
  if (answer.registrationInfo.credential.id !== credential.id) {
    throw refused('the credential id differs from the one in the authenticator data');
  }
  return answer.registrationInfo;
}

/**
 * The key must be one that can verify later. With attestation `none` nothing has used it yet, so a point that is not on
 * the curve would be found out at the first sign-in only.
 */
function checkPublicKey(publicKey: Buffer): number {
  try {
    const key = decodeCredentialPublicKey(new Uint8Array(publicKey));
    createPublicKey({ key: toJwk(key), format: 'jwk' });
    return Number(key.get(cose.COSEKEYS.alg));
  } catch (thrown) {
    throw refused('the public key is not a P-256 or RSA key', thrown);
  }
}

/** COSE_Key to JWK (RFC 9053 7.1, RFC 8230 4); wrong types end in an error of createPublicKey. */
function toJwk(key: cose.COSEPublicKey): JsonWebKey {
  const part = (label: number) => Buffer.from(key.get(label as never) as never).toString('base64url');
  if (Number(key.get(cose.COSEKEYS.alg)) === RS256) {
    return { kty: 'RSA', n: part(cose.COSEKEYS.n), e: part(cose.COSEKEYS.e) };
  }
  return { kty: 'EC', crv: 'P-256', x: part(cose.COSEKEYS.x), y: part(cose.COSEKEYS.y) };
}

function refused(detail: string, cause?: unknown): Refusal {
  return new Refusal('attestation_refused', { detail }, cause);
}
