import { tellBranding } from '../../electron/contract/branding/tell-branding.ts';
import type { Profile } from '../../electron/contract/wire/provisioning.ts';
import type { DirectoryContext } from '../context.ts';
import { readPolicy } from '../sign-in/policies.ts';

/** The part of the profile that an administrator decides; the rest follows from the tenant and the relying party. */
export type ProfilePolicy = Pick<Profile, 'languages' | 'deviceNameTemplate' | 'pin' | 'authenticators'> &
  Pick<Profile, 'mode' | 'branding' | 'deviceNameEditable' | 'supportPublicKey' | 'support'>;

/** What a tenant has that never set anything: Windows Hello's rules for PINs, and every authenticator. */
export const PROFILE_DEFAULTS: ProfilePolicy = {
  languages: ['en', 'de', 'ar'],
  deviceNameTemplate: 'NW-%SERIAL%',
  pin: { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 },
  authenticators: { allowed: ['platform', 'tpm', 'software'] },
};

/** What the directory wants of a run (contract: Profile). Public, so there is nothing in it about any user. */
export async function readProfile(context: DirectoryContext): Promise<Profile> {
  const policy = await readPolicy(context, 'profile', PROFILE_DEFAULTS);
  // The company's own first: the screen gives it as the example of an address.
  const domains = await context.store.db
    .selectFrom('domains')
    .select('name')
    .orderBy('federated')
    .orderBy('name')
    .execute();
  return {
    id: 'default',
    tenant: {
      id: context.tenant.id,
      displayName: context.tenant.displayName,
      domains: domains.map((domain) => domain.name),
    },
    rpId: context.relyingParty.id,
    uiOrigin: context.relyingParty.uiOrigin,
    ...policy,
  };
}

/** Says at the start which of the company's colours the screens show otherwise, because they could not be read. */
export async function noteBranding(context: DirectoryContext): Promise<void> {
  const { branding = {} } = await readPolicy(context, 'profile', PROFILE_DEFAULTS);
  for (const note of tellBranding(branding)) context.log.warn({ branding: note }, 'branding');
}
