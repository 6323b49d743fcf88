import { Refusal } from '../../electron/contract/refusal.ts';
import { writeSignIn } from '../audit/sign-ins.ts';
import { credentialMode } from '../conditional-access/strengths.ts';
import { credentialStrength } from '../credentials/strength.ts';
import { verifyAssertion } from '../credentials/verify-assertion.ts';
import { commitProof, reservationToProve } from '../passes/commit-proof.ts';
import { lapseReservations } from '../passes/lapse.ts';
import type { CredentialRow, UserRow } from '../store/tables.ts';
import { type ChallengeAttempt, type ChallengeOutcome, passwordVerified, signInEvent } from './attempt.ts';
import { endAuthSession } from './auth-session.ts';
import { openGates } from './open-gates.ts';

/** Makes a provisional credential active; an active one has nothing to commit. */
async function commitIfProvisional(attempt: ChallengeAttempt, credentialId: string): Promise<void> {
  const { context, client, jkt } = attempt;
  const now = await context.store.db
    .selectFrom('credentials')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  if (!now) throw new Refusal('credential_unknown');
  if (now.state === 'active') return;
  if (!client.reserves || jkt === null) throw new Refusal('credential_not_proved');
  await commitProof(context, now, await reservationToProve(context, now, jkt));
}

async function grantCode(
  attempt: ChallengeAttempt,
  user: UserRow,
  credential: CredentialRow,
): Promise<ChallengeOutcome> {
  const { context, session } = attempt;
  const { strength, amr } = await credentialStrength(context, credential);
  const open = await openGates(attempt, user, {
    modes: [credentialMode(credential.kind, strength)],
    strength,
  });
  return context.store.transaction(async () => {
    await commitIfProvisional(attempt, credential.credential_id);
    const { handle, sid } = await attempt.finish({
      userId: user.id,
      amr: passwordVerified(session) ? ['pwd', ...amr] : amr,
      acr: strength,
      credentialId: credential.credential_id,
    });
    await endAuthSession(context, session);
    const method = credential.device_id === null ? 'Passkey' : 'Windows Hello for Business';
    await writeSignIn(context, {
      ...signInEvent(attempt),
      shown: [{ method, detail: credential.display_name }],
      ...open,
      sid,
      multiFactor: true,
    });
    return { outcome: 'granted', handle };
  });
}

/**
 * Answers with a credential. For a provisional one this is the proof: it becomes active and the pass is committed.
 *
 * @throws Refusal `credential_invalid`, `credential_unknown`, `credential_wrong_device`, `credential_not_proved`,
 *   `device_disabled`, `reservation_ended`, and what gates say
 */
export async function answerPasskey(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  const { context, session, user, jkt } = attempt;
  const response = attempt.request.authn_response;
  if (!response) throw new Refusal('request_malformed', { detail: 'authn_response is missing' });
  await lapseReservations(context);
  const credential = await verifyAssertion(context, {
    response,
    authSession: session.hash,
    userId: user?.id ?? null,
    jkt,
  });
  if (!user) throw new Refusal('credential_unknown');
  return grantCode(attempt, user, credential);
}
