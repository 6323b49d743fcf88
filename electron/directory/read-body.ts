import type * as z from 'zod/mini';
import { Refusal, type RefusalDetails } from '../contract/refusal.ts';
import type { Slug } from '../contract/refusals.ts';
import { shownText } from '../contract/shown-text.ts';
import type { Answer } from './answer.ts';

/**
 * The JSON of an answer. Pure.
 * @throws Refusal captive_portal, proxy_refused, directory_busy, directory_failed, directory_incompatible: who answered
 *   when it was not the directory, as far as that can be told
 */
export function readBody(answer: Answer): unknown {
  const { status, mediaType } = answer;
  if (status === 407) throw notTheDirectory('proxy_refused', answer);
  // 511 is RFC 6585 6, made for portals; most of them redirect instead. The directory itself never redirects us.
  if (status === 511 || (status >= 300 && status < 400)) throw notTheDirectory('captive_portal', answer);
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return parse(answer);
  if (status === 503) throw notTheDirectory('directory_busy', answer);
  if (status >= 500) throw notTheDirectory('directory_failed', answer);
  if (mediaType === 'text/html' || mediaType === 'application/xhtml+xml') {
    throw notTheDirectory('captive_portal', answer);
  }
  throw notTheDirectory('directory_incompatible', answer);
}

/** The JSON of an answer in the shape that was expected. Pure. @throws Refusal directory_incompatible and readBody's */
export function readShape<Schema extends z.ZodMiniType>(answer: Answer, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(readBody(answer));
  if (parsed.success) return parsed.data;
  // Where it broke, never what was there: the value may be a token.
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  throw notTheDirectory('directory_incompatible', answer, `unexpected shape at "${place}"`);
}

function parse(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    // No cause: the message of a SyntaxError quotes the text.
    throw notTheDirectory('directory_incompatible', answer, 'malformed JSON');
  }
}

function notTheDirectory(slug: Slug, answer: Answer, what = answer.mediaType): Refusal {
  const details: RefusalDetails = {
    detail: `HTTP ${answer.status} ${shownText(what)}`.trim(),
    ...(answer.retryAfter !== undefined && { retryAfter: answer.retryAfter }),
    ...(answer.requestId !== undefined && { requestId: answer.requestId }),
  };
  return new Refusal(slug, details);
}
