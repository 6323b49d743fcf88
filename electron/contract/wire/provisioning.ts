import * as z from 'zod/mini';
import { Branding } from '../branding/branding.ts';
import { isSlug } from '../refusals.ts';
import { STEPS } from '../steps.ts';

export const AuthenticatorName = z.enum(['platform', 'tpm', 'software']);
export type AuthenticatorName = z.infer<typeof AuthenticatorName>;

/** Rules for a PIN. Simple means: every digit differs from the one before by the same amount (Windows Hello's rule). */
export const PinPolicy = z.object({
  minimumLength: z.int().check(z.minimum(4), z.maximum(127)),
  maximumLength: z.int().check(z.minimum(4), z.maximum(127)),
  digitsOnly: z.boolean(),
  refuseSimple: z.boolean(),
  /** Wrong tries before a wait; each further wrong try doubles the wait. */
  attempts: z.int().check(z.minimum(1), z.maximum(32)),
});
export type PinPolicy = z.infer<typeof PinPolicy>;

const oneLine = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[^\p{Cc}\p{Cf}]+$/u));

/** Who helps, as the help panel names them. Whatever is missing is not shown. */
export const Support = z.strictObject({
  name: z.optional(oneLine),
  phone: z.optional(z.string().check(z.regex(/^\+?[0-9][0-9 ()/-]{2,31}$/))),
  email: z.optional(z.email().check(z.maxLength(113))),
  /** In words, in the company's language: `Mon to Fri, 8 to 18`. */
  hours: z.optional(oneLine),
});
export type Support = z.infer<typeof Support>;

/** `GET /provisioning/v1/profile`: what the directory wants of a run. Public: it is read before anybody has signed in. */
export const Profile = z.object({
  id: z.string(),
  tenant: z.object({ id: z.string(), displayName: z.string(), domains: z.array(z.string()) }),
  languages: z.array(z.string()),
  /** `staged`: IT checks and joins, the laptop is sealed, and its person goes on from the pass. Absent: `direct`. */
  mode: z.optional(z.enum(['direct', 'staged'])),
  rpId: z.string(),
  uiOrigin: z.url(),
  /** `%SERIAL%`, `%RAND:n%` (digits) and plain text; at most 15 characters are used (the NetBIOS limit). */
  deviceNameTemplate: z.string().check(z.minLength(1), z.maxLength(64)),
  /** The person may give the laptop another name, which no other device of the company has. Absent: no. */
  deviceNameEditable: z.optional(z.boolean()),
  pin: PinPolicy,
  authenticators: z.object({
    /** Which may be used at all, strongest first. */
    allowed: z.array(AuthenticatorName).check(z.minLength(1)),
  }),
  /** How the company looks on the screens. */
  branding: z.optional(Branding),
  /** JWK (X25519 or P-256, public) to encrypt reports to; absent where the tenant has none. */
  supportPublicKey: z.optional(z.record(z.string(), z.unknown())),
  support: z.optional(Support),
});
export type Profile = z.infer<typeof Profile>;

/** `POST /provisioning/v1/runs`, with a DPoP proof of the device key. The id is the client's: the same again is 200. */
export const CreateRunRequest = z.strictObject({
  id: z.uuid(),
  displayName: z.string().check(z.minLength(1), z.maxLength(64)),
});
export type CreateRunRequest = z.infer<typeof CreateRunRequest>;

const stepName = z.enum(STEPS.map((row) => row.step) as [string, ...string[]]);

/** One event of a run. A closed list: there is no free text in it, so nothing secret can be put there by mistake. */
export const RunEvent = z.strictObject({
  /** Client-chosen; the same id again is accepted and counted once. */
  id: z.uuid(),
  occurredDateTime: z.iso.datetime(),
  type: z.enum([
    'started',
    'step',
    'refused',
    'reserved',
    'joined',
    'sealed',
    'registered',
    'proved',
    'released',
    'abandoned',
  ]),
  step: z.optional(stepName),
  slug: z.optional(z.string().check(z.refine(isSlug, 'not a row of the refusal table'))),
  deviceId: z.optional(z.uuid()),
  credentialId: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,512}$/))),
  /** With `released`: the lockdown report, as names of controls and what was found; never what a machine printed. */
  lockdown: z.optional(
    z
      .array(
        z.strictObject({
          control: z.string().check(z.regex(/^[a-z][a-z-]{0,39}$/)),
          state: z.enum(['enforced', 'partial', 'missing', 'unknown']),
        }),
      )
      .check(z.maxLength(64)),
  ),
});
export type RunEvent = z.infer<typeof RunEvent>;

/** `POST /provisioning/v1/runs/{id}/events`, up to 50 at once. 202. */
export const RunEvents = z.strictObject({ events: z.array(RunEvent).check(z.minLength(1), z.maxLength(50)) });

/** `POST /provisioning/v1/runs/{id}/seal`, with a DPoP proof of the device key: IT's part of a staged laptop is done. */
export const SealRequest = z.strictObject({
  /** Whose laptop it is to be; absent: whoever of the company signs in first. */
  assignedTo: z.optional(z.string().check(z.maxLength(113), z.regex(/^[^\s@]+@[^\s@]+$/))),
});
export type SealRequest = z.infer<typeof SealRequest>;

/** The answer, 200; the same again for the same run. */
export const SealAnswer = z.object({
  assignedTo: z.nullable(z.object({ userPrincipalName: z.string(), displayName: z.string() })),
});
export type SealAnswer = z.infer<typeof SealAnswer>;
