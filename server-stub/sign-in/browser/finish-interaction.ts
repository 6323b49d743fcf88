import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction } from 'oidc-provider';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { ChallengeParts } from '../attempt.ts';
import { endSessions } from '../end-sessions.ts';
import { findBrowserSignIn } from './browser-sign-in.ts';
import type { PageAsk } from './interaction.ts';

/** The browser's request, for the cookie of its session. */
export interface Raw {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function save(interaction: Interaction): Promise<string> {
  await interaction.save(Math.max(1, interaction.exp - Math.floor(Date.now() / 1000)));
  return interaction.returnTo;
}

/** Somebody else was signed in here: that is over before this one begins. */
async function signOutOther(
  { context, provider }: ChallengeParts,
  interaction: Interaction,
  { request, response }: Raw,
  userId: string,
): Promise<void> {
  const session = await provider().Session.get(provider().createContext(request, response) as never);
  if (session.accountId === undefined || session.accountId === userId) return;
  await endSessions(context, { browser: session.uid });
  await session.destroy();
  delete (interaction as { session?: unknown }).session;
}

/**
 * Ends a page with a finished sign-in.
 *
 * @returns where the browser goes: back to the authorization endpoint, which hands out the code
 * @throws Refusal `session_invalid` where the sign-in was revoked in the meantime
 */
export async function finishInteraction(ask: PageAsk, handle: string, raw: Raw): Promise<string> {
  const { context, interaction } = ask;
  const signIn = await findBrowserSignIn(context, handle);
  if (!signIn) throw new Refusal('session_invalid');
  await signOutOther(ask, interaction, raw, signIn.user_id);
  interaction.result = {
    signIn: handle,
    login: {
      accountId: signIn.user_id,
      ts: signIn.auth_time,
      amr: JSON.parse(signIn.amr) as string[],
      ...(signIn.acr === null ? {} : { acr: signIn.acr }),
      // The cookie goes when the browser is closed: first-boot machines and shared desks have more than one user.
      remember: false,
    },
    consent: {},
    select_account: {},
  };
  return save(interaction);
}

/** A person who is signed in lets a program of theirs in. */
export function confirmInteraction({ interaction }: PageAsk): Promise<string> {
  interaction.result = { ...interaction.lastSubmission, consent: {} };
  return save(interaction);
}

/** A person gives up; the application hears `access_denied` (RFC 6749 4.1.2.1). */
export function cancelInteraction({ interaction }: PageAsk): Promise<string> {
  interaction.result = { error: 'access_denied', error_description: 'the sign-in was cancelled' };
  return save(interaction);
}

/** Was it finished already? A page that is loaded again then only has to move on. */
export function finishedBefore(interaction: Interaction): string | undefined {
  return interaction.result === undefined ? undefined : interaction.returnTo;
}
