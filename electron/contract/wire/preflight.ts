import * as z from 'zod/mini';
import { Gate } from '../gate.ts';
import { AuthenticatorName } from './provisioning.ts';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

/**
 * `POST /provisioning/v1/preflight`: would a run get through? For administrators and technicians. Nothing is spent, held or
 * changed. What is left out of `device` is not known yet; policies that ask for it are judged as they would be then.
 */
export const PreflightRequest = z.strictObject({
  /** Object id or user principal name. */
  user: text(320),
  device: z.optional(
    z.strictObject({
      /** Thumbprint of the device key (RFC 7638), where the laptop has made one. */
      jkt: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))),
      operatingSystem: z.optional(text(64)),
      joinType: z.optional(z.enum(['join', 'register', 'hybrid'])),
      hardware: z.optional(
        z.strictObject({
          manufacturer: z.optional(z.string().check(z.maxLength(128))),
          model: z.optional(z.string().check(z.maxLength(128))),
          serialNumber: z.optional(z.string().check(z.maxLength(128))),
        }),
      ),
    }),
  ),
  /** Where it is left out, the best that the profile allows. */
  authenticator: z.optional(AuthenticatorName),
});
export type PreflightRequest = z.infer<typeof PreflightRequest>;

/** A step of the run with its gates. `seconds`: how long it takes, typing and reading included. */
const PreflightStep = z.object({
  step: z.enum(['pass', 'join', 'credential', 'proof']),
  open: z.boolean(),
  seconds: z.number(),
  gates: z.array(Gate),
});

/** One thing that somebody could do; docs/conditional-access.md lists the names. */
const Change = z.object({
  change: z.string(),
  policyId: z.optional(z.string()),
  displayName: z.optional(z.string()),
  seconds: z.optional(z.number()),
  count: z.optional(z.number()),
});

/** 200. */
export const PreflightAnswer = z.object({
  wouldSucceed: z.boolean(),
  evaluatedDateTime: z.string(),
  user: z.object({ id: z.string(), userPrincipalName: z.string() }),
  steps: z.array(PreflightStep),
  /** The first gate that would stop the run; `null` where none does. */
  firstShut: z.nullable(Gate),
  /** Of policies that only report: told, and deciding nothing. */
  reportOnly: z.array(Gate),
  time: z.object({
    neededSeconds: z.number(),
    /** Of the pass; `null` where there is none that is usable or will be. */
    leftSeconds: z.nullable(z.number()),
    startsInSeconds: z.nullable(z.number()),
  }),
  bootstrapGrant: z.boolean(),
  /** What would let the run through, all of it together; empty where nothing has to change, `null` where nothing known would. */
  smallestChange: z.nullable(z.array(Change)),
  /** Devices of the directory that claim the same serial number: a laptop that is staged again. */
  devicesWithSerialNumber: z.array(z.object({ id: z.string(), displayName: z.string() })),
});
export type PreflightAnswer = z.infer<typeof PreflightAnswer>;
