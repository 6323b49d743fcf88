import * as z from 'zod/mini';
import { Branding } from './branding/branding.ts';
import { AuthenticatorName } from './wire/provisioning.ts';

/** A domain, as RP IDs must be: lower case, no port, no address in numbers (WebAuthn refuses those). */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  const isNumbers = labels.every((label) => /^\d+$/.test(label));
  return !isNumbers && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

const HTTPS = 'https://';

/** An https origin without a port: WebAuthn compares the RP ID with its host (WebAuthn 3, 5.1.2). */
export function isUiOrigin(text: string): boolean {
  return text.startsWith(HTTPS) && isDomain(text.slice(HTTPS.length));
}

/** Whether a page of this origin may use this RP ID: the same domain, or one below it. */
export function carriesRpId(uiOrigin: string, rpId: string): boolean {
  const host = uiOrigin.slice(HTTPS.length);
  return host === rpId || host.endsWith(`.${rpId}`);
}

const httpsUrl = z
  .string()
  .check(
    z.regex(
      /^https:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?:\/[^?#\s]*)?$/i,
      'must be an https URL without a name in it',
    ),
  );
const plainUrl = z
  .string()
  .check(
    z.regex(
      /^http:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?:\/[^?#\s]*)?$/i,
      'must be an http URL without a name in it',
    ),
  );
const wholePath = z.string().check(z.regex(/^(?:\/|[A-Za-z]:\\)[^\0]*$/, 'must be a whole path'));
const point = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/** The members of the policy that have a command-line argument or a variable as well. */
export const OVERRIDABLE = [
  'directory',
  'caFile',
  'rpId',
  'uiOrigin',
  'state',
  'keychainGroup',
  'technicianKey',
  'handoverUser',
  'answers',
  'tcti',
  'vault',
  'proxy',
  'portalCheck',
] as const;
export type Overridable = (typeof OVERRIDABLE)[number];

const authenticatorRules = z.strictObject({
  /** The credential is made by one of these or not at all. */
  require: z.optional(z.array(AuthenticatorName).check(z.minLength(1))),
  /** Never one of these, whatever the profile allows. */
  forbid: z.optional(z.array(AuthenticatorName).check(z.minLength(1))),
});

/**
 * What the owner of a machine has decided about it. Every member may be missing: then the command line or the environment
 * says it, as on a machine without policy. Unknown members are refused, because a misspelt rule would be no rule.
 */
export const MachinePolicy = z.strictObject({
  $schema: z.optional(z.string()),
  /** URL of the directory. */
  directory: z.optional(httpsUrl),
  /** PEM file of the directory's own CA. */
  caFile: z.optional(wholePath),
  rpId: z.optional(z.string().check(z.refine(isDomain, 'must be a domain in lower case'))),
  /** Default: https:// and the RP ID. */
  uiOrigin: z.optional(z.string().check(z.refine(isUiOrigin, 'must be an https origin without a port'))),
  /** Id of the directory's profile; another one stops the run. */
  profile: z.optional(z.string().check(z.regex(/^[\w.-]{1,64}$/))),
  /** Folder of the journal and of what the device keeps. */
  state: z.optional(wholePath),
  /** Touch ID: `<TEAM_ID>.<BUNDLE_ID>.webauthn`. */
  keychainGroup: z.optional(z.string().check(z.regex(/^[A-Z0-9]{10}\.[A-Za-z0-9.-]+\.webauthn$/))),
  /** The technicians' public key (RFC 7518, 6.2.1). */
  technicianKey: z.optional(
    z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: point, y: point }),
  ),
  /** OS user that gets the state folder at the release. */
  handoverUser: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,127}$/))),
  /** File with what is answered beforehand (docs/answers.md). */
  answers: z.optional(wholePath),
  authenticators: z.optional(authenticatorRules),
  /** How the company looks, from the first screen on; what is said here comes before what the directory says. */
  branding: z.optional(Branding),
  /** Way to the TPM. */
  tcti: z.optional(
    z.string().check(z.regex(/^(?:device:\/[^,]+|swtpm:path=\/[^,]+|tabrmd(?::.*)?)$/, 'is no way we use')),
  ),
  vault: z.optional(z.enum(['file', 'keychain', 'tpm'])),
  /** The proxy on the way to the directory: http, without a name or a password, which Latchkey sends to nobody. */
  proxy: z.optional(plainUrl),
  /** Address of plain http that a captive portal cannot leave alone; default: the directory's own host. */
  portalCheck: z.optional(plainUrl),
  /** Members for which an argument or a variable may say otherwise. */
  allowOverride: z.optional(z.array(z.enum(OVERRIDABLE))),
});
export type MachinePolicy = z.infer<typeof MachinePolicy>;

/** One thing that is wrong with a policy: where, and what, in a sentence. Never a value. */
export interface PolicyProblem {
  /** File, or name of the managed preferences or of the registry key. */
  readonly source: string;
  /** JSON Pointer (RFC 6901); empty: all of it. */
  readonly path: string;
  readonly sentence: string;
}

/** JSON Schema (2020-12) of one policy file, as published in docs/machine-policy.schema.json; a test holds them together. */
export function machinePolicySchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(MachinePolicy, { io: 'input' });
  return {
    $schema,
    title: 'Latchkey: machine policy',
    description:
      'One file of /etc/latchkey/policy.d, the managed preferences com.latchkey, or HKLM\\SOFTWARE\\Policies\\Latchkey.',
    ...schema,
  };
}
