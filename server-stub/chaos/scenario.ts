import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[a-z0-9][a-z0-9-]*$/));
/** Nothing waits longer than 30 s (rule 2): a scenario cannot make the directory break that by itself. */
const milliseconds = z.int().check(z.minimum(0), z.maximum(25_000));
const seconds = z.number().check(z.minimum(0), z.maximum(86_400));
const user = z.string().check(z.minLength(3), z.maxLength(113));

/** When an answer is lost: before anything was done, or after all of it was. */
const lost = z._default(z.enum(['before', 'after']), 'before');

/** What happens to one request. */
export const Fault = z.discriminatedUnion('kind', [
  /** Waits before the request is looked at: `ms`, and up to `jitterMs` more. */
  z.strictObject({
    kind: z.literal('latency'),
    ms: milliseconds,
    jitterMs: z._default(milliseconds, 0),
  }),
  /** Refuses. 429, 500 and 503 as the directory says them, 502 and 504 as a gateway in front of it does. */
  z.strictObject({
    kind: z.literal('refuse'),
    status: z.literal([429, 500, 502, 503, 504]),
    retryAfterSeconds: z.optional(z.int().check(z.minimum(0), z.maximum(3600))),
  }),
  /** Closes the connection without an answer. */
  z.strictObject({ kind: z.literal('drop'), when: lost }),
  /** Resets the connection (TCP RST). */
  z.strictObject({ kind: z.literal('reset'), when: lost }),
  /** Answers with a body of the right length that cannot be read. */
  z.strictObject({ kind: z.literal('malformed') }),
  /** Ends the connection in the middle of the body. */
  z.strictObject({ kind: z.literal('truncated') }),
]);
export type Fault = z.infer<typeof Fault>;

/** Which requests. What is left out fits everything; `*` at the end of a route fits everything that begins so. */
const Where = z.strictObject({
  /** As it is registered: `/oauth2/token`, `/v1.0/users/:user`, `/v1.0/*`. */
  route: z.optional(z.string().check(z.maxLength(200), z.regex(/^\/[^*]*\*?$/))),
  method: z.optional(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
  /** Client id in the access token; requests without one have none. */
  client: z.optional(z.string().check(z.maxLength(128))),
});

/** One fault and when it strikes. Of several rules every one that fits strikes, in their order, until one ends the request. */
export const Rule = z.strictObject({
  name,
  where: z._default(Where, {}),
  /** Of so many requests that fit, 0 to 1. */
  chance: z._default(z.number().check(z.minimum(0), z.maximum(1)), 1),
  /** So often at most. */
  times: z.optional(z.int().check(z.minimum(1))),
  /** Seconds since the scenario was chosen. */
  fromSeconds: z.optional(seconds),
  untilSeconds: z.optional(seconds),
  fault: Fault,
});
export type Rule = z.infer<typeof Rule>;

/** What a run has come to, seen from its requests. */
export const CHAOS_EVENTS = ['run-started', 'reserved', 'joined', 'registered'] as const;
export type ChaosEvent = (typeof CHAOS_EVENTS)[number];

/** Something that happens once, at an event (before its answer leaves) or at the first request after so many seconds. */
export const Moment = z.strictObject({
  name,
  at: z.union([z.strictObject({ event: z.enum(CHAOS_EVENTS) }), z.strictObject({ afterSeconds: seconds })]),
  act: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('disable-user'), user }),
    z.strictObject({ kind: z.literal('expire-pass'), user }),
    z.strictObject({ kind: z.literal('delete-pass'), user }),
    z.strictObject({
      kind: z.literal('move-clock'),
      seconds: z.int().check(z.minimum(-864_000), z.maximum(864_000)),
    }),
  ]),
});
export type Moment = z.infer<typeof Moment>;

/** One rehearsal. */
export const Scenario = z.strictObject({
  name,
  shows: z.optional(z.string().check(z.maxLength(300))),
  /** The same seed, the same dice. */
  seed: z._default(z.int().check(z.minimum(0), z.maximum(0xffff_ffff)), 1),
  /** How far the directory's clock is off. */
  clockOffsetSeconds: z._default(z.int().check(z.minimum(-864_000), z.maximum(864_000)), 0),
  /** Sign-in sees passes as they were so long ago, as where copies of the data lag; administrators see what is. */
  replication: z._default(
    z.strictObject({ newPassSeconds: z._default(seconds, 0), endedPassSeconds: z._default(seconds, 0) }),
    { newPassSeconds: 0, endedPassSeconds: 0 },
  ),
  rules: z._default(z.array(Rule), []),
  moments: z._default(z.array(Moment), []),
});
export type Scenario = z.infer<typeof Scenario>;

/** What `--chaos` reads: scenarios, and which of them is on at the start (the first, unless it says otherwise). */
export const ChaosFile = z.strictObject({
  start: z.optional(z.nullable(name)),
  scenarios: z.array(Scenario).check(z.minLength(1), z.maxLength(100)),
});
export type ChaosFile = z.infer<typeof ChaosFile>;
