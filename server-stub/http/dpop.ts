import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/** How far `iat` may lie from the directory's time without a nonce; oidc-provider's figure. */
const WINDOW_SECONDS = 300;
const LONGEST_PROOF = 8192;

/** The key that made a proof. */
export interface DpopHolder {
  /** RFC 7638 SHA-256 thumbprint, base64url. */
  readonly jkt: string;
}

function refuse(detail: string): Refusal {
  return new Refusal('dpop_invalid', { detail });
}

/** Exactly one header: two could be judged differently by whoever stands in front of us. */
function onlyProof(request: FastifyRequest): string {
  const names = request.raw.rawHeaders.filter((_, index) => index % 2 === 0);
  if (names.filter((name) => name.toLowerCase() === 'dpop').length !== 1)
    throw refuse('one DPoP header is needed');
  const proof = request.headers.dpop;
  if (typeof proof !== 'string' || proof.length > LONGEST_PROOF) throw refuse('the DPoP header is too long');
  return proof;
}

async function readProof(proof: string): Promise<{ payload: JWTPayload; jkt: string }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      // Time is judged below, against the directory's clock; jose would look at `exp` and `nbf` by the system's.
      currentDate: new Date(0),
    });
    return { payload, jkt: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) };
  } catch (thrown) {
    throw new Refusal('dpop_invalid', { detail: 'the DPoP proof is not a signed ES256 dpop+jwt' }, thrown);
  }
}

/** `htu` without query and fragment against the configured URL, never against the Host header. */
function checkTarget(request: FastifyRequest, payload: JWTPayload, root: string): void {
  const called = new URL((request.raw.url ?? '/').split('?', 1)[0] ?? '/', root);
  const claimed = typeof payload.htu === 'string' ? URL.parse(payload.htu) : null;
  if (payload.htm !== request.method) throw refuse('htm is not the method of this request');
  if (claimed === null) throw refuse('htu is missing');
  claimed.hash = '';
  claimed.search = '';
  if (claimed.href !== called.href) throw refuse('htu is not the URL of this request');
}

/**
 * A nonce replaces the check of `iat`: that is what lets a laptop with a dead clock battery go on (rule 8). Without one,
 * a proof from another time, or from before the directory started, is asked to come back with one.
 */
function checkTime(request: FastifyRequest, context: DirectoryContext, payload: JWTPayload): void {
  const { nonces, replay } = context.dpop;
  const { nonce, iat } = payload;
  if (typeof iat !== 'number') throw refuse('iat is missing');
  if (nonce !== undefined) {
    if (nonce !== nonces.next()) request.dpopNonce = nonces.next();
    if (typeof nonce === 'string' && nonces.accepts(nonce)) return;
  } else {
    const away = Math.abs(context.clock.now() / 1000 - iat);
    if (away <= WINDOW_SECONDS && iat >= Math.floor(replay.startedAt / 1000)) return;
  }
  request.dpopNonce = nonces.next();
  throw new Refusal('dpop_nonce_required');
}

/**
 * Verifies the DPoP proof of a request (RFC 9449 section 4.3).
 *
 * @param options `accessToken`: the token that the proof must be made for (`ath`)
 * @returns the thumbprint of the key that signed it
 * @throws Refusal `dpop_invalid`, `dpop_nonce_required` (the answer then carries `DPoP-Nonce`)
 */
export async function verifyDpop(
  context: DirectoryContext,
  request: FastifyRequest,
  options: { readonly accessToken?: string } = {},
): Promise<DpopHolder> {
  const { payload, jkt } = await readProof(onlyProof(request));
  checkTarget(request, payload, context.urls.root);
  checkTime(request, context, payload);
  if (options.accessToken !== undefined) {
    const ath = createHash('sha256').update(options.accessToken).digest('base64url');
    if (payload.ath !== ath) throw refuse('ath is not the hash of this access token');
  }
  const { jti } = payload;
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) throw refuse('jti is missing');
  if (!context.dpop.replay.firstUse(jkt, jti, context.clock.now()))
    throw refuse('this proof was used before');
  return { jkt };
}
