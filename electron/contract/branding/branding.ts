import * as z from 'zod/mini';
import { HEX_COLOUR } from './colour.ts';
import { isPathData } from './path-data.ts';

/**
 * Controls, and what turns the direction of a line around or hides in it (Unicode: Cc, Cf, Zl, Zp). The two joiners stay: Persian and
 * the scripts of India are written with them.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** More marks on one letter than any script needs: they would run over the lines above. */
const HEAPED = /(\p{M}{4})\p{M}+/gu;
const LONGEST_NAME = 64;

const colour = z.string().check(z.regex(HEX_COLOUR, 'must be a colour as #rrggbb'));

/** `#rrggbb M0 0…`: colour and path; without a colour it is drawn like the company's name. */
const MARK_PATH = /^(?:(#[0-9a-fA-F]{6}) )?([Mm][^#]*)$/;

/** One shape of a mark. */
export interface MarkPath {
  /** `#rrggbb`; absent: like the name beside it. */
  readonly colour?: string;
  /** Path data (SVG 2, 9.3). */
  readonly d: string;
}

/** Reads one line of a mark; `null`: it is none. Pure. */
export function readMarkPath(line: string): MarkPath | null {
  const [, given, d = ''] = MARK_PATH.exec(line) ?? [];
  if (!isPathData(d)) return null;
  return { d, ...(given !== undefined && { colour: given }) };
}

/** Width and height of `0 0 28 28`. */
export function readViewBox(viewBox: string): { readonly width: number; readonly height: number } | null {
  const [, width, height] = /^0 0 (\d{1,4}) (\d{1,4})$/.exec(viewBox) ?? [];
  const box = { width: Number(width), height: Number(height) };
  // Wider than a line of text is no mark, and neither is what is much higher than wide.
  return box.width > 0 && box.height > 0 && box.width <= box.height * 6 && box.height <= box.width * 2
    ? box
    : null;
}

/**
 * The company's mark: flat shapes, and nothing that could be anything else. It is drawn by us from these lines: there is no markup to
 * parse, no picture to decode, nothing to fetch, and it is sharp at any size of screen and text.
 */
export const Logo = z.strictObject({
  viewBox: z.string().check(z.refine((box) => readViewBox(box) !== null, 'must be "0 0 WIDTH HEIGHT"')),
  /** Each `#rrggbb M…` or `M…`, painted one after the other. */
  paths: z
    .array(
      z.string().check(
        z.maxLength(4096),
        z.refine((line) => readMarkPath(line) !== null, 'must be path data, a colour before it or none'),
      ),
    )
    .check(z.minLength(1), z.maxLength(8)),
});
export type Logo = z.infer<typeof Logo>;

/** How a company looks on the screens. Every member may be missing: then it is ours. */
export const Branding = z.strictObject({
  /** Shown in place of the tenant's own name. */
  displayName: z.optional(
    z.string().check(
      z.minLength(1),
      z.maxLength(LONGEST_NAME),
      z.refine((text) => !UNSEEN.test(text) && text.trim() !== '', 'must be one line of visible text'),
    ),
  ),
  logo: z.optional(Logo),
  /** The filled action. Made darker or lighter where it could not be read. */
  accent: z.optional(colour),
  /** The same on dark screens; absent: the accent. */
  accentDark: z.optional(colour),
  /** The night side, behind the door. Made darker where light text could not be read on it. */
  night: z.optional(colour),
});
export type Branding = z.infer<typeof Branding>;

/** A member that cannot be used is left out: how a company looks is never a reason to stop a set-up. Pure. */
export function readBranding(value: unknown): Branding {
  if (typeof value !== 'object' || value === null) return {};
  const members = Object.entries(value).flatMap(([name, said]) => {
    const one = Branding.safeParse({ [name]: said });
    return one.success ? Object.entries(one.data) : [];
  });
  return Object.fromEntries(members);
}

/** A company's name as it may stand on a screen: one line, nothing unseen in it, not endless; `null`: nothing is left. Pure. */
export function readName(name: string): string | null {
  const line = name
    .slice(0, 1024)
    .replace(new RegExp(UNSEEN, 'gu'), ' ')
    .replace(HEAPED, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  const letters = [...line];
  if (letters.length === 0) return null;
  return letters.length > LONGEST_NAME
    ? `${letters
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trim()}…`
    : line;
}

/** What the machine's owner says comes before what the directory says, member by member. Pure. */
export function layBranding(below: Branding, above: Branding): Branding {
  const said = Object.entries(above).filter(([, value]) => value !== undefined);
  return { ...below, ...Object.fromEntries(said) };
}
