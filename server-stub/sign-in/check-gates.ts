import type { Gate } from '../../electron/contract/gate.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import { blockingSlug, waysOn } from '../conditional-access/blocking.ts';
import { decidingGates, type Evaluation, evaluateGates } from '../conditional-access/evaluate-gates.ts';
import { GateRefusal } from '../conditional-access/gate-refusal.ts';
import { gatherGateFacts } from '../conditional-access/gather-facts.ts';
import type { Strength } from '../conditional-access/policy.ts';
import type { MethodMode } from '../conditional-access/strengths.ts';
import { refuseSwitchedOff } from '../devices/switched-off.ts';
import { refuseStaged } from '../provisioning/staging/refuse-staged.ts';
import type { UserRow } from '../store/tables.ts';
import { type ChallengeAttempt, passwordVerified } from './attempt.ts';

/** What has been verified just now; a password that came before it is added from the session. */
export interface Shown {
  readonly modes: readonly MethodMode[];
  /** What they amount to (`acr`). */
  readonly strength: Strength;
  /** When the pass among them ends, milliseconds. */
  readonly passEndsAt?: number;
}

/** Gates that are all open, and what the sign-in row says about the policies behind them. */
export interface OpenGates {
  readonly gates: readonly Gate[];
  readonly evaluation: Evaluation;
}

/**
 * Runs every later gate before anything is reserved or spent (rule 1).
 *
 * @throws Refusal `account_disabled`, `device_disabled`, what `refuseStaged` says, or what the shut gates amount to, with the gates
 */
export async function checkGates(
  attempt: Omit<ChallengeAttempt, 'request'>,
  user: UserRow,
  { modes, passEndsAt }: Shown,
): Promise<OpenGates> {
  if (user.account_enabled === 0) throw new Refusal('account_disabled');
  const { context, client, session, jkt, userAgent, platformClaim } = attempt;
  await refuseSwitchedOff(context, jkt);
  if (client.reserves && jkt !== null) await refuseStaged(context, jkt, user.id);
  const before: MethodMode[] = passwordVerified(session) ? ['password'] : [];
  const facts = await gatherGateFacts(context, {
    userId: user.id,
    client,
    scope: session.scope,
    jkt,
    shown: [...new Set([...before, ...modes])],
    passEndsAt,
    userAgent: platformClaim ?? userAgent ?? undefined,
  });
  const evaluation = evaluateGates(facts);
  const slug = blockingSlug(evaluation.gates);
  // After a password there may be another way on; whether the person has one, the caller knows.
  const more = modes.every((mode) => mode === 'password') && waysOn(evaluation.gates).length > 0;
  if (slug) throw new GateRefusal(more ? 'mfa_required' : slug, evaluation);
  return { gates: decidingGates(evaluation), evaluation };
}
