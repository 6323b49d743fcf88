import type { Gate } from '../../electron/contract/gate.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { UserRow } from '../store/tables.ts';
import { isAtLeast } from './acr.ts';
import type { ChallengeAttempt } from './attempt.ts';
import { checkGates, type OpenGates, type Shown } from './check-gates.ts';

/** What an application asked for (`acr`), in the words of a gate. */
function askedFor(atLeast: ChallengeAttempt['atLeast']): Gate {
  const second = atLeast === 'mfa';
  return {
    id: 'asked-by-application',
    displayName: second
      ? 'The application asks for a second proof'
      : 'The application asks for a way to sign in that resists phishing',
    requires: second ? 'mfa' : 'authentication_strength',
    satisfied: false,
    opens: second ? ['temporary_access_pass', 'passkey', 'software_oath'] : ['passkey'],
  };
}

/**
 * Every gate of policy, and then what the application itself asked for: a sign-in that would not be enough for it is told
 * so before anything is spent.
 *
 * @throws Refusal those of `checkGates`, `mfa_required`, `stronger_sign_in_needed`
 */
export async function openGates(
  attempt: Omit<ChallengeAttempt, 'request'>,
  user: UserRow,
  shown: Shown,
): Promise<OpenGates> {
  const open = await checkGates(attempt, user, shown);
  const { atLeast } = attempt;
  if (isAtLeast(shown.strength, atLeast)) return open;
  const gates = [...open.gates, askedFor(atLeast)];
  // After a password there may be another way on; everything else is the wrong way altogether.
  throw new Refusal(shown.strength === 'single' ? 'mfa_required' : 'stronger_sign_in_needed', { gates });
}
