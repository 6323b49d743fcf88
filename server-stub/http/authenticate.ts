import type { FastifyRequest } from 'fastify';
import { errors, jwtVerify } from 'jose';
import { Refusal } from '../../electron/contract/refusal.ts';
import { checkNotBlocked } from '../conditional-access/standing-sign-in.ts';
import type { DirectoryContext } from '../context.ts';
import type { Caller, Requirement, UserCaller } from './caller.ts';
import { verifyDpop } from './dpop.ts';
import { type VouchedProof, vouchedKey } from './vouched-proof.ts';

export type { ApplicationCaller, Caller, Requirement, UserCaller } from './caller.ts';

interface Presented {
  readonly scheme: 'dpop' | 'bearer';
  readonly token: string;
}

function presentedToken(request: FastifyRequest): Presented {
  const match = /^(dpop|bearer) +([A-Za-z0-9_.~+/-]+=*)$/i.exec(request.headers.authorization ?? '');
  if (!match?.[1] || !match[2]) throw new Refusal('token_invalid', { detail: 'no access token was sent' });
  return { scheme: match[1].toLowerCase() as Presented['scheme'], token: match[2] };
}

interface TokenClaims {
  readonly client_id: string;
  readonly sub: string;
  readonly sid?: string;
  readonly scope?: string;
  readonly roles?: readonly string[];
  readonly idtyp?: string;
  readonly cnf?: { readonly jkt?: string };
}

/**
 * Signature, issuer, audience and `exp`, which the provider stamps from the system's clock; whether the sign-in behind it
 * still stands is judged by the directory's, in `liveSession`.
 */
async function readToken(context: DirectoryContext, token: string): Promise<TokenClaims> {
  try {
    const { payload } = await jwtVerify(token, context.tokenKey, {
      typ: 'at+jwt',
      algorithms: ['ES256'],
      issuer: context.urls.root,
      audience: context.urls.root,
      requiredClaims: ['exp', 'sub', 'client_id'],
    });
    return payload as unknown as TokenClaims;
  } catch (thrown) {
    const expired = thrown instanceof errors.JWTExpired;
    throw new Refusal(
      'token_invalid',
      { detail: expired ? 'the access token has expired' : 'not one of ours' },
      thrown,
    );
  }
}

async function checkBinding(
  context: DirectoryContext,
  request: FastifyRequest,
  presented: Presented,
  claims: TokenClaims,
  dpop: Requirement['dpop'],
): Promise<string | null> {
  const bound = claims.cnf?.jkt ?? null;
  if (bound === null) {
    if (dpop === 'required' || presented.scheme === 'dpop') {
      throw new Refusal('token_invalid', { detail: 'this needs a token that is bound to a key' });
    }
    return null;
  }
  // A bound token sent as Bearer is a stolen one until shown otherwise (RFC 9449 7.2).
  if (presented.scheme !== 'dpop')
    throw new Refusal('token_invalid', { detail: 'a bound token came as Bearer' });
  const vouched = vouchedKey(presented.token);
  const jkt = vouched ?? (await verifyDpop(context, request, { accessToken: presented.token })).jkt;
  if (jkt !== bound) throw new Refusal('dpop_invalid', { detail: 'the token is bound to another key' });
  return jkt;
}

function checkAnyOf(have: readonly string[], wanted: string | readonly string[] | undefined): void {
  const any = typeof wanted === 'string' ? [wanted] : (wanted ?? []);
  if (!any.some((name) => have.includes(name))) throw new Refusal('permission_denied');
}

/**
 * The sign-in behind a token, looked up on every call: what was revoked is refused at once. Under a reservation it
 * ends with that: its row says so, and ending a reservation early deletes the row.
 */
async function liveSession(context: DirectoryContext, sid: string | undefined) {
  const now = context.clock.now();
  const row = await context.store.db
    .selectFrom('sessions')
    .innerJoin('oidc', (join) => join.onRef('oidc.id', '=', 'sessions.sid').on('oidc.kind', '=', 'Grant'))
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .leftJoin('devices', 'devices.jkt', 'sessions.jkt')
    .selectAll('sessions')
    .select(['devices.device_id', 'users.account_enabled', 'users.sessions_valid_from'])
    .where('sessions.sid', '=', sid ?? '')
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
  if (!row || row.account_enabled === 0 || row.created_at < row.sessions_valid_from) {
    throw new Refusal('token_invalid', { detail: 'the sign-in behind this token has ended' });
  }
  return row;
}

async function userCaller(
  context: DirectoryContext,
  claims: TokenClaims,
  jkt: string | null,
  requirement: Requirement,
  userAgent: string | undefined,
): Promise<UserCaller> {
  const session = await liveSession(context, claims.sid);
  const scopes = (claims.scope ?? '').split(' ').filter((name) => name !== '');
  checkAnyOf(scopes, requirement.scope);
  if (session.reservation_id !== null && requirement.underReservation !== true) {
    throw new Refusal('permission_denied', {
      detail: 'a token under a reservation may only join, enrol and report',
    });
  }
  await checkNotBlocked(context, { session, scope: scopes.join(' '), userAgent });
  const age = context.clock.now() / 1000 - session.auth_time;
  if (requirement.maxAge !== undefined && age > requirement.maxAge) throw new Refusal('authentication_stale');
  const roles = await context.store.db
    .selectFrom('role_assignments')
    .select('role')
    .where('user_id', '=', session.user_id)
    .execute();
  return {
    kind: 'user',
    userId: session.user_id,
    clientId: session.client_id,
    scopes,
    roles: roles.map((row) => row.role),
    sid: session.sid,
    jkt,
    authTime: session.auth_time,
    amr: JSON.parse(session.amr) as string[],
    deviceId: session.device_id,
    reservationId: session.reservation_id,
  };
}

/**
 * Who is calling: checks the access token, the sign-in behind it (by `sid`, on every call) and the DPoP proof.
 * Call it in `onRequest`, before the body is read, so that a caller without a token learns nothing about our schemas.
 *
 * @throws Refusal `token_invalid`, `dpop_invalid`, `dpop_nonce_required`, `permission_denied`, `authentication_stale`
 */
export async function authenticate(
  context: DirectoryContext,
  request: FastifyRequest,
  requirement: Requirement,
): Promise<Caller> {
  const presented = presentedToken(request);
  const claims = await readToken(context, presented.token);
  const jkt = await checkBinding(context, request, presented, claims, requirement.dpop);
  if (claims.idtyp !== 'app')
    return userCaller(context, claims, jkt, requirement, request.headers['user-agent']);
  checkAnyOf(claims.roles ?? [], requirement.application);
  return { kind: 'application', clientId: claims.client_id, roles: claims.roles ?? [], jkt };
}

/**
 * Who brings a batch: the token has to be one of ours, and a bound one to come with its proof for the batch's own URL. What the
 * token allows is asked by each request inside.
 *
 * @returns the proof that counts for those requests; none where the token is not bound to a key.
 * @throws Refusal `token_invalid`, `dpop_invalid`, `dpop_nonce_required`
 */
export async function authenticateBatch(
  context: DirectoryContext,
  request: FastifyRequest,
): Promise<VouchedProof | undefined> {
  const presented = presentedToken(request);
  const claims = await readToken(context, presented.token);
  const jkt = await checkBinding(context, request, presented, claims, 'optional');
  return jkt === null ? undefined : { token: presented.token, jkt };
}

/** `authenticate` for routes that only people may call (`/me`, joining, enrolling). */
export async function authenticateUser(
  context: DirectoryContext,
  request: FastifyRequest,
  requirement: Omit<Requirement, 'application'>,
): Promise<UserCaller> {
  const caller = await authenticate(context, request, requirement);
  if (caller.kind !== 'user') throw new Refusal('permission_denied');
  return caller;
}
