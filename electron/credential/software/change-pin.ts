import { Refusal } from '../../contract/refusal.ts';
import type { Secret } from '../../contract/secret.ts';
import { pinBytes, requireGoodPin } from '../pin.ts';
import type { CredentialStore } from './credential-store.ts';
import { sealKey } from './key-seal.ts';
import { preferredSlowHash, type SlowHash } from './slow-hash.ts';
import { type UnlockOptions, withUnlocked } from './unlock.ts';

/**
 * Seals the key anew under another PIN. What is sealed lies in one file, which is replaced whole or not at all: killed at any
 * instant, either the old PIN opens it or the new one, never neither and never both. The new PIN is judged first, because
 * that takes no try.
 *
 * @throws Refusal pin_too_weak, pin_unchanged, and everything that `withUnlocked` does for the old PIN
 */
export async function changePin(
  options: UnlockOptions & { readonly hash?: SlowHash },
  store: CredentialStore,
  credentialId: string,
  oldPin: Secret,
  newPin: Secret,
): Promise<void> {
  const policy = options.pin();
  requireGoodPin(newPin, policy);
  await withUnlocked(options, store, credentialId, oldPin, async ({ loaded, plain, secret }) => {
    const { credential, vaultKey } = loaded;
    const fresh = pinBytes(newPin);
    try {
      if (fresh.equals(secret)) throw new Refusal('pin_unchanged');
      // The record's own kind of hash: a key that Electron made must not become one that Electron cannot open.
      const wanted = options.hash ?? (await preferredSlowHash());
      const hash = wanted.name === credential.key.hash.name ? wanted : credential.key.hash;
      const key = await sealKey(plain, hash, fresh, vaultKey, credentialId);
      await store.replace({ ...credential, attempts: policy.attempts, key }, vaultKey);
    } finally {
      fresh.fill(0);
    }
  });
}
