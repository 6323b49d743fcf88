import { layBranding } from '../contract/branding/branding.ts';
import type { MachinePolicy } from '../contract/machine-policy.ts';
import { Refusal } from '../contract/refusal.ts';
import type { Profile } from '../contract/wire/provisioning.ts';

/**
 * The directory's profile as this machine takes it: policy can only make it narrower. Pure.
 * @throws Refusal profile_mismatch: another profile than the one that policy names
 * @throws Refusal authenticator_not_allowed: nothing that the profile allows is left
 */
export function narrowProfile(profile: Profile, policy: MachinePolicy): Profile {
  if (policy.profile !== undefined && policy.profile !== profile.id) {
    throw new Refusal('profile_mismatch', {
      detail: 'The profile is not the one that machine policy names.',
    });
  }
  const { require: required, forbid = [] } = policy.authenticators ?? {};
  const [first, ...more] = profile.authenticators.allowed.filter(
    (name) => (required === undefined || required.includes(name)) && !forbid.includes(name),
  );
  if (first === undefined) {
    throw new Refusal('authenticator_not_allowed', {
      detail: 'Machine policy rules out every authenticator that the profile allows.',
    });
  }
  const branding = policy.branding ? layBranding(profile.branding ?? {}, policy.branding) : profile.branding;
  const displayName = branding?.displayName ?? profile.tenant.displayName;
  return {
    ...profile,
    ...(branding && { branding }),
    tenant: { ...profile.tenant, displayName },
    authenticators: { ...profile.authenticators, allowed: [first, ...more] },
  };
}
