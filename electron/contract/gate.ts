import * as z from 'zod/mini';

/** What can open a gate: a sign-in method, something about the device, or somebody in IT. */
export const GateKey = z.enum([
  'temporary_access_pass',
  'passkey',
  'software_oath',
  'password',
  'compliant_device',
  'joined_device',
  'administrator',
]);
export type GateKey = z.infer<typeof GateKey>;

/** One requirement of policy that a sign-in must get through. */
export const Gate = z.object({
  /** Id of the policy (or of the built-in rule) that asks. */
  id: z.string(),
  /** Its name, as the administrator wrote it. */
  displayName: z.string(),
  /** What it asks for. */
  requires: z.enum(['mfa', 'authentication_strength', 'device', 'join', 'quota', 'scope', 'block', 'time']),
  satisfied: z.boolean(),
  /** What would open it; empty when only a change of policy would. */
  opens: z.array(GateKey),
  /** The step of the run that meets it, where it is known. */
  step: z.optional(z.enum(['pass', 'join', 'credential', 'proof'])),
  /** Its policy only reports: it is told, and decides nothing. */
  reportOnly: z.optional(z.boolean()),
  /** Satisfied by the bootstrap grant: a pass stands in for the strength. */
  bootstrapped: z.optional(z.boolean()),
});
export type Gate = z.infer<typeof Gate>;
