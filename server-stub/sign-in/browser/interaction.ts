import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Interaction } from 'oidc-provider';
import type { Gate } from '../../../electron/contract/gate.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { ChallengeRequest } from '../../../electron/contract/wire/challenge.ts';
import type { AnswerGiven, PageState } from '../../../electron/contract/wire/sign-in-page.ts';
import type { RequestOptionsJson } from '../../../electron/contract/wire/webauthn.ts';
import { makeRequestOptions } from '../../credentials/request-options.ts';
import { readProfile } from '../../provisioning/profile.ts';
import type { AuthSessionRow } from '../../store/tables.ts';
import type { ChallengeAttempt, ChallengeOutcome, ChallengeParts } from '../attempt.ts';
import { passwordVerified } from '../attempt.ts';
import { browserAuthSession, endAuthSession, openAuthSession, userOfSession } from '../auth-session.ts';
import { takeAnswer } from '../challenge.ts';
import { type ChallengeClient, challengeClient } from '../clients.ts';
import { lockoutName } from '../lockout.ts';
import { namesOfFirst, namesOfSecond } from '../offer-methods.ts';
import { openGates } from '../open-gates.ts';
import { findUserByName, isFederated } from '../users.ts';
import { openBrowserSignIn } from './browser-sign-in.ts';
import { askedAcr } from './standing.ts';

/** A request about one sign-in page, from the browser that opened it. */
export interface PageAsk extends ChallengeParts {
  readonly interaction: Interaction;
  readonly client: ChallengeClient;
  readonly source: string;
  readonly userAgent: string;
  readonly requestId: string;
}

/**
 * The sign-in that this browser's cookie belongs to.
 *
 * @throws Refusal `interaction_expired` where there is none, it has ended, or it is another one than the page's
 */
export async function findInteraction(
  parts: ChallengeParts,
  raw: { readonly request: IncomingMessage; readonly response: ServerResponse },
  uid: string,
): Promise<{ interaction: Interaction; client: ChallengeClient }> {
  try {
    const interaction = await parts.provider().interactionDetails(raw.request, raw.response);
    const client = challengeClient(String(interaction.params.client_id));
    if (interaction.uid !== uid || !client) throw new Refusal('interaction_expired');
    return { interaction, client };
  } catch (thrown) {
    if (thrown instanceof errors.SessionNotFound) throw new Refusal('interaction_expired', {}, thrown);
    throw thrown;
  }
}

const scopeOf = ({ interaction, client }: PageAsk): string =>
  String(interaction.params.scope ?? '')
    .split(' ')
    .filter((name) => client.scopes.includes(name))
    .join(' ');

/** The page's sign-in as the answers of the challenge endpoint see it: same rules, no device key. */
async function attemptOf(
  ask: PageAsk,
  session: AuthSessionRow,
  request: Partial<ChallengeRequest> = {},
): Promise<ChallengeAttempt> {
  const { context, lockout, provider, client, source, userAgent } = ask;
  return {
    context,
    lockout,
    provider,
    client,
    session,
    source,
    userAgent,
    platformClaim: userAgent,
    user: await userOfSession(context, session),
    jkt: null,
    atLeast: askedAcr(ask.interaction.params).must,
    request: { client_id: client.id, ...request },
    finish: (proven) => openBrowserSignIn(context, proven),
  };
}

const sessionOf = (ask: PageAsk): Promise<AuthSessionRow | undefined> =>
  browserAuthSession(ask.context, ask.interaction.uid);

/** @throws Refusal `session_invalid` where the page has to ask for the name again */
async function openSession(ask: PageAsk): Promise<AuthSessionRow> {
  const session = await sessionOf(ask);
  if (!session) throw new Refusal('session_invalid');
  return session;
}

async function accountName(ask: PageAsk): Promise<string | undefined> {
  const row = await ask.context.store.db
    .selectFrom('users')
    .select('user_principal_name')
    .where('id', '=', ask.interaction.session?.accountId ?? '')
    .executeTakeFirst();
  return row?.user_principal_name;
}

/** Who asks for more than the password. */
async function shutGates(attempt: ChallengeAttempt): Promise<readonly Gate[]> {
  if (!attempt.user) return [];
  try {
    return (await openGates(attempt, attempt.user, { modes: ['password'], strength: 'single' })).gates;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.details.gates ?? [];
    throw thrown;
  }
}

/** Whose page it is, and in which colours. */
async function lookOf(context: PageAsk['context']): Promise<Pick<PageState, 'tenant' | 'branding'>> {
  const { displayName, accent, accentDark } = (await readProfile(context)).branding ?? {};
  const branding = { ...(accent && { accent }), ...(accentDark && { accentDark }) };
  return {
    tenant: displayName ?? context.tenant.displayName,
    ...(Object.keys(branding).length > 0 && { branding }),
  };
}

/** What the page shows now. Looking changes nothing. */
export async function pageState(ask: PageAsk): Promise<PageState> {
  const { interaction, client, context } = ask;
  const common = { ...(await lookOf(context)), application: client.displayName, methods: [] };
  if (interaction.prompt.name === 'consent') {
    return { ...common, screen: 'confirm', account: (await accountName(ask)) ?? '' };
  }
  const session = await sessionOf(ask);
  if (!session) {
    const hint = interaction.params.login_hint;
    const loginHint = typeof hint === 'string' ? hint.slice(0, 320) : await accountName(ask);
    return { ...common, screen: 'name', ...(loginHint === undefined ? {} : { loginHint }) };
  }
  const attempt = await attemptOf(ask, session);
  if (!passwordVerified(session)) return { ...common, screen: 'first', methods: await namesOfFirst(attempt) };
  const gates = [...(await shutGates(attempt))];
  const methods = await namesOfSecond(attempt, gates);
  return { ...common, screen: methods.length === 0 ? 'loop' : 'second', methods, gates };
}

/** Takes the name; whoever it is, what follows looks the same. A second name replaces the first. */
export async function giveName(ask: PageAsk, name: string): Promise<void> {
  const { context, client, interaction } = ask;
  const earlier = await sessionOf(ask);
  if (earlier) await endAuthSession(context, earlier);
  const user = await findUserByName(context, name);
  const input = {
    client_id: client.id,
    jkt: '',
    user_id: user?.id ?? null,
    login_hint: lockoutName(name),
    federated: (await isFederated(context, name)) ? (1 as const) : (0 as const),
    scope: scopeOf(ask),
    code_challenge: '',
    correlation_id: ask.requestId,
    source: ask.source,
  };
  await openAuthSession(context, input, `interaction ${interaction.uid}`);
}

function requestOf(given: AnswerGiven): Partial<ChallengeRequest> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  if (entries.length !== 1) throw new Refusal('request_malformed', { detail: 'one answer at a time' });
  const { pass, password, code, passkey } = given;
  if (pass !== undefined) return { authn_method: 'temporary_access_pass', temporary_access_pass: pass };
  if (password !== undefined) return { authn_method: 'password', password };
  if (code !== undefined) return { authn_method: 'software_oath', otp: code.replace(/\s/g, '') };
  return { authn_method: 'passkey', authn_response: JSON.stringify(passkey) };
}

/** Takes an answer, by the rules of the challenge endpoint. */
export async function giveAnswer(ask: PageAsk, given: AnswerGiven): Promise<ChallengeOutcome> {
  return takeAnswer(await attemptOf(ask, await openSession(ask), requestOf(given)));
}

/** Looks again after the password: a pass may have been issued meanwhile, or a policy changed. */
export async function continueLoop(ask: PageAsk): Promise<ChallengeOutcome> {
  return takeAnswer(await attemptOf(ask, await openSession(ask)));
}

/** A challenge for a passkey. Only after a right password does it name which ones the person has. */
export async function passkeyOptions(ask: PageAsk): Promise<RequestOptionsJson> {
  const session = await openSession(ask);
  const known = passwordVerified(session) && session.user_id !== null ? { userId: session.user_id } : {};
  return makeRequestOptions(ask.context, { authSession: session.hash, ...known });
}

/** Back to the name; what was shown is forgotten. */
export async function goBack(ask: PageAsk): Promise<void> {
  const session = await sessionOf(ask);
  if (session) await endAuthSession(ask.context, session);
}
