import { Refusal } from '../contract/refusal.ts';
import {
  AttestationCertificate,
  AttestationChallenge,
  type AttestationAnswer as AttestationProof,
  type AttestationRequest,
} from '../contract/wire/attestation.ts';
import type { Answer } from './answer.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';
import type { TokenKeeper } from './tokens.ts';

/** What the TPM is asked: contents of TPM2B_ID_OBJECT and TPM2B_ENCRYPTED_SECRET. */
export interface TpmQuestion {
  readonly challenge: string;
  readonly idObject: Buffer;
  readonly encryptedSecret: Buffer;
}

/** The certificate of this TPM's attestation key. */
export interface TpmCertificate {
  /** DER, leaf first, without the root. */
  readonly chain: readonly Uint8Array[];
  /** Seconds since 1970, in the directory's time. */
  readonly expiresAt: number;
}

/** The directory as privacy CA. Both throw what `TokenKeeper.call` does, and the refusals of contract/refusals/attestation.ts. */
export interface PrivacyCaPort {
  /** @param endorsementCertificate DER @param attestationKey TPMT_PUBLIC */
  ask(endorsementCertificate: Uint8Array, attestationKey: Uint8Array): Promise<TpmQuestion>;
  /** Shows the secret that was in the question. A question counts once: after a lost answer it is `attestation_challenge_invalid`. */
  show(challenge: string, secret: Uint8Array): Promise<TpmCertificate>;
}

/** Reads what the TPM is asked. Pure. */
export function readQuestion(answer: Answer): TpmQuestion {
  if (answer.status !== 201) throw readRefusal(answer);
  const { challenge, credentialBlob, encryptedSecret } = readShape(answer, AttestationChallenge);
  return {
    challenge,
    idObject: Buffer.from(credentialBlob, 'base64'),
    encryptedSecret: Buffer.from(encryptedSecret, 'base64'),
  };
}

/** Reads the certificate. Pure. */
export function readCertificate(answer: Answer): TpmCertificate {
  if (answer.status !== 201) throw readRefusal(answer);
  const { certificate, expiresDateTime } = readShape(answer, AttestationCertificate);
  const expiresAt = Date.parse(expiresDateTime) / 1000;
  if (!Number.isFinite(expiresAt))
    throw new Refusal('directory_incompatible', { detail: 'An attestation certificate without an end.' });
  return { chain: certificate.map((der) => new Uint8Array(Buffer.from(der, 'base64'))), expiresAt };
}

/** `/registration/v1/devices/{deviceId}/attestation` for the device that the token names. */
export function createPrivacyCa(map: DirectoryMap, tokens: TokenKeeper): PrivacyCaPort {
  const post = async (path: string, json: unknown, deadline: Deadline): Promise<Answer> => {
    const deviceId = tokens.claims()?.deviceid;
    if (deviceId === undefined)
      throw new Refusal('device_not_joined', { detail: 'The token names no device.' });
    const { registration } = await map.get(deadline);
    const url = `${registration}/devices/${encodeURIComponent(deviceId)}/${path}`;
    return tokens.call({ method: 'POST', url, json, idempotent: true }, deadline);
  };
  return {
    async ask(endorsementCertificate, attestationKey) {
      const request: AttestationRequest = {
        endorsementCertificate: base64(endorsementCertificate),
        attestationKey: base64(attestationKey),
      };
      return readQuestion(await post('attestation/challenge', request, startDeadline()));
    },
    async show(challenge, secret) {
      const proof: AttestationProof = { challenge, secret: base64(secret) };
      return readCertificate(await post('attestation', proof, startDeadline()));
    },
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
