import { randomBytes } from 'node:crypto';
import type { RequestOptionsJson } from '../../electron/contract/wire/webauthn.ts';
import type { DirectoryContext } from '../context.ts';

const CHALLENGE_LIFE = 5 * 60_000;

/** The sign-in that asks for an assertion. */
export interface AssertionRequest {
  /** Hash of the auth_session, as in `auth_sessions.hash`: the answer has to come in the same one. */
  readonly authSession: string;
  /** Whose credentials may be named; leave it out before a first factor, so that nobody learns who has which (rule: wire). */
  readonly userId?: string;
}

/** Request options with a new challenge: five minutes, good once, for this auth_session alone (WebAuthn L3 13.4.3). */
export async function makeRequestOptions(
  context: DirectoryContext,
  { authSession, userId }: AssertionRequest,
): Promise<RequestOptionsJson> {
  const challenge = randomBytes(32).toString('base64url');
  await context.store.db
    .insertInto('webauthn_challenges')
    .values({
      challenge,
      purpose: 'get',
      user_id: userId ?? null,
      sid: null,
      auth_session: authSession,
      expires_at: context.clock.now() + CHALLENGE_LIFE,
      used_at: null,
    })
    .execute();
  return {
    challenge,
    rpId: context.relyingParty.id,
    timeout: CHALLENGE_LIFE,
    userVerification: 'required',
    allowCredentials: userId === undefined ? [] : await credentialsOf(context, userId),
  };
}

async function credentialsOf(context: DirectoryContext, userId: string) {
  const rows = await context.store.db
    .selectFrom('credentials')
    .select('credential_id')
    .where('user_id', '=', userId)
    .execute();
  return rows.map((row) => ({ type: 'public-key' as const, id: row.credential_id }));
}
