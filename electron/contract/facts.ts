import * as z from 'zod/mini';
import { AuthenticatorName } from './wire/provisioning.ts';
import { RegistrationJson } from './wire/webauthn.ts';

/** Seconds since 1970, in the directory's time where it is known. */
const at = z.number();

/**
 * What has happened and must survive. The journal holds these and nothing else; none of them is secret.
 * `created` stands between joined and registered: the attestation answer is kept before it is sent, so that a lost
 * answer is sent again and not made again.
 */
export const Fact = z.discriminatedUnion('fact', [
  z.object({
    fact: z.literal('started'),
    runId: z.uuid(),
    keyThumbprint: z.string(),
    deviceName: z.string(),
    /** Of the directory that the run belongs to; absent in journals of earlier versions. */
    tenantId: z.optional(z.string()),
    /** The run of whom the laptop was sealed for: what IT did before still counts. */
    afterSeal: z.optional(z.literal(true)),
    at,
  }),
  z.object({
    fact: z.literal('reserved'),
    reservationId: z.string(),
    userPrincipalName: z.string(),
    userId: z.string(),
    personName: z.string(),
    endsAt: z.number(),
    at,
  }),
  /** The person has given the laptop a name. The last one before the join counts. */
  z.object({ fact: z.literal('named'), deviceName: z.string(), at }),
  z.object({ fact: z.literal('joined'), deviceId: z.string(), objectId: z.string(), at }),
  /** IT's part of a staged laptop is done. What follows belongs to somebody else, and nothing of IT's sign-in is left. */
  z.object({
    fact: z.literal('sealed'),
    /** Account that staged it. */
    by: z.string(),
    /** Whose laptop it is to be; `null`: whoever of the company signs in first. */
    for: z.nullable(z.object({ userPrincipalName: z.string(), displayName: z.string() })),
    deviceId: z.string(),
    at,
  }),
  z.object({
    fact: z.literal('created'),
    authenticator: AuthenticatorName,
    credentialId: z.string(),
    registration: RegistrationJson,
    /** Somebody else chose the PIN (IT stages the laptop): it has to be changed before the key is used. */
    staged: z.optional(z.boolean()),
    at,
  }),
  z.object({ fact: z.literal('registered'), credentialId: z.string(), methodId: z.string(), at }),
  z.object({ fact: z.literal('proved'), credentialId: z.string(), at }),
  z.object({ fact: z.literal('released'), at }),
  /** Day two: the person has chosen a PIN of their own. */
  z.object({ fact: z.literal('pinChanged'), credentialId: z.string(), at }),
  /** Day two: the credential was taken out of the directory, and its key off this machine. */
  z.object({ fact: z.literal('removed'), credentialId: z.string(), at }),
]);
export type Fact = z.infer<typeof Fact>;
export type FactName = Fact['fact'];
