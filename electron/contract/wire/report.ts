import * as z from 'zod/mini';
import { isSlug } from '../refusals.ts';
import { STEPS } from '../steps.ts';
import { NETWORK_CHECKS, type Screen } from '../view.ts';
import { AuthenticatorName } from './provisioning.ts';

/** Every screen there is; the type says when one is missing. */
const KINDS = {
  welcome: true,
  network: true,
  account: true,
  pass: true,
  password: true,
  loop: true,
  'device-name': true,
  join: true,
  sealed: true,
  credential: true,
  proof: true,
  release: true,
  abandoned: true,
  'own-pin': true,
  done: true,
  wifi: true,
} as const satisfies Record<Screen['kind'], true>;

export const SCREEN_KINDS = Object.keys(KINDS) as Screen['kind'][];

/**
 * The shapes that text in a report can have. Whatever does not fit is left out, so none of them holds a token, a key or a
 * sentence that a machine printed: those are longer, or have other characters.
 */
export const SHAPES = {
  /** Names and serial numbers of laptops: no forty letters without a break, as keys and tokens have. */
  label: /^(?!.*[A-Za-z0-9_-]{40})[A-Za-z0-9][A-Za-z0-9 ._/-]{0,63}$/,
  /** `v24.1.0`, `6.1.0-28-amd64`, `10.0.26100`, `x64`. */
  version: /^v?[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}$/,
  /** `a…@northwind.example`. */
  masked: /^[\p{L}\p{N}]?…@[\p{L}\p{N}.-]{1,253}$/u,
} as const;

const label = z.string().check(z.regex(SHAPES.label));
const version = z.string().check(z.regex(SHAPES.version));
const at = z.iso.datetime();
const step = z.enum(STEPS.map((row) => row.step));
const screen = z.enum(SCREEN_KINDS);
const slug = z.string().check(z.refine(isSlug, 'not a row of the refusal table'));
const helpCode = z.string().check(z.regex(/^LK-\d{4}$/));

/** One thing that happened on the way: a screen was shown, or something was refused. */
export const Moment = z.strictObject({
  at,
  what: z.enum(['screen', 'refused']),
  step,
  screen,
  /** How long the screen was shown; absent for the one that still is. */
  seconds: z.optional(z.int().check(z.minimum(0))),
  slug: z.optional(slug),
  helpCode: z.optional(helpCode),
  /** `request-id` of the directory's answer: finds the row in its log. */
  requestId: z.optional(z.uuid()),
  /** The same refusal so many times without anything in between. */
  times: z.optional(z.int().check(z.minimum(2))),
});
export type Moment = z.infer<typeof Moment>;

const machine = z.strictObject({
  latchkey: version,
  host: z.enum(['electron', 'preview', 'terminal']),
  node: version,
  platform: z.enum(['linux', 'windows', 'macos', 'other']),
  release: z.optional(version),
  architecture: z.optional(version),
});

const standing = z.strictObject({
  step,
  screen,
  refusal: z.optional(z.strictObject({ slug, helpCode, requestId: z.optional(z.uuid()) })),
  /** The rules that stand in the way, by what they ask for and not by their names. */
  gates: z
    .array(
      z.strictObject({
        requires: z.enum([
          'mfa',
          'authentication_strength',
          'device',
          'join',
          'quota',
          'scope',
          'block',
          'time',
        ]),
        satisfied: z.boolean(),
      }),
    )
    .check(z.maxLength(32)),
});

const network = z.strictObject({
  connection: z.enum(['unknown', 'connected', 'offline']),
  /** Directory time minus device time; absent until it was measured. */
  skewSeconds: z.optional(z.int()),
  checks: z.partialRecord(z.enum(NETWORK_CHECKS), z.enum(['waiting', 'running', 'passed', 'failed'])),
});

const run = z.strictObject({
  id: z.uuid(),
  deviceId: z.optional(z.uuid()),
  /** What the journal holds, oldest first. */
  facts: z
    .array(
      z.strictObject({
        fact: z.enum([
          'started',
          'reserved',
          'joined',
          'created',
          'registered',
          'proved',
          'released',
          'pinChanged',
          'removed',
        ]),
        at,
      }),
    )
    .check(z.maxLength(64)),
});

const safety = z.strictObject({
  authenticators: z
    .array(
      z.strictObject({
        name: AuthenticatorName,
        state: z.enum(['available', 'unavailable', 'not checked']),
        guard: z.optional(z.enum(['guarded', 'root can reset', 'not guarded'])),
        lockedOut: z.optional(z.boolean()),
      }),
    )
    .check(z.maxLength(8)),
  vault: z.enum(['keychain', 'tpm', 'file', 'unknown']),
  lockdown: z
    .array(
      z.strictObject({
        control: z.string().check(z.regex(/^[a-z][a-z-]{0,39}$/)),
        state: z.enum(['enforced', 'partial', 'missing', 'unknown']),
      }),
    )
    .check(z.maxLength(64)),
  /** Which members of machine policy hold and who says them; what they say is left out. */
  policy: z
    .array(
      z.strictObject({
        member: z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)),
        from: z.enum(['file', 'registry', 'preferences', 'variable', 'argument', 'other']),
      }),
    )
    .check(z.maxLength(64)),
  policyProblems: z.int().check(z.minimum(0)),
});

/** Most moments that a report tells: the last ones. */
export const MOST_MOMENTS = 100;

/**
 * `POST /provisioning/v1/reports`, with a DPoP proof of the device key: everything that a laptop tells of itself. Closed: what is
 * not named here does not leave the laptop. The id is the laptop's; the same again is 200.
 */
export const Report = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  createdDateTime: at,
  device: z.strictObject({ name: z.optional(label), serialNumber: z.optional(label) }),
  /** Masked: one letter and the domain. */
  account: z.optional(z.string().check(z.regex(SHAPES.masked))),
  machine,
  standing,
  network,
  run: z.optional(run),
  timeline: z.array(Moment).check(z.maxLength(MOST_MOMENTS)),
  safety: z.optional(safety),
});
export type Report = z.infer<typeof Report>;

/** A report as an administrator finds it in a list. */
export const ReportRow = z.object({
  id: z.uuid(),
  receivedDateTime: at,
  createdDateTime: at,
  deviceId: z.string(),
  deviceDisplayName: z.string(),
  serialNumber: z.nullable(z.string()),
  step: z.string(),
  helpCode: z.nullable(z.string()),
});
export type ReportRow = z.infer<typeof ReportRow>;
