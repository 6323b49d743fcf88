import { Refusal } from '../contract/refusal.ts';
import type { AuthenticatorChoice } from '../contract/view.ts';
import type { AuthenticatorName } from '../contract/wire/provisioning.ts';

/**
 * What the person may choose from, in the profile's order (strongest first), and which one `auto` takes.
 *
 * `auto` takes the strongest that is here. It is never silently weaker than last time: when the one of last time is stronger
 * than everything that is here now (a TPM that no longer answers), none is recommended and somebody has to decide. What is
 * pinned (`--authenticator`) is the only choice.
 *
 * @param allowed by the profile, strongest first
 * @param available on this machine
 * @param pinned by whoever started the run
 * @param lastUsed by an earlier credential of this device
 * @throws Refusal authenticator_not_allowed: the profile allows none that is here, or not the pinned one
 * @throws Refusal authenticator_unavailable: the pinned one is not here
 */
export function chooseAuthenticators(
  allowed: readonly AuthenticatorName[],
  available: readonly AuthenticatorName[],
  pinned?: AuthenticatorName,
  lastUsed?: AuthenticatorName,
): AuthenticatorChoice[] {
  const offered = pinned === undefined ? allowed : allowed.filter((name) => name === pinned);
  const present = offered.filter((name) => available.includes(name));
  const [strongest] = present;
  if (strongest === undefined) {
    const missing = pinned !== undefined && offered.length > 0;
    throw new Refusal(missing ? 'authenticator_unavailable' : 'authenticator_not_allowed', {
      detail: `Allowed: ${allowed.join(', ')}. Here: ${available.join(', ') || 'none'}.`,
    });
  }
  const recommended = pinned === undefined && isWeaker(strongest, lastUsed, allowed) ? undefined : strongest;
  return offered.map((name) => ({
    name,
    available: present.includes(name),
    recommended: name === recommended,
  }));
}

/**
 * The one that `auto` takes, or Refusal authenticator_unavailable when none is recommended: taking a weaker one than last time
 * is a person's decision.
 */
export function pickAutomatically(choices: readonly AuthenticatorChoice[]): AuthenticatorName | Refusal {
  const recommended = choices.find((choice) => choice.recommended);
  if (recommended !== undefined) return recommended.name;
  return new Refusal('authenticator_unavailable', {
    detail:
      'The kind of key that this laptop used last time is not here now. Name a weaker one to accept it.',
  });
}

/** One that is no longer allowed was ruled out by IT, openly: it does not count as stronger. */
function isWeaker(
  name: AuthenticatorName,
  than: AuthenticatorName | undefined,
  allowed: readonly AuthenticatorName[],
): boolean {
  if (than === undefined || !allowed.includes(than)) return false;
  return allowed.indexOf(name) > allowed.indexOf(than);
}
