import * as z from 'zod/mini';
import { Motion, ScreenKeyboard, TextScale, Theme } from './commands.ts';
import { Gate } from './gate.ts';
import { isSlug, type Slug } from './refusals.ts';

/** The dead end that somebody waits in: what its screen says. What was answered to get there is not in it. */
export const DeadEnd = z.strictObject({
  slug: z.custom<Slug>(isSlug),
  gates: z.array(Gate).check(z.maxLength(64)),
  /** Seconds between two looks; 0: nobody looks. */
  interval: z.number().check(z.minimum(0), z.maximum(3600)),
  /** Seconds since 1970. */
  since: z.number(),
});
export type DeadEnd = z.infer<typeof DeadEnd>;

/**
 * What was on the screen when the program ended, and no fact says: the language, and how far somebody had come before anything
 * was reserved. A courtesy and never a truth: it decides nothing that a fact decides, holds no secret, and may be lost.
 */
export const Draft = z.strictObject({
  version: z.literal(1),
  preferences: z.strictObject({
    language: z.string().check(z.regex(/^(system|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/), z.maxLength(35)),
    textScale: TextScale,
    theme: Theme,
    motion: Motion,
    keyboard: ScreenKeyboard,
  }),
  /** `welcome` as well wherever the facts say where the run stands. */
  at: z.enum(['welcome', 'network', 'account', 'pass', 'loop']),
  /** The name that was typed; `null`: none, or a fact holds it. */
  account: z.nullable(z.string().check(z.maxLength(113), z.regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u))),
  /** With `loop`. */
  deadEnd: z.optional(DeadEnd),
});
export type Draft = z.infer<typeof Draft>;
