import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Slug } from '../../electron/contract/refusals.ts';

// CollectedClientData (WebAuthn L3 5.8.1). Browsers add members on purpose, so that nobody depends on their number.
const ClientData = z.object({
  type: z.string(),
  challenge: z.string().check(z.regex(/^[A-Za-z0-9_-]{22,172}$/)),
  origin: z.string(),
  crossOrigin: z.optional(z.boolean()),
  topOrigin: z.optional(z.string()),
});
export type ClientData = z.infer<typeof ClientData>;

/**
 * Reads the client's half of a ceremony, which names the challenge it answers. Nothing in it is proved yet.
 * A ceremony inside somebody else's frame is refused: neither the kiosk nor the console is ever framed.
 *
 * @param clientDataJSON base64url.
 * @param slug what a malformed answer is called here.
 * @throws Refusal `slug`.
 */
export function readClientData(clientDataJSON: string, slug: Slug): ClientData {
  const text = Buffer.from(clientDataJSON, 'base64url').toString('utf8');
  const read = ClientData.safeParse(parseJson(text, slug));
  if (!read.success)
    throw new Refusal(slug, { detail: 'clientDataJSON lacks a member that WebAuthn requires' });
  if (read.data.crossOrigin === true || read.data.topOrigin !== undefined) {
    throw new Refusal(slug, { detail: 'the ceremony ran in a cross-origin frame' });
  }
  return read.data;
}

function parseJson(text: string, slug: Slug): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the input, which does not belong into a log.
    throw new Refusal(slug, { detail: 'clientDataJSON is not JSON' });
  }
}
