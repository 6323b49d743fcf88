import { decodeJwt } from 'jose';
import { Refusal } from '../contract/refusal.ts';
import { Secret } from '../contract/secret.ts';
import { CLIENTS } from '../contract/wire/challenge.ts';
import { AccessClaims, TokenAnswer } from '../contract/wire/token.ts';
import type { Answer } from './answer.ts';
import type { Deadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';

/** The tokens of one sign-in, in memory and nowhere else. */
export interface Tokens {
  readonly access: Secret;
  readonly refresh: Secret | null;
  /** Seconds that the access token lives from when it was given. */
  readonly lifetime: number;
  readonly claims: AccessClaims;
}

/**
 * Redeems an authorization code. Never repeated: a second redemption revokes the grant that the first one made
 * (spike-directory.md, trap 3). When the answer is lost the way leads back to the challenge.
 */
export async function redeemRequest(
  doorway: Doorway,
  map: DirectoryMap,
  code: Secret,
  codeVerifier: Secret,
  deadline: Deadline,
): Promise<Answer> {
  const url = (await map.get(deadline)).token;
  const form = {
    grant_type: 'authorization_code',
    client_id: CLIENTS.agent,
    code: code.reveal(),
    code_verifier: codeVerifier.reveal(),
  };
  return await doorway.call({ method: 'POST', url, form, proof: true, idempotent: false, deadline });
}

/** Refreshes. May be repeated: refresh tokens that are bound to a key do not rotate (design.md, Tokens). */
export async function refreshRequest(
  doorway: Doorway,
  map: DirectoryMap,
  refreshToken: Secret,
  deadline: Deadline,
): Promise<Answer> {
  const url = (await map.get(deadline)).token;
  const form = {
    grant_type: 'refresh_token',
    client_id: CLIENTS.agent,
    refresh_token: refreshToken.reveal(),
  };
  return await doorway.call({ method: 'POST', url, form, proof: true, idempotent: true, deadline });
}

/** Reads the token endpoint's answer. Pure. @throws Refusal token_invalid for a dead code or refresh token */
export function readTokens(answer: Answer): Tokens {
  if (answer.status !== 200) throw readRefusal(answer);
  const body = readShape(answer, TokenAnswer);
  return {
    access: new Secret(body.access_token),
    refresh: body.refresh_token === undefined ? null : new Secret(body.refresh_token),
    lifetime: body.expires_in,
    claims: readClaims(body.access_token),
  };
}

/**
 * Claims of an access token. Its signature is the resource's business; we have it from the token endpoint over TLS, and
 * only read whose it is, and until when.
 */
function readClaims(accessToken: string): AccessClaims {
  try {
    return AccessClaims.parse(decodeJwt(accessToken));
  } catch {
    // No cause: it could quote the token.
    throw new Refusal('directory_incompatible', { detail: 'The access token lacks the claims we need.' });
  }
}
