import { interactionPolicy } from 'oidc-provider';
import type { makeStanding } from './standing.ts';

const { base, Check, Prompt } = interactionPolicy;

/** Checks of the provider that ask its own session, which knows nothing of passes that ended or of policy. */
const REPLACED = ['no_session', 'max_age', 'essential_acrs', 'essential_acr'] as const;

/**
 * When a person is asked. Consent is implied: every client is the company's own. A native client is confirmed all the same
 * where nobody typed anything for it, because any program can listen on a loopback port (RFC 8252 8.6).
 */
export function makeInteractionPolicy(standing: ReturnType<typeof makeStanding>) {
  const policy = base();
  const login = policy.get('login');
  for (const reason of REPLACED) login?.checks.remove(reason);
  login?.checks.add(
    new Check(
      'standing',
      'a sign-in is needed',
      'login_required',
      async (ctx) => (await standing(ctx)).missing !== undefined,
      async (ctx) => ({ missing: (await standing(ctx)).missing }),
    ),
  );
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}
