import type Provider from 'oidc-provider';

/**
 * A refresh may ask for `offline_access` again. The provider leaves that scope out of a sign-in without a consent page
 * (OpenID Connect Core 11), and MSAL names it in every refresh all the same: what else would a refresh token be.
 */
export function nameOfflineAccess(provider: Provider): void {
  Object.defineProperty(provider.RefreshToken.prototype, 'scopes', {
    get(this: { readonly scope?: string }) {
      return new Set([...(this.scope?.split(' ') ?? []), 'offline_access']);
    },
  });
}
