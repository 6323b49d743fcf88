import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { AssertionJson } from '../../electron/contract/wire/webauthn.ts';
import type { RelyingParty } from '../context.ts';

/** The stored half of a credential that an assertion is checked against. */
export interface StoredKey {
  /** base64url. */
  readonly credentialId: string;
  /** COSE_Key, base64url. */
  readonly publicKey: string;
}

export interface ExpectedAssertion {
  readonly assertion: AssertionJson;
  /** The challenge that was given out, base64url. */
  readonly challenge: string;
  readonly key: StoredKey;
  readonly party: Pick<RelyingParty, 'id' | 'origins'>;
}

/**
 * Verifies an assertion (WebAuthn L3 7.2): type, challenge, origin, RP ID, user present and verified, signature.
 *
 * @returns the counter that was signed. Judge it with `isCopied` before it is stored.
 * @throws Refusal `credential_invalid` with the reason in `detail`.
 */
export async function verifySignature(expected: ExpectedAssertion): Promise<number> {
  const { assertion, challenge, key, party } = expected;
  if (assertion.id !== assertion.rawId) throw refused('id and rawId differ');
  let answer: Awaited<ReturnType<typeof verifyAuthenticationResponse>>;
  try {
    const { clientDataJSON, authenticatorData, signature } = assertion.response;
    answer = await verifyAuthenticationResponse({
      response: {
        id: assertion.id,
        rawId: assertion.rawId,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
        // Judged after the signature and not before, as the library would: else anybody could report a copied key.
        counter: 0,
      },
    });
  } catch (thrown) {
    throw refused('the assertion did not verify', thrown);
  }
  if (!answer.verified) throw refused('the signature is wrong');
  return answer.authenticationInfo.newCounter;
}

/**
 * A counter that stands still or falls means a copied key (WebAuthn L3 6.1.1), unless the authenticator has none: then both
 * are 0.
 */
export function isCopied(stored: number, signed: number): boolean {
  return (stored > 0 || signed > 0) && signed <= stored;
}

function refused(detail: string, cause?: unknown): Refusal {
  return new Refusal('credential_invalid', { detail }, cause);
}
