import * as z from 'zod/mini';
import { Gate } from './gate.ts';
import { isSlug } from './refusals.ts';
import { STEPS, type Step } from './steps.ts';
import { AuthenticatorName } from './wire/provisioning.ts';

/** Of the lines below. A member that is new leaves it as it is; one that goes or changes its meaning would raise it. */
export const EVENTS_VERSION = 1;

const version = z.literal(EVENTS_VERSION);
const step = z.enum(STEPS.map((row) => row.step) as [Step, ...Step[]]);
const helpCode = z.string().check(z.regex(/^LK-\d{4}$/));
const slug = z.string().check(z.refine(isSlug, 'not a row of the refusal table'));
const text = z.string();

const refusal = {
  slug,
  helpCode,
  /** Seconds. */
  retryAfter: z.optional(z.number()),
  gates: z.optional(z.readonly(z.array(Gate))),
  detail: z.optional(text),
  requestId: z.optional(text),
  clock: z.optional(z.object({ laptop: z.number(), offBy: z.optional(z.number()) })),
};

/**
 * One line of `npm run provision -- --json`. Other people's scripts read these: only ever add members. Sentences in them are
 * English in every language.
 */
export const ProvisionEvent = z.discriminatedUnion('event', [
  /** The run has come to this step. */
  z.strictObject({ event: z.literal('step'), version, step }),
  z.strictObject({ event: z.literal('refused'), version, step, message: text, ...refusal }),
  /** The dead end: it looks again after `interval` seconds. */
  z.strictObject({ event: z.literal('waiting'), version, step, helpCode, interval: z.number() }),
  /** Last line, exit 0: the sign-in was proved. */
  z.strictObject({
    event: z.literal('provisioned'),
    version,
    userPrincipalName: text,
    deviceId: text,
    deviceName: text,
    credentialId: text,
    authenticator: AuthenticatorName,
    runId: text,
  }),
  /** Last line, exit 4: IT's part of a staged laptop is done. */
  z.strictObject({
    event: z.literal('sealed'),
    version,
    /** `null`: whoever of the company signs in first. */
    sealedFor: z.nullable(text),
    sealedBy: text,
    deviceId: text,
    deviceName: text,
    runId: text,
  }),
  /** Last line, exit 1 (2 for an answers file): `code` is a slug of the refusal table. */
  z.strictObject({
    event: z.literal('failed'),
    version,
    code: slug,
    helpCode,
    message: text,
    action: text,
    retryAfter: z.optional(z.number()),
    step,
    detail: z.optional(text),
  }),
  /** Last line, exit 130: Ctrl-C or a signal; the same command goes on. */
  z.strictObject({ event: z.literal('interrupted'), version, step }),
]);
export type ProvisionEvent = z.infer<typeof ProvisionEvent>;

/** JSON Schema (2020-12) of one line, as published in docs/provision-events.schema.json; a test holds them together. */
export function provisionEventsSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(ProvisionEvent);
  return {
    $schema,
    title: 'Latchkey: one line of provision --json',
    description: 'The last line is provisioned, sealed, failed or interrupted.',
    ...schema,
  };
}
