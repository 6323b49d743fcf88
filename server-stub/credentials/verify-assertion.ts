import { Refusal } from '../../electron/contract/refusal.ts';
import { AssertionJson } from '../../electron/contract/wire/webauthn.ts';
import type { DirectoryContext } from '../context.ts';
import type { CredentialRow } from '../store/tables.ts';
import { auditCopiedKey } from './audit.ts';
import { type UnknownAnswer, whyUnknown } from './lost.ts';
import { readClientData } from './read-client-data.ts';
import { userHandle } from './user-handle.ts';
import { isCopied, verifySignature } from './verify-signature.ts';

/** An answer to request options, as the challenge endpoint gets it. */
export interface AssertionAnswer {
  /** `authn_response`: AssertionJson as JSON text. */
  readonly response: string;
  /** Hash of the auth_session in which the options were given out. */
  readonly authSession: string;
  /** The user that the session is about; `null` for a name that nobody has. */
  readonly userId: string | null;
  /** Thumbprint of the DPoP key of this request; `null` in a browser. */
  readonly jkt: string | null;
}

/**
 * Verifies a sign-in with a credential: challenge of this session and used once, origin, RP ID, user verified, signature,
 * counter; and what the credential is allowed: `tpm` and `software` only with the key of their own device, `provisional`
 * only with the key under which it was registered. The caller decides what a provisional credential may then be used for.
 *
 * Call it outside a transaction: what it spends (challenge, counter) has to stay spent when the sign-in is refused later.
 *
 * @returns the credential as it now stands.
 * @throws Refusal `credential_invalid`, `credential_unknown`, `credential_wrong_device`, `credential_not_proved`,
 *   `device_disabled`, `device_deleted`
 */
export async function verifyAssertion(
  context: DirectoryContext,
  answer: AssertionAnswer,
): Promise<CredentialRow> {
  const assertion = readAssertion(answer.response);
  const { challenge } = readClientData(assertion.response.clientDataJSON, 'credential_invalid');
  await spendChallenge(context, challenge, answer.authSession);
  const credential = await findCredential(context, { assertion, challenge, userId: answer.userId });
  checkUserHandle(assertion, credential.user_id);
  const signCount = await verifySignature({
    assertion,
    challenge,
    key: { credentialId: credential.credential_id, publicKey: credential.public_key },
    party: context.relyingParty,
  });
  await checkDevice(context, credential, answer.jkt);
  if (isCopied(credential.sign_count, signCount)) {
    await auditCopiedKey(context, credential, signCount);
    throw new Refusal('credential_invalid', { detail: 'the signature counter went back: a copied key' });
  }
  await storeCounter(context, credential, signCount);
  return { ...credential, sign_count: signCount };
}

function readAssertion(text: string): AssertionJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('credential_invalid', { detail: 'authn_response is not JSON' });
  }
  const read = AssertionJson.safeParse(value);
  if (read.success) return read.data;
  throw new Refusal('credential_invalid', { detail: 'authn_response is not an assertion' });
}

/** Spent before anything is verified: a challenge that was answered wrongly is not given a second try. */
async function spendChallenge(
  context: DirectoryContext,
  challenge: string,
  authSession: string,
): Promise<void> {
  const now = context.clock.now();
  const spent = await context.store.db
    .updateTable('webauthn_challenges')
    .set({ used_at: now })
    .where('challenge', '=', challenge)
    .where('purpose', '=', 'get')
    .where('auth_session', '=', authSession)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (spent.numUpdatedRows === 0n) {
    throw new Refusal('credential_invalid', {
      detail: 'the challenge is not of this session, used or too old',
    });
  }
}

async function findCredential(context: DirectoryContext, answer: UnknownAnswer): Promise<CredentialRow> {
  const row = await context.store.db
    .selectFrom('credentials')
    .selectAll()
    .where('credential_id', '=', answer.assertion.id)
    .executeTakeFirst();
  // Somebody else's credential is as unknown as none: which ids exist is nobody's business.
  if (!row || row.user_id !== answer.userId) throw await whyUnknown(context, answer);
  return row;
}

/** WebAuthn L3 7.2 step 6: where the authenticator names the user, it must be the user of the credential. */
function checkUserHandle(assertion: AssertionJson, userId: string): void {
  const given = assertion.response.userHandle;
  if (typeof given === 'string' && given !== '' && given !== userHandle(userId)) {
    throw new Refusal('credential_invalid', { detail: 'the user handle is not that of this user' });
  }
}

async function checkDevice(context: DirectoryContext, credential: CredentialRow, jkt: string | null) {
  const bound = credential.kind === 'tpm' || credential.kind === 'software';
  if (bound && (jkt === null || credential.jkt !== jkt)) throw new Refusal('credential_wrong_device');
  if (credential.state === 'provisional' && (jkt === null || credential.jkt !== jkt)) {
    throw new Refusal('credential_not_proved');
  }
  if (credential.device_id === null) return;
  const device = await context.store.db
    .selectFrom('devices')
    .select('account_enabled')
    .where('id', '=', credential.device_id)
    .executeTakeFirst();
  if (device?.account_enabled !== 1) throw new Refusal('device_disabled');
}

/** The old counter in the condition: of two answers at once with one counter, the second is the copy. */
async function storeCounter(context: DirectoryContext, credential: CredentialRow, signCount: number) {
  if (signCount === credential.sign_count) return;
  const stored = await context.store.db
    .updateTable('credentials')
    .set({ sign_count: signCount })
    .where('credential_id', '=', credential.credential_id)
    .where('sign_count', '=', credential.sign_count)
    .executeTakeFirst();
  if (stored.numUpdatedRows === 0n) {
    throw new Refusal('credential_invalid', { detail: 'the counter was used by another sign-in' });
  }
}
