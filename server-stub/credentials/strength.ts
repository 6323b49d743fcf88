import type { Strength } from '../conditional-access/policy.ts';
import type { DirectoryContext } from '../context.ts';
import type { CredentialRow } from '../store/tables.ts';
import { type Assurance, readCredentialPolicy } from './assurance.ts';
import type { CredentialKind } from './kind.ts';

export interface CredentialStrength {
  /** RFC 8176. */
  readonly amr: readonly string[];
  /** Also the token's `acr`. */
  readonly strength: Strength;
}

const SOFTWARE: CredentialStrength = { amr: ['swk', 'user', 'mfa'], strength: 'mfa' };
const CLAIMED: CredentialStrength = { amr: ['hwk', 'user', 'mfa'], strength: 'phr' };
const PROVED: CredentialStrength = { amr: ['hwk', 'user', 'mfa'], strength: 'phrh' };

/**
 * What a sign-in with a credential is worth.
 *
 * - `software`: a file is a file, whoever vouches for it.
 * - hardware that is attested: somebody whom we believe says that the key lives there.
 * - hardware that only says so (`self`, `none`): the phishing resistance is real, because origin and device key are checked here; the
 *   hardware is a claim. A tenant whose policy does not take claims counts it as `software`.
 */
const STRENGTH_OF: Readonly<
  Record<CredentialKind, Readonly<Record<'attested' | 'claimed', CredentialStrength>>>
> = {
  platform: { attested: PROVED, claimed: CLAIMED },
  tpm: { attested: PROVED, claimed: CLAIMED },
  fido2: { attested: PROVED, claimed: CLAIMED },
  software: { attested: SOFTWARE, claimed: SOFTWARE },
};

/** Pure. @param believesClaims the tenant takes a key's own word for where it lives */
export function strengthOf(
  kind: CredentialKind,
  assurance: Assurance,
  believesClaims: boolean,
): CredentialStrength {
  if (assurance === 'attested') return STRENGTH_OF[kind].attested;
  return believesClaims ? STRENGTH_OF[kind].claimed : SOFTWARE;
}

/** The same by the tenant's policy as it is now: a policy that changes counts for keys that were registered before. */
export async function credentialStrength(
  context: DirectoryContext,
  { kind, assurance }: Pick<CredentialRow, 'kind' | 'assurance'>,
): Promise<CredentialStrength> {
  const { unattestedHardware } = await readCredentialPolicy(context);
  return strengthOf(kind, assurance, unattestedHardware !== 'counts_as_software');
}
