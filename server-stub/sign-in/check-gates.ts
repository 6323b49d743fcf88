import type { Gate } from '../../electron/contract/gate.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import { blockingSlug } from '../conditional-access/blocking.ts';
import { evaluateGates } from '../conditional-access/evaluate-gates.ts';
import { gatherGateFacts } from '../conditional-access/gather-facts.ts';
import type { Strength } from '../conditional-access/policy.ts';
import type { UserRow } from '../store/tables.ts';
import type { ChallengeAttempt } from './attempt.ts';

/** What a verified factor amounts to. */
export interface Shown {
  readonly strength: Strength;
  readonly byPass: boolean;
}

/**
 * Runs every later gate before anything is reserved or spent (rule 1).
 *
 * @returns the gates, all open
 * @throws Refusal `account_disabled`, or what the shut gates amount to, with the gates
 */
export async function checkGates(
  attempt: Omit<ChallengeAttempt, 'request'>,
  user: UserRow,
  shown: Shown,
): Promise<readonly Gate[]> {
  if (user.account_enabled === 0) throw new Refusal('account_disabled');
  const { context, client, session, jkt } = attempt;
  const facts = await gatherGateFacts(context, {
    userId: user.id,
    client,
    scope: session.scope,
    jkt,
    ...shown,
  });
  const gates = evaluateGates(facts);
  const slug = blockingSlug(gates);
  if (slug) throw new Refusal(slug, { gates });
  return gates;
}
