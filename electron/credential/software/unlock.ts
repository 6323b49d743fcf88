import { Refusal } from '../../contract/refusal.ts';
import type { Secret } from '../../contract/secret.ts';
import type { PinPolicy } from '../../contract/wire/provisioning.ts';
import type { ClockPort } from '../../provisioning/ports.ts';
import { pinBytes } from '../pin.ts';
import { admitTry, afterRightPin, type Tries } from '../tries.ts';
import { wrongPin } from '../wrong-pin.ts';
import type { CredentialStore, LoadedCredential } from './credential-store.ts';
import { openKey } from './key-seal.ts';

export interface UnlockOptions {
  readonly pin: () => PinPolicy;
  readonly clock: Pick<ClockPort, 'now'>;
}

/** A credential whose PIN was right. The arrays are zeroed when the work with it is over. */
export interface Unlocked {
  readonly loaded: LoadedCredential;
  /** The private key, PKCS#8 DER. */
  readonly plain: Buffer;
  /** Bytes of the PIN. */
  readonly secret: Uint8Array;
  /** What is on the disk from now on: no failures, and the signature counter one further. */
  readonly tries: Tries;
}

/**
 * Opens a credential with its PIN for one piece of work. The try is on the disk before the PIN is judged, and the right one is
 * on the disk before the work begins.
 *
 * @throws Refusal pin_wrong (`detail`: tries left), pin_locked (`retryAfter`), credential_damaged, vault_locked,
 *   state_unwritable, and what the work throws
 */
export async function withUnlocked<T>(
  { pin: policy, clock }: UnlockOptions,
  store: CredentialStore,
  credentialId: string,
  pin: Secret,
  work: (unlocked: Unlocked) => Promise<T>,
): Promise<T> {
  const loaded = await store.load(credentialId);
  const { credential, vaultKey } = loaded;
  const secret = pinBytes(pin);
  let plain: Buffer | null = null;
  try {
    const attempts = Math.min(credential.attempts, policy().attempts);
    const counted = await countTry(store, loaded, attempts, clock.now());
    plain = await openKey(credential.key, secret, vaultKey, credentialId);
    if (plain === null) throw wrongPin(counted, attempts, clock.now());
    const tries = afterRightPin(counted);
    await store.keepTries(credentialId, tries, vaultKey);
    return await work({ loaded, plain, secret, tries });
  } finally {
    for (const bytes of [plain, secret, vaultKey]) bytes?.fill(0);
  }
}

/** Counts the try on the disk before anybody looks at the PIN. */
async function countTry(
  store: CredentialStore,
  { credential, tries, vaultKey }: LoadedCredential,
  attempts: number,
  now: number,
): Promise<Tries> {
  const admission = admitTry(tries, attempts, now);
  await store.keepTries(credential.credentialId, admission.tries, vaultKey);
  if (admission.admitted) return admission.tries;
  throw new Refusal('pin_locked', { retryAfter: admission.retryAfter });
}
