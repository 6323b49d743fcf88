import type { App, Session } from 'electron';

/** Lower-case fragment: macOS writes “Latchkey is trying to …”. `$1` is the RP ID. */
const PROMPT_REASON = 'set up or check your sign-in for $1';

/**
 * Which of the accounts that an authenticator offers is taken: the only one. A kiosk run has exactly one person, and a
 * list to pick from would be a window of its own; with several, or for another RP, the request is cancelled.
 */
export function chosenAccount(
  accounts: readonly { readonly credentialId: string }[],
  relyingPartyId: string,
  rpId: string,
): string | null {
  const [only, ...more] = accounts;
  return only !== undefined && more.length === 0 && relyingPartyId === rpId ? only.credentialId : null;
}

/** Touch ID, and never the synced passkeys: those leave the device, and the credential is bound to it. */
export function chosenAuthenticator(names: readonly string[]): string | null {
  return names.includes('touchID') ? 'touchID' : null;
}

/**
 * Platform authenticators as Electron 45 has them. Windows needs nothing: Chromium asks Windows Hello by itself. macOS
 * serves none until it is told the keychain group of the signed app, and cancels the request for a discoverable
 * credential when nobody listens, even if only one fits. Linux has none.
 */
export function installWebAuthn(given: {
  readonly app: Pick<App, 'configureWebAuthn'>;
  readonly session: Pick<Session, 'on'>;
  readonly platform: NodeJS.Platform;
  /** `<TEAM_ID>.<BUNDLE_ID>.webauthn`, from machine policy; `null`: this Mac build has no such entitlement. */
  readonly keychainGroup: string | null;
  readonly rpId: string;
}): void {
  if (given.platform === 'darwin' && given.keychainGroup !== null) {
    given.app.configureWebAuthn({
      touchID: { keychainAccessGroup: given.keychainGroup, promptReason: PROMPT_REASON },
      platformPasskeys: false,
    });
  }
  // The request hangs until the callback was called, so it is called exactly once, whatever happens.
  given.session.on('select-webauthn-account', (event, details, choose) => {
    event.preventDefault();
    choose(chosenAccount(details.accounts, details.relyingPartyId, given.rpId));
  });
  given.session.on('select-webauthn-authenticator', (event, choose) => {
    event.preventDefault();
    choose(chosenAuthenticator(event.authenticators));
  });
}
