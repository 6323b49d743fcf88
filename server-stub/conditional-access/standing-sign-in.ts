import type { DirectoryContext } from '../context.ts';
import type { CredentialKind } from '../credentials/kind.ts';
import { challengeClient } from '../sign-in/clients.ts';
import type { SessionRow } from '../store/tables.ts';
import { blockingSlug } from './blocking.ts';
import { evaluateGates } from './evaluate-gates.ts';
import { sessionLimit } from './frequency.ts';
import { GateRefusal } from './gate-refusal.ts';
import { gatherGateFacts } from './gather-facts.ts';
import { readConditionalAccess } from './policy.ts';
import { credentialMode, type MethodMode, passMode } from './strengths.ts';

/** A sign-in that stands, and what is done with it now. */
export interface Standing {
  readonly session: SessionRow;
  /** Separated by spaces. */
  readonly scope: string;
  readonly userAgent?: string | undefined;
}

/** What was shown, from the row about the sign-in: `amr` says the factors, pass and credential say which. */
async function shownIn(context: DirectoryContext, session: SessionRow): Promise<MethodMode[]> {
  const { db } = context.store;
  const amr = JSON.parse(session.amr) as string[];
  const pass = await db
    .selectFrom('passes')
    .select('is_usable_once')
    .where('id', '=', session.pass_id ?? '')
    .executeTakeFirst();
  const credential = await db
    .selectFrom('credentials')
    .select('kind')
    .where('credential_id', '=', session.credential_id ?? '')
    .executeTakeFirst();
  const kind: CredentialKind = credential?.kind ?? 'platform';
  const byFactor: Readonly<Record<string, MethodMode>> = {
    pwd: 'password',
    otp: 'softwareOath',
    tap: passMode(pass?.is_usable_once !== 0),
    hwk: credentialMode(kind, 'phr'),
    swk: 'softwareKey',
  };
  return amr.flatMap((factor) => byFactor[factor] ?? []);
}

async function evaluateStanding(context: DirectoryContext, { session, scope, userAgent }: Standing) {
  const client = challengeClient(session.client_id);
  const facts = await gatherGateFacts(context, {
    userId: session.user_id,
    // Joining and the proof have gates of their own when they are done; the built-in rule was met at the sign-in.
    client: { id: session.client_id, alwaysMfa: client?.alwaysMfa ?? false, reserves: false },
    scope,
    jkt: session.jkt,
    shown: await shownIn(context, session),
    passEndsAt: session.pass_id === null ? undefined : session.expires_at,
    userAgent,
  });
  return evaluateGates({ ...facts, join: null });
}

/**
 * Judges a sign-in anew when its tokens are renewed: policies may have changed, the device may have, and a sign-in does not
 * serve for ever.
 *
 * @throws Refusal `sign_in_frequency`, or what the shut gates amount to
 */
export async function checkRenewal(context: DirectoryContext, standing: Standing): Promise<void> {
  const evaluation = await evaluateStanding(context, standing);
  const slug = blockingSlug(evaluation.gates);
  if (slug) throw new GateRefusal(slug, evaluation);
  const limit = sessionLimit(evaluation.verdicts);
  const age = context.clock.now() - standing.session.auth_time * 1000;
  if (limit !== null && age > limit) throw new GateRefusal('sign_in_frequency', evaluation);
}

/**
 * Judges a sign-in at each use of its token, by the policies that block: who has been blocked is out at the next call, not
 * when the token ends. Everything else waits for the renewal, or a new policy would throw its own author out.
 *
 * @throws Refusal `policy_blocked`
 */
export async function checkNotBlocked(context: DirectoryContext, standing: Standing): Promise<void> {
  const policies = await readConditionalAccess(context);
  const blocks = policies.some(
    ({ state, grantControls }) => state === 'enabled' && grantControls?.builtInControls.includes('block'),
  );
  if (!blocks) return;
  const evaluation = await evaluateStanding(context, standing);
  const shut = evaluation.gates.some((gate) => gate.requires === 'block' && !gate.reportOnly);
  if (shut) throw new GateRefusal('policy_blocked', evaluation);
}
