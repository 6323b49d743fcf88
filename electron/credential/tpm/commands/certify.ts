import { withEmptyPassword } from '../session/authorization.ts';
import type { HmacSession } from '../session/hmac-session.ts';
import { refusalOfUse } from '../sign.ts';
import type { Tpm } from '../tpm.ts';
import { ALG, COMMAND } from '../wire/constants.ts';
import { Reader } from '../wire/read.ts';
import { sized, u16 } from '../wire/write.ts';
import { type LoadedKey, readSignature } from './credential-key.ts';
import type { Primary } from './primary.ts';

/** What the TPM says of a key, and its signature on that. */
export interface Certified {
  /** TPMS_ATTEST. */
  readonly statement: Buffer;
  /** ASN.1 DER of the attestation key's ECDSA. */
  readonly signature: Buffer;
}

/**
 * Has the TPM certify that it holds a key (TPM2_Certify, TPM 2.0 Library Part 3, 18.2). The tools cannot: tpm2_certify 5.4 has no way
 * to set the qualifying data, and that is what ties the statement to a registration.
 *
 * @param authValue of the certified key
 * @param qualifyingData at most 64 bytes
 * @throws Refusal pin_wrong, pin_locked, authenticator_unavailable
 */
export async function certifyKey(
  tpm: Tpm,
  session: HmacSession,
  key: LoadedKey,
  authValue: Uint8Array,
  attestationKey: Primary,
  qualifyingData: Uint8Array,
): Promise<Certified> {
  const result = await tpm.attempt(
    {
      code: COMMAND.certify,
      handles: [key, attestationKey],
      parameters: Buffer.concat([sized(qualifyingData), u16(ALG.null)]),
      makes: false,
    },
    withEmptyPassword(session.use(authValue, { command: false, answer: false })),
  );
  if (!result.ok) throw await refusalOfUse(tpm, result.code);
  const reader = new Reader(result.parameters);
  return { statement: reader.sized(), signature: readSignature(reader.rest()) };
}
