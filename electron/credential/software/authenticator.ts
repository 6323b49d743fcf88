import { createPrivateKey, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secret } from '../../contract/secret.ts';
import { AAGUIDS } from '../../contract/wire/passkey.ts';
import type { PinPolicy } from '../../contract/wire/provisioning.ts';
import type {
  AssertionJson,
  CreationOptionsJson,
  RegistrationJson,
  RequestOptionsJson,
} from '../../contract/wire/webauthn.ts';
import type { Authenticator, ClockPort } from '../../provisioning/ports.ts';
import type { Vault } from '../../vault/vault.ts';
import { assertionOf, registrationOf, selfAttestation } from '../answers.ts';
import { createTurns } from '../in-turn.ts';
import { pinBytes, requireGoodPin, requirePin } from '../pin.ts';
import { requireCreatable, requireUsable } from '../requests.ts';
import { NO_TRIES } from '../tries.ts';
import { changePin } from './change-pin.ts';
import { type CredentialStore, createCredentialStore, type LoadedCredential } from './credential-store.ts';
import { sealKey } from './key-seal.ts';
import { isOutdated, preferredSlowHash, type SlowHash } from './slow-hash.ts';
import { withUnlocked } from './unlock.ts';

export interface SoftwareAuthenticatorOptions {
  readonly stateDir: string;
  readonly vault: Vault;
  /** RP ID and origin of machine policy: what the directory says about them is compared, never believed. */
  readonly rpId: string;
  readonly origin: string;
  /** The PIN rules as they are now: the profile may not have been read when this is composed. */
  readonly pin: () => PinPolicy;
  readonly clock: Pick<ClockPort, 'now'>;
  /** What new credentials are sealed with, and old ones brought up to. Default: `preferredSlowHash()`. */
  readonly hash?: SlowHash;
}

const CREDENTIAL_ID_BYTES = 32;
const VAULT_KEY_BYTES = 32;
const makeKeyPair = promisify(generateKeyPair);

/**
 * The authenticator for machines with neither Hello nor a TPM: a P-256 key in a file, sealed under PIN and vault. It speaks
 * WebAuthn (packed self attestation, resident, user-verified); client and authenticator are one here.
 *
 * Its limit: who can read and restore all of the disk, vault included, can try PINs offline and can put the count of tries
 * back. Profiles that cannot accept that leave `software` out.
 *
 * `create` throws Refusal input_missing, pin_too_weak, profile_mismatch, authenticator_unavailable, credential_exists;
 * `assert` throws pin_wrong (`detail`: tries left), pin_locked (`retryAfter`), credential_damaged, credential_unknown,
 * profile_mismatch, input_missing; `changePin` what `assert` throws of a PIN, pin_too_weak and pin_unchanged; all of them, and
 * `keepOnly`, state_unwritable and vault_locked.
 */
export function createSoftwareAuthenticator(
  options: SoftwareAuthenticatorOptions,
): Authenticator & Required<Pick<Authenticator, 'changePin'>> {
  const store = createCredentialStore(options.stateDir, options.vault);
  const inTurn = createTurns();
  return {
    name: 'software',
    gesture: 'pin',
    available: async () => true,
    create: (creation, pin) => inTurn(() => create(options, store, creation, requirePin(pin))),
    assert: (request, id, pin) => inTurn(() => assert(options, store, request, id, requirePin(pin))),
    keepOnly: (credentialId) => inTurn(() => store.keepOnly(credentialId)),
    changePin: (id, oldPin, newPin) => inTurn(() => changePin(options, store, id, oldPin, newPin)),
  };
}

async function create(
  options: SoftwareAuthenticatorOptions,
  store: CredentialStore,
  creation: CreationOptionsJson,
  pin: Secret,
): Promise<RegistrationJson> {
  const policy = options.pin();
  await requireCreatable(creation, options.rpId, store);
  requireGoodPin(pin, policy);
  const { publicKey, privateKey } = await makeKeyPair('ec', { namedCurve: 'P-256' });
  const id = randomBytes(CREDENTIAL_ID_BYTES);
  const credentialId = id.toString('base64url');
  const vaultKey = randomBytes(VAULT_KEY_BYTES);
  const secret = pinBytes(pin);
  const plain = privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    const hash = options.hash ?? (await preferredSlowHash());
    const key = await sealKey(plain, hash, secret, vaultKey, credentialId);
    const { rpId } = options;
    const credential = { credentialId, rpId, userHandle: creation.user.id, attempts: policy.attempts, key };
    await store.add({ version: 1, ...credential }, NO_TRIES, vaultKey);
  } finally {
    for (const bytes of [secret, plain, vaultKey]) bytes.fill(0);
  }
  const publicJwk = publicKey.export({ format: 'jwk' });
  const attest = selfAttestation((data) => sign('sha256', data, privateKey));
  return registrationOf(creation, options, { aaguid: AAGUIDS.software, credentialId: id, publicJwk }, attest);
}

function assert(
  options: SoftwareAuthenticatorOptions,
  store: CredentialStore,
  request: RequestOptionsJson,
  credentialId: string,
  pin: Secret,
): Promise<AssertionJson> {
  requireUsable(request, options.rpId, credentialId);
  return withUnlocked(options, store, credentialId, pin, async ({ loaded, plain, secret, tries }) => {
    await sealAnew(options, store, loaded, plain, secret);
    const privateKey = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
    const use = { credentialId, userHandle: loaded.credential.userHandle, signCount: tries.signCount };
    return assertionOf(request, options, use, (data) => sign('sha256', data, privateKey));
  });
}

/** Brings a key that was sealed with less up to what is asked now, at the one moment when PIN and key are both at hand. */
async function sealAnew(
  options: SoftwareAuthenticatorOptions,
  store: CredentialStore,
  { credential, vaultKey }: LoadedCredential,
  plain: Uint8Array,
  pin: Uint8Array,
): Promise<void> {
  const wanted = options.hash ?? (await preferredSlowHash());
  if (!isOutdated(credential.key.hash, wanted)) return;
  const key = await sealKey(plain, wanted, pin, vaultKey, credential.credentialId);
  // The old seal still opens: a disk that is full just now is no reason to keep the person out.
  await store.replace({ ...credential, key }, vaultKey).catch(() => undefined);
}
