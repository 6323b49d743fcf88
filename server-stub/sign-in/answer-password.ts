import { Refusal } from '../../electron/contract/refusal.ts';
import { writeSignIn } from '../audit/sign-ins.ts';
import { waysOn } from '../conditional-access/blocking.ts';
import { evaluationOf, GateRefusal } from '../conditional-access/gate-refusal.ts';
import { lapseReservations } from '../passes/lapse.ts';
import { liveReservation } from '../passes/reserve.ts';
import type { UserRow } from '../store/tables.ts';
import { type ChallengeAttempt, type ChallengeOutcome, signInEvent } from './attempt.ts';
import { endAuthSession, markVerified } from './auth-session.ts';
import { offerSecond } from './offer-methods.ts';
import { openGates } from './open-gates.ts';

const SHOWN = [{ method: 'Password', detail: null }] as const;

/** The password opens everything that this sign-in needs. */
async function grantCode(attempt: ChallengeAttempt, user: UserRow): Promise<ChallengeOutcome> {
  const { context, session } = attempt;
  const open = await openGates(attempt, user, { modes: ['password'], strength: 'single' });
  return context.store.transaction(async () => {
    const { handle, sid } = await attempt.finish({
      userId: user.id,
      amr: ['pwd'],
      acr: null,
    });
    await endAuthSession(context, session);
    await writeSignIn(context, { ...signInEvent(attempt), shown: SHOWN, ...open, sid, multiFactor: false });
    return { outcome: 'granted', handle };
  });
}

/**
 * Where a session stands after its password: a code, what remains, or the loop. Asked again on each poll.
 *
 * @throws Refusal `mfa_enrolment_required` with the gates (the loop), and whatever else gates say
 */
export async function continueAfterPassword(
  attempt: ChallengeAttempt,
  user: UserRow,
): Promise<ChallengeOutcome> {
  try {
    return await grantCode(attempt, user);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.slug !== 'mfa_required') throw thrown;
    const gates = thrown.details.gates ?? [];
    const methods = await offerSecond(attempt, gates);
    const evaluation = evaluationOf(thrown);
    if (methods.length === 0) {
      // Nobody is sent for a pass that would not help.
      const slug = waysOn(gates).includes('temporary_access_pass')
        ? 'mfa_enrolment_required'
        : 'policy_blocked';
      throw evaluation ? new GateRefusal(slug, evaluation) : new Refusal(slug, { gates });
    }
    return { outcome: 'needed', methods, gates, ...(evaluation ? { evaluation } : {}) };
  }
}

/**
 * Answers with the password.
 *
 * @throws Refusal `password_wrong`, `method_locked`, `throttled`, and what `continueAfterPassword` says
 */
export async function answerPassword(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  const { context, lockout, user, session, jkt, source } = attempt;
  const typed = attempt.request.password;
  if (!typed) throw new Refusal('request_malformed', { detail: 'password is missing' });
  await lapseReservations(context);
  const holder =
    user !== undefined && jkt !== null && (await liveReservation(context, user.id, jkt)) !== undefined;
  const right = await lockout.guard(context, { name: session.login_hint, jkt, source, holder }, () =>
    context.slowHash.matches(typed, user?.password_hash ?? context.slowHash.dummy),
  );
  if (!right || !user) throw new Refusal('password_wrong');
  const verified = await markVerified(context, session, 'pwd');
  const outcome = await continueAfterPassword({ ...attempt, session: verified }, user);
  if (outcome.outcome === 'needed') {
    await writeSignIn(context, {
      ...signInEvent(attempt),
      shown: SHOWN,
      refusedWith: 'mfa_required',
      ...(outcome.evaluation ? { evaluation: outcome.evaluation } : {}),
      multiFactor: true,
    });
  }
  return outcome;
}
