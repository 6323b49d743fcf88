import { Refusal } from '../../electron/contract/refusal.ts';
import { writeSignIn } from '../audit/sign-ins.ts';
import { matchCode } from '../credentials/software-oath/methods.ts';
import type { SoftwareOathRow, UserRow } from '../store/tables.ts';
import { type ChallengeAttempt, type ChallengeOutcome, passwordVerified, signInEvent } from './attempt.ts';
import { endAuthSession } from './auth-session.ts';
import { openGates } from './open-gates.ts';

/** Compares the code with the user's apps, behind counts of its own; a right one is used up. */
async function matchingApp(
  attempt: ChallengeAttempt,
  user: UserRow,
  code: string,
): Promise<SoftwareOathRow | undefined> {
  const { context, lockout, session, jkt, source } = attempt;
  let found: SoftwareOathRow | undefined;
  await lockout.guard(
    context,
    { name: session.login_hint, jkt, source, holder: false, factor: 'otp' },
    async () => {
      found = await matchCode(context, user.id, code);
      return found !== undefined;
    },
  );
  return found;
}

/**
 * Answers with a code of an authenticator app, after the password and never alone.
 *
 * @throws Refusal `otp_needs_password`, `otp_wrong`, `method_locked`, `throttled`, and what gates say
 */
export async function answerOtp(attempt: ChallengeAttempt): Promise<ChallengeOutcome> {
  const { context, user, session } = attempt;
  const code = attempt.request.otp;
  if (!code) throw new Refusal('request_malformed', { detail: 'otp is missing' });
  if (!user || !passwordVerified(session)) throw new Refusal('otp_needs_password');
  const app = await matchingApp(attempt, user, code);
  if (!app) throw new Refusal('otp_wrong');
  const open = await openGates(attempt, user, { strength: 'mfa', modes: ['softwareOath'] });
  return context.store.transaction(async () => {
    const { handle, sid } = await attempt.finish({
      userId: user.id,
      amr: ['pwd', 'otp', 'mfa'],
      acr: 'mfa',
      credentialId: app.id,
    });
    await endAuthSession(context, session);
    await writeSignIn(context, {
      ...signInEvent(attempt),
      shown: [
        { method: 'Password', detail: null },
        { method: 'OATH verification code', detail: app.display_name },
      ],
      ...open,
      sid,
      multiFactor: true,
    });
    return { outcome: 'granted', handle };
  });
}
