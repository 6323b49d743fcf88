import type { Gate } from '../../electron/contract/gate.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { readProfile } from '../provisioning/profile.ts';
import { readPolicy } from '../sign-in/policies.ts';
import type { CredentialKind } from './kind.ts';

/**
 * What vouches for where a key lives, weakest first:
 * - `none`: nobody, or a certificate whose root we do not hold;
 * - `self`: the key itself; the software that made it says what it is, and nobody else does (WebAuthn L3 6.5.4);
 * - `attested`: a certificate chain up to a root that we hold.
 */
export const ASSURANCES = ['none', 'self', 'attested'] as const;
export type Assurance = (typeof ASSURANCES)[number];

/** The tenant's rule for credentials: policy row `credential`. */
export interface CredentialPolicy {
  readonly displayName: string;
  /** The least that a new credential must have. */
  readonly requiredAssurance: Assurance;
  /** Whether a key that says that it lives in hardware, and that nobody vouches for, is taken at its word (strength.ts). */
  readonly unattestedHardware: 'counts_as_hardware' | 'counts_as_software';
}

export const CREDENTIAL_POLICY_DEFAULTS: CredentialPolicy = {
  displayName: 'Attestation of sign-in keys',
  requiredAssurance: 'none',
  unattestedHardware: 'counts_as_hardware',
};

export function readCredentialPolicy(context: DirectoryContext): Promise<CredentialPolicy> {
  return readPolicy(context, 'credential', CREDENTIAL_POLICY_DEFAULTS);
}

/**
 * May a credential of this kind and assurance be registered? The profile's list of authenticators is enforced here too: the
 * agent reads it, and whoever is not our agent need not. A passkey of the person's own (`fido2`) is not in that list.
 *
 * @throws Refusal `authenticator_not_allowed`; `attestation_refused` with the gate that asks for more
 */
export async function checkAcceptable(
  context: DirectoryContext,
  kind: CredentialKind,
  assurance: Assurance,
): Promise<void> {
  const { allowed } = (await readProfile(context)).authenticators;
  if (kind !== 'fido2' && !allowed.includes(kind)) {
    throw new Refusal('authenticator_not_allowed', { detail: `${kind} is not in the profile` });
  }
  const policy = await readCredentialPolicy(context);
  if (ASSURANCES.indexOf(assurance) >= ASSURANCES.indexOf(policy.requiredAssurance)) return;
  const gate: Gate = {
    id: 'credential',
    displayName: policy.displayName,
    requires: 'authentication_strength',
    satisfied: false,
    opens: ['administrator'],
  };
  const detail = `the policy asks for ${policy.requiredAssurance}, and this key has ${assurance}`;
  throw new Refusal('attestation_refused', { detail, gates: [gate] });
}
