import { randomBytes } from 'node:crypto';
import type { CreationOptionsJson } from '../../electron/contract/wire/webauthn.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';
import { ALGORITHMS } from './algorithms.ts';
import { checkAnotherMethod } from './another-method.ts';
import { checkRegistrationWindow } from './registration-window.ts';
import { challengeOwner } from './spend-challenge.ts';
import { userHandle } from './user-handle.ts';

/** Entra fixes it at five minutes in v1.0 (reference A4). */
const CHALLENGE_LIFE = 5 * 60_000;
/** What the authenticator's own prompt may take, in milliseconds; shorter than the challenge, so that the prompt ends first. */
const PROMPT_TIMEOUT = 4 * 60_000;

/** Creation options and the end of their challenge (milliseconds since 1970). */
export interface CreationOptions {
  readonly publicKey: CreationOptionsJson;
  readonly expiresAt: number;
}

/**
 * Options for making a credential (WebAuthn L3 5.4), with a challenge that is good once, for five minutes, for this user
 * in this sign-in. `excludeCredentials` names what this user has on this device and has proved: a provisional one may be
 * made again, since its registration may never have reached us. Under a reservation nothing is excluded: the proof of the
 * new credential retires the old one (a forgotten PIN).
 *
 * @throws Refusal `mfa_required`, `registration_window_closed`, `another_method_needed`
 */
export async function makeCreationOptions(
  context: DirectoryContext,
  caller: UserCaller,
): Promise<CreationOptions> {
  await checkRegistrationWindow(context, caller);
  await checkAnotherMethod(context, caller);
  const user = await context.store.db
    .selectFrom('users')
    .select(['display_name', 'user_principal_name'])
    .where('id', '=', caller.userId)
    .executeTakeFirstOrThrow();
  const { challenge, expiresAt } = await storeChallenge(context, caller);
  const { id, name } = context.relyingParty;
  return {
    expiresAt,
    publicKey: {
      rp: { id, name },
      user: { id: userHandle(caller.userId), name: user.user_principal_name, displayName: user.display_name },
      challenge,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: PROMPT_TIMEOUT,
      excludeCredentials: await provedHere(context, caller),
      authenticatorSelection: {
        ...(caller.deviceId === null ? {} : { authenticatorAttachment: 'platform' as const }),
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'direct',
    },
  };
}

async function storeChallenge(context: DirectoryContext, caller: UserCaller) {
  const challenge = randomBytes(32).toString('base64url');
  const expiresAt = context.clock.now() + CHALLENGE_LIFE;
  await context.store.db
    .insertInto('webauthn_challenges')
    .values({
      challenge,
      purpose: 'create',
      user_id: caller.userId,
      sid: challengeOwner(caller),
      auth_session: null,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return { challenge, expiresAt };
}

async function provedHere(context: DirectoryContext, caller: UserCaller) {
  if (caller.jkt === null || caller.reservationId !== null) return [];
  const rows = await context.store.db
    .selectFrom('credentials')
    .select('credential_id')
    .where('user_id', '=', caller.userId)
    .where('jkt', '=', caller.jkt)
    .where('state', '=', 'active')
    .execute();
  return rows.map((row) => ({ type: 'public-key' as const, id: row.credential_id }));
}
