import * as z from 'zod/mini';
import { Branding } from '../branding/branding.ts';
import { Gate } from '../gate.ts';
import { AuthnMethodName } from './challenge.ts';
import { RequestOptionsJson } from './webauthn.ts';

/*
 * The sign-in page and the directory: a small JSON API below the page's own address (`/oauth2/interaction/{uid}`).
 * `GET state`, and `POST name | answer | options | continue | back | confirm | cancel`. Every answer is a PageAnswer.
 */

/** Why an answer was not taken. The sentences stand in the refusal table under the slug. */
export const PageRefusal = z.object({
  slug: z.string(),
  helpCode: z.string(),
  cause: z.string(),
  userAction: z.string(),
  /** Seconds until trying again makes sense. */
  retryAfter: z.optional(z.number()),
  /** Which policies stood in the way, and what opens each; after a right answer only. */
  gates: z.optional(z.array(Gate)),
});
export type PageRefusal = z.infer<typeof PageRefusal>;

/** What the page shows. */
export const PageState = z.object({
  /**
   * - `name`: who are you
   * - `first`: one of `methods`
   * - `second`: the password was right, and one of `methods` has to follow
   * - `loop`: the password was right, more is needed, and there is no way to give it; `gates` says who asks
   * - `confirm`: signed in already; does a program of one's own get in
   * - `closed`: the page is not open any more
   */
  screen: z.enum(['name', 'first', 'second', 'loop', 'confirm', 'closed']),
  tenant: z.string(),
  /** The company's colours, where it has any. */
  branding: z.optional(z.pick(Branding, { accent: true, accentDark: true })),
  /** Display name of the application. */
  application: z.string(),
  /** What the name field begins with. */
  loginHint: z.optional(z.string()),
  /** Who is signed in (`confirm`). */
  account: z.optional(z.string()),
  methods: z.array(AuthnMethodName),
  gates: z.optional(z.array(Gate)),
});
export type PageState = z.infer<typeof PageState>;

/** `next` is where the browser goes: the sign-in is finished, or was given up. */
export const PageAnswer = z.object({
  state: z.optional(PageState),
  next: z.optional(z.string()),
  refusal: z.optional(PageRefusal),
  publicKey: z.optional(RequestOptionsJson),
});
export type PageAnswer = z.infer<typeof PageAnswer>;

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

/** `POST name`. */
export const NameGiven = z.strictObject({ name: text(320) });

/** `POST answer`: one member. */
export const AnswerGiven = z.strictObject({
  pass: z.optional(text(256)),
  password: z.optional(text(512)),
  code: z.optional(text(16)),
  /** AssertionJson. */
  passkey: z.optional(z.record(z.string(), z.unknown())),
});
export type AnswerGiven = z.infer<typeof AnswerGiven>;
