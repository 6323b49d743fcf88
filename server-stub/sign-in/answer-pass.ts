import { Refusal } from '../../electron/contract/refusal.ts';
import { writeSignIn } from '../audit/sign-ins.ts';
import { passMode } from '../conditional-access/strengths.ts';
import { passAtSignIn, passToCompare } from '../passes/find.ts';
import { judgePass } from '../passes/judge.ts';
import { lapseReservations } from '../passes/lapse.ts';
import { readPassPolicy } from '../passes/policy.ts';
import { liveReservation, reservePass, spendPass } from '../passes/reserve.ts';
import { passEnd } from '../passes/usability.ts';
import type { PassRow, UserRow } from '../store/tables.ts';
import {
  type ChallengeAttempt,
  type ChallengeOutcome,
  type Proven,
  passwordVerified,
  signInEvent,
} from './attempt.ts';
import { endAuthSession } from './auth-session.ts';
import type { OpenGates } from './check-gates.ts';
import { openGates } from './open-gates.ts';
import { memberships } from './users.ts';

/** Compares what was typed with the user's pass: the same work for names and passes that do not exist. */
async function matchingPass(attempt: ChallengeAttempt, typed: string): Promise<PassRow | undefined> {
  const { context, lockout, user, session, jkt, source } = attempt;
  await lapseReservations(context);
  const pass = user && (await passToCompare(context, user.id));
  const holder =
    user !== undefined && jkt !== null && (await liveReservation(context, user.id, jkt)) !== undefined;
  const right = await lockout.guard(context, { name: session.login_hint, jkt, source, holder }, () =>
    context.slowHash.matches(typed, pass?.hash ?? context.slowHash.dummy),
  );
  return right ? pass : undefined;
}

/** The pass as it is now; between the hash and this transaction it may have been taken back or used. */
async function passAgain(attempt: ChallengeAttempt, pass: PassRow): Promise<PassRow> {
  const current = await passAtSignIn(attempt.context, pass.user_id);
  if (current?.id !== pass.id) throw new Refusal('pass_not_found');
  const policy = await readPassPolicy(attempt.context);
  const { groups } = await memberships(attempt.context, pass.user_id);
  judgePass(current, policy, groups, attempt.context.clock.now());
  return current;
}

/** Holds the pass for the agent, or spends it for everybody else; the sign-in ends with it. */
async function takePass(attempt: ChallengeAttempt, pass: PassRow): Promise<Partial<Proven>> {
  const { context, client, jkt } = attempt;
  if (client.reserves && jkt !== null) {
    const reservation = await reservePass(context, pass, jkt);
    return { passId: pass.id, reservationId: reservation.id, endsAt: reservation.ends_at };
  }
  await spendPass(context, pass, jkt ?? '');
  return { passId: pass.id, endsAt: passEnd(pass) };
}

function grantCode(
  attempt: ChallengeAttempt,
  user: UserRow,
  pass: PassRow,
  open: OpenGates,
): Promise<ChallengeOutcome> {
  const { context, session } = attempt;
  const withPassword = passwordVerified(session);
  // One transaction: of fifty keys at once one holds the pass, and what it gets is there or not there as a whole.
  return context.store.transaction(async () => {
    const taken = await takePass(attempt, await passAgain(attempt, pass));
    const { handle, sid } = await attempt.finish({
      userId: user.id,
      amr: withPassword ? ['pwd', 'tap', 'mfa'] : ['tap', 'mfa'],
      acr: 'mfa',
      ...taken,
    });
    await endAuthSession(context, session);
    const detail = pass.is_usable_once === 1 ? 'One-time' : 'Multi-use';
    await writeSignIn(context, {
      ...signInEvent(attempt),
      shown: [
        ...(withPassword ? [{ method: 'Password' as const, detail: null }] : []),
        { method: 'Temporary Access Pass', detail },
      ],
      ...open,
      sid,
      multiFactor: true,
    });
    return { outcome: 'granted', handle };
  });
}

/**
 * Answers with a Temporary Access Pass, as the first factor or after a password.
 *
 * @throws Refusal `pass_wrong`, `pass_not_found`, `pass_used`, `pass_expired`, `pass_not_yet_valid`, `pass_reserved`,
 *   `pass_blocked_by_policy`, `reservation_limit`, `method_locked`, `throttled`, `account_disabled` and what gates say
 */
export async function answerPass(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  const { context, user } = attempt;
  const typed = attempt.request.temporary_access_pass?.replace(/\s/g, '');
  if (!typed) throw new Refusal('request_malformed', { detail: 'temporary_access_pass is missing' });
  const pass = await matchingPass(attempt, typed);
  if (!pass || !user) throw new Refusal('pass_wrong');
  const policy = await readPassPolicy(context);
  const { groups } = await memberships(context, user.id);
  judgePass(pass, policy, groups, context.clock.now());
  const open = await openGates(attempt, user, {
    modes: [passMode(pass.is_usable_once === 1)],
    strength: 'mfa',
    passEndsAt: passEnd(pass),
  });
  return grantCode(attempt, user, pass, open);
}
