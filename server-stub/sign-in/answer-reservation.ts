import { Refusal } from '../../electron/contract/refusal.ts';
import { writeSignIn } from '../audit/sign-ins.ts';
import { passMode } from '../conditional-access/strengths.ts';
import { lapseReservations } from '../passes/lapse.ts';
import { liveReservation } from '../passes/reserve.ts';
import type { ReservationRow, UserRow } from '../store/tables.ts';
import { type ChallengeAttempt, type ChallengeOutcome, signInEvent } from './attempt.ts';
import { endAuthSession } from './auth-session.ts';
import type { Shown } from './check-gates.ts';
import { openGates } from './open-gates.ts';

/** Says why there is nothing to take up: a used pass has to be told from one that may be entered again. */
async function whyNot(attempt: ChallengeAttempt): Promise<Refusal> {
  const last = await attempt.context.store.db
    .selectFrom('reservations')
    .innerJoin('passes', 'passes.id', 'reservations.pass_id')
    .select(['reservations.end_reason', 'passes.used_at'])
    .where('reservations.user_id', '=', attempt.user?.id ?? '')
    .where('reservations.jkt', '=', attempt.jkt ?? '')
    .orderBy('reservations.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.end_reason === 'pass_deleted' || last?.end_reason === 'pass_replaced')
    return new Refusal('pass_not_found');
  return new Refusal(last?.used_at == null ? 'reservation_ended' : 'pass_used');
}

/** The pass that is held counts as shown: it was, when the reservation began. */
async function heldPass({ context }: ChallengeAttempt, reservation: ReservationRow): Promise<Shown> {
  const pass = await context.store.db
    .selectFrom('passes')
    .select(['is_usable_once'])
    .where('id', '=', reservation.pass_id)
    .executeTakeFirst();
  return { modes: [passMode(pass?.is_usable_once === 1)], strength: 'mfa', passEndsAt: reservation.ends_at };
}

async function takeUp(
  attempt: ChallengeAttempt,
  user: UserRow,
  reservation: ReservationRow,
): Promise<ChallengeOutcome> {
  const { context, session, jkt } = attempt;
  const open = await openGates(attempt, user, await heldPass(attempt, reservation));
  return context.store.transaction(async () => {
    const live = await liveReservation(context, user.id, jkt ?? '');
    if (live?.id !== reservation.id) throw await whyNot(attempt);
    const { handle, sid } = await attempt.finish({
      userId: user.id,
      amr: ['tap', 'mfa'],
      acr: 'mfa',
      // Nobody typed anything just now: freshness counts from when the pass was entered.
      verifiedAt: live.verified_at,
      endsAt: live.ends_at,
      passId: live.pass_id,
      reservationId: live.id,
    });
    await endAuthSession(context, session);
    await writeSignIn(context, {
      ...signInEvent(attempt),
      shown: [
        { method: 'Temporary Access Pass', detail: 'Reservation taken up again by the same device key' },
      ],
      ...open,
      sid,
      multiFactor: true,
    });
    return { outcome: 'granted', handle };
  });
}

/**
 * Takes up the live reservation of this device key: after a lost answer or a restart the pass is not asked for again.
 *
 * @throws Refusal `client_not_allowed`, `reservation_ended`, `pass_used`, `pass_not_found`, and what gates say
 */
export async function answerReservation(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  const { context, client, user, jkt } = attempt;
  if (!client.reserves || jkt === null) throw new Refusal('client_not_allowed');
  await lapseReservations(context);
  const reservation = user && (await liveReservation(context, user.id, jkt));
  if (!user || !reservation) throw await whyNot(attempt);
  return takeUp(attempt, user, reservation);
}
