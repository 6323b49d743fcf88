import { Refusal } from '../contract/refusal.ts';
import type { AssertionJson, RequestOptionsJson } from '../contract/wire/webauthn.ts';
import type { ChallengeClient, ChallengeSession } from './challenge-client.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { isCodeGone } from './reservation.ts';
import type { TokenKeeper } from './tokens.ts';

/** Once more after a lost answer; then the person is told, and can try again without harm. */
const ROUNDS = 2;

type Assert = (options: RequestOptionsJson) => Promise<AssertionJson>;

/**
 * Signs in from nothing with the credential: a session of its own, no token, no pass. When an answer is lost the whole
 * round is done again with a fresh challenge: an assertion counts once, and so does a code.
 * @throws Refusal credential_unknown, credential_invalid, credential_wrong_device and what `assert` refuses with
 */
export async function prove(
  challenge: ChallengeClient,
  tokens: TokenKeeper,
  userPrincipalName: string,
  assert: Assert,
): Promise<void> {
  let deadline = startDeadline();
  for (let round = 1; ; round += 1) {
    // Opening is retried by itself, and nothing is under way yet: its failure is final.
    const session = await challenge.open(userPrincipalName, deadline);
    const assertion = await assert(passkeyOptions(session));
    // How long a person takes at the prompt is their own affair; from the gesture on the time counts again.
    deadline = startDeadline();
    try {
      await answerAndRedeem(challenge, tokens, session, assertion, deadline);
      return;
    } catch (error) {
      if (!isCodeGone(error) || round === ROUNDS) throw error;
    }
  }
}

async function answerAndRedeem(
  challenge: ChallengeClient,
  tokens: TokenKeeper,
  session: ChallengeSession,
  assertion: AssertionJson,
  deadline: Deadline,
): Promise<void> {
  const answer = { authn_method: 'passkey', authn_response: JSON.stringify(assertion) } as const;
  const outcome = await challenge.goOn(session, answer, deadline);
  if (outcome.kind === 'refused') throw outcome.refusal;
  if (outcome.kind === 'needed') throw new Refusal('mfa_required', { gates: outcome.session.gates });
  await tokens.redeem(outcome.code, session.codeVerifier, deadline);
}

function passkeyOptions(session: ChallengeSession): RequestOptionsJson {
  const options = session.methods.find((each) => each.method === 'passkey')?.public_key;
  if (!options) throw new Refusal('credential_unknown', { detail: 'No passkey challenge was offered.' });
  return options;
}
