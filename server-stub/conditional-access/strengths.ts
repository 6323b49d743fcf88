import type { DirectoryContext } from '../context.ts';
import type { CredentialKind } from '../credentials/kind.ts';
import { readPolicies } from '../sign-in/policies.ts';
import { isAtLeast, type Strength } from './policy.ts';

/** Kind of the rows in the `policies` table: strengths that the tenant made. */
export const STRENGTH_KIND = 'authentication-strength';

/**
 * Graph's authenticationMethodModes that a sign-in here can show. `softwareKey` is ours: a credential kept in a file is more
 * than a password and less than hardware, and none of Graph's names says so.
 */
export const SHOWN_MODES = [
  'password',
  'softwareOath',
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'windowsHelloForBusiness',
  'fido2',
  'softwareKey',
] as const;
export type MethodMode = (typeof SHOWN_MODES)[number];

/** A Temporary Access Pass, by either name. */
export const PASS_MODES: readonly MethodMode[] = [
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
];

/** Modes that live in a credential of this directory. */
export const CREDENTIAL_MODES: readonly MethodMode[] = ['windowsHelloForBusiness', 'fido2', 'softwareKey'];

/** What a pass shows. */
export function passMode(isUsableOnce: boolean): MethodMode {
  return isUsableOnce ? 'temporaryAccessPassOneTime' : 'temporaryAccessPassMultiUse';
}

/** What a credential shows when it signs in, by its kind. */
export const MODE_OF_KIND = {
  platform: 'windowsHelloForBusiness',
  tpm: 'windowsHelloForBusiness',
  software: 'softwareKey',
  fido2: 'fido2',
} as const satisfies Record<CredentialKind, MethodMode>;

/** What a credential shows: hardware that nobody vouches for may count as software by the tenant's rule. */
export function credentialMode(kind: CredentialKind, strength: Strength): MethodMode {
  return isAtLeast(strength, 'phr') ? MODE_OF_KIND[kind] : 'softwareKey';
}

/** Graph's authenticationStrengthPolicy. A combination is modes joined by commas; one of the combinations is enough. */
export interface AuthenticationStrength {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly policyType: 'builtIn' | 'custom';
  readonly requirementsSatisfied: 'mfa' | 'none';
  readonly allowedCombinations: readonly string[];
  readonly createdDateTime: string;
  readonly modifiedDateTime: string;
}

const PHISHING_RESISTANT = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];
const PASSWORDLESS = [...PHISHING_RESISTANT, 'deviceBasedPush'];
const MULTIFACTOR = [
  ...PASSWORDLESS,
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'password,microsoftAuthenticatorPush',
  'password,softwareOath',
  'password,hardwareOath',
  'password,x509CertificateSingleFactor',
  'password,x509CertificateMultiFactor',
  'password,sms',
  'password,voice',
  'federatedMultiFactor',
  'microsoftAuthenticatorPush,federatedSingleFactor',
  'softwareOath,federatedSingleFactor',
  'hardwareOath,federatedSingleFactor',
  'sms,federatedSingleFactor',
  'voice,federatedSingleFactor',
  'softwareKey',
];

const SINCE = '2021-12-01T00:00:00Z';
const builtIn = (n: number, displayName: string, description: string, allowedCombinations: string[]) =>
  ({
    id: `00000000-0000-0000-0000-00000000000${n}`,
    displayName,
    description,
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    allowedCombinations,
    createdDateTime: SINCE,
    modifiedDateTime: SINCE,
  }) as const satisfies AuthenticationStrength;

/** The three that every tenant has, under Graph's ids. They can be neither changed nor deleted. */
export const BUILT_IN_STRENGTHS = {
  multifactor: builtIn(
    2,
    'Multifactor authentication',
    'Combinations of methods that are strong authentication together, such as a password and a code',
    MULTIFACTOR,
  ),
  passwordless: builtIn(
    3,
    'Passwordless MFA',
    'Methods that are strong authentication without a password',
    PASSWORDLESS,
  ),
  phishingResistant: builtIn(
    4,
    'Phishing-resistant MFA',
    'Methods that a fake sign-in page cannot use, such as a security key',
    PHISHING_RESISTANT,
  ),
} as const;

/** Every combination that counts as MFA: what a custom strength may be made of, besides single modes. */
export const MFA_COMBINATIONS: readonly string[] = MULTIFACTOR;

/** Combinations that are one factor only; a strength of these alone satisfies `none`. */
export const SINGLE_COMBINATIONS: readonly string[] = [
  'password',
  'sms',
  'hardwareOath',
  'softwareOath',
  'federatedSingleFactor',
  'x509CertificateSingleFactor',
];

/** The modes of one combination; people write a blank after the comma, as Graph's own examples do. */
export function modesOf(combination: string): string[] {
  return combination.split(',').map((mode) => mode.trim());
}

/** Does what was shown hold one of the combinations? */
export function isSatisfied(
  strength: Pick<AuthenticationStrength, 'allowedCombinations'>,
  shown: readonly MethodMode[],
): boolean {
  const have: readonly string[] = shown;
  return strength.allowedCombinations.some((one) => modesOf(one).every((mode) => have.includes(mode)));
}

/** Is it MFA, whichever way? */
export function isMultifactor(shown: readonly MethodMode[]): boolean {
  return isSatisfied(BUILT_IN_STRENGTHS.multifactor, shown);
}

/** Built-in strengths and the tenant's own. */
export async function readStrengths(context: DirectoryContext): Promise<AuthenticationStrength[]> {
  const custom = await readPolicies<AuthenticationStrength>(context, STRENGTH_KIND);
  return [...Object.values(BUILT_IN_STRENGTHS), ...custom];
}
