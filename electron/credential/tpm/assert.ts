import type { Secret } from '../../contract/secret.ts';
import type { AssertionJson, RequestOptionsJson } from '../../contract/wire/webauthn.ts';
import { assertionOf } from '../answers.ts';
import { requireUsable } from '../requests.ts';
import type { CredentialStore } from './credential-store.ts';
import { trySign } from './sign.ts';
import { type UseOptions, withKey } from './with-key.ts';

/** Answers a request with the key loaded anew. Throws what `createTpmAuthenticator` says of `assert`. */
export async function assertWithTpm(
  options: UseOptions,
  store: CredentialStore,
  request: RequestOptionsJson,
  credentialId: string,
  pin: Secret,
): Promise<AssertionJson> {
  requireUsable(request, options.rpId, credentialId);
  return withKey(options, store, credentialId, pin, (use) => {
    const { tpm, session, key, authValue } = use;
    const { userHandle } = use.credential;
    const { signCount } = use.right;
    return assertionOf(request, options, { credentialId, userHandle, signCount }, async (data) => {
      const { signature } = await use.judged(await trySign(tpm, session, key, authValue, data));
      return signature;
    });
  });
}
