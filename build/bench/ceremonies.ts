import { randomBytes } from 'node:crypto';
import { Secret } from '../../electron/contract/secret.ts';
import type { PinPolicy } from '../../electron/contract/wire/provisioning.ts';
import type { CreationOptionsJson, RequestOptionsJson } from '../../electron/contract/wire/webauthn.ts';

/* What a directory would ask for: the same for each authenticator that is measured. */

export const RP_ID = 'localhost';
export const ORIGIN = 'https://localhost';
/** A PIN of nobody: every key of a measurement is thrown away. */
export const PIN = new Secret('482915');
export const RULES: PinPolicy = {
  minimumLength: 6,
  maximumLength: 127,
  digitsOnly: true,
  refuseSimple: true,
  attempts: 5,
};

const challenge = () => randomBytes(32).toString('base64url');

export function creationOptions(): CreationOptionsJson {
  return {
    rp: { id: RP_ID, name: 'Bench' },
    user: { id: 'YmVuY2g', name: 'bench', displayName: 'Bench' },
    challenge: challenge(),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    timeout: 60_000,
    excludeCredentials: [],
    authenticatorSelection: { userVerification: 'required' },
    attestation: 'direct',
  };
}

export function requestOptions(): RequestOptionsJson {
  return {
    challenge: challenge(),
    rpId: RP_ID,
    timeout: 60_000,
    userVerification: 'required',
    allowCredentials: [],
  };
}
