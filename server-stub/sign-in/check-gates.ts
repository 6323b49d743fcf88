import type { Gate } from '../../electron/contract/gate.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import { blockingSlug } from '../conditional-access/blocking.ts';
import { evaluateGates, usesBootstrapGrant } from '../conditional-access/evaluate-gates.ts';
import { gatherGateFacts } from '../conditional-access/gather-facts.ts';
import type { Strength } from '../conditional-access/policy.ts';
import type { UserRow } from '../store/tables.ts';
import type { ChallengeAttempt } from './attempt.ts';

/** What a verified factor amounts to. */
export interface Shown {
  readonly strength: Strength;
  readonly byPass: boolean;
}

/** Gates that are all open, and whether the bootstrap grant opened one of them. */
export interface OpenGates {
  readonly gates: readonly Gate[];
  readonly bootstrapped: boolean;
}

/**
 * Runs every later gate before anything is reserved or spent (rule 1).
 *
 * @throws Refusal `account_disabled`, or what the shut gates amount to, with the gates
 */
export async function checkGates(
  attempt: Omit<ChallengeAttempt, 'request'>,
  user: UserRow,
  shown: Shown,
): Promise<OpenGates> {
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
  return { gates, bootstrapped: usesBootstrapGrant(facts) };
}
