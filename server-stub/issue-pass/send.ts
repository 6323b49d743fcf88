import got, { type Got, type Response } from 'got';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Slug } from '../../electron/contract/refusals.ts';

const PATIENCE = 15_000;

/** Errors of sockets, DNS and TLS by what they mean to whoever typed the command. */
const MEANING: Readonly<Record<string, Slug>> = {
  ENOTFOUND: 'name_not_resolved',
  EAI_AGAIN: 'name_not_resolved',
  CERT_HAS_EXPIRED: 'clock_wrong',
  CERT_NOT_YET_VALID: 'clock_wrong',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate_untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate_untrusted',
  CERT_UNTRUSTED: 'certificate_untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_untrusted',
  EPROTO: 'directory_incompatible',
};

/**
 * A client that trusts `ca` (PEM) alone, or the machine's own authorities without it. It repeats nothing: a second POST
 * would replace the pass that the first one made.
 */
export function createClient(ca: string | undefined): Got {
  return got.extend({
    retry: { limit: 0 },
    timeout: { request: PATIENCE },
    throwHttpErrors: false,
    followRedirect: false,
    ...(ca === undefined ? {} : { https: { certificateAuthority: ca } }),
  });
}

/**
 * Sends one request and names what can go wrong on the way.
 *
 * @throws Refusal `name_not_resolved`, `directory_unreachable`, `certificate_untrusted`, `clock_wrong`,
 *   `directory_incompatible`; `detail` holds the platform's code.
 */
export async function send(
  directory: string,
  request: () => PromiseLike<Response<string>>,
): Promise<Response<string>> {
  try {
    return await request();
  } catch (thrown) {
    const code = String((thrown as { code?: unknown }).code ?? 'unknown');
    // The error itself carries the request, and the request carries the secret: only its code goes on.
    throw new Refusal(MEANING[code] ?? 'directory_unreachable', { detail: `${directory}: ${code}` });
  }
}
