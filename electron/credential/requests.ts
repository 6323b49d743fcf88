import { Refusal } from '../contract/refusal.ts';
import type { CreationOptionsJson, RequestOptionsJson } from '../contract/wire/webauthn.ts';
import { ES256 } from './authenticator-data.ts';

/**
 * May a credential be made for this request? The checks of a client (WebAuthn Level 3, 5.1.3) and an authenticator (6.3.2)
 * that can fail here.
 *
 * @throws Refusal profile_mismatch: RP ID (5.1.3 step 8)
 * @throws Refusal authenticator_unavailable: no algorithm that we have (6.3.2 step 2)
 * @throws Refusal credential_exists: one of excludeCredentials is here (6.3.2 step 3)
 */
export async function requireCreatable(
  creation: CreationOptionsJson,
  rpId: string,
  store: { has(credentialId: string): Promise<boolean> },
): Promise<void> {
  requireRpId(creation.rp.id, rpId);
  if (!creation.pubKeyCredParams.some((parameter) => parameter.alg === ES256)) {
    throw new Refusal('authenticator_unavailable', { detail: 'The directory does not take ES256 keys.' });
  }
  for (const { id } of creation.excludeCredentials) {
    if (await store.has(id)) {
      throw new Refusal('credential_exists', {
        detail: 'This laptop holds a credential that the directory has.',
      });
    }
  }
}

/**
 * May this credential answer the request?
 * @throws Refusal profile_mismatch: RP ID (5.1.4.1 step 7)
 * @throws Refusal credential_unknown: the directory asks for others (6.3.3 step 3)
 */
export function requireUsable(request: RequestOptionsJson, rpId: string, credentialId: string): void {
  requireRpId(request.rpId, rpId);
  const { allowCredentials } = request;
  if (allowCredentials.length > 0 && !allowCredentials.some(({ id }) => id === credentialId)) {
    throw new Refusal('credential_unknown', { detail: 'The directory asks for other credentials.' });
  }
}

/** Equal, not "a suffix of the origin": machine policy names the one RP ID, and nobody else's word counts. */
function requireRpId(asked: string, rpId: string): void {
  if (asked === rpId) return;
  throw new Refusal('profile_mismatch', {
    detail: `The directory asks for the RP ID ${JSON.stringify(asked)}.`,
  });
}
