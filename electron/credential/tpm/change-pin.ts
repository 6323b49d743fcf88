import { randomBytes } from 'node:crypto';
import { Refusal } from '../../contract/refusal.ts';
import type { Secret } from '../../contract/secret.ts';
import { requireGoodPin } from '../pin.ts';
import { tryChangeAuth } from './commands/change-auth.ts';
import type { CredentialStore } from './credential-store.ts';
import { authValueOf, PIN_SALT_BYTES } from './session/auth-value.ts';
import { type UseOptions, withKey } from './with-key.ts';

/**
 * Gives the key another PIN. The TPM makes a new blob of the same key; the record is replaced whole or not at all, so killed at
 * any instant one of the two PINs works. The new PIN is judged first, because that takes no try.
 *
 * A copy of the old blob keeps the old PIN: the TPM knows no blobs, only what is given to it.
 *
 * @throws Refusal pin_too_weak, pin_unchanged, and everything that `withKey` does for the old PIN
 */
export async function changePinWithTpm(
  options: UseOptions,
  store: CredentialStore,
  credentialId: string,
  oldPin: Secret,
  newPin: Secret,
): Promise<void> {
  const policy = options.pin();
  requireGoodPin(newPin, policy);
  const salt = randomBytes(PIN_SALT_BYTES);
  const newAuth = authValueOf(newPin, salt);
  try {
    const changed = await withKey(options, store, credentialId, oldPin, async (use) => {
      const { tpm, session, key, primary, authValue, credential } = use;
      const { privatePart } = await use.judged(
        await tryChangeAuth(tpm, session, primary, key, authValue, newAuth),
      );
      const same = authValueOf(newPin, Buffer.from(credential.salt, 'base64url')).equals(authValue);
      return { credential, privatePart, same };
    });
    // Told only to somebody whose old PIN was right.
    if (changed.same) throw new Refusal('pin_unchanged');
    await store.replace({
      ...changed.credential,
      attempts: policy.attempts,
      salt: salt.toString('base64url'),
      privatePart: changed.privatePart.toString('base64url'),
    });
  } finally {
    newAuth.fill(0);
  }
}
