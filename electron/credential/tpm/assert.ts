import { Refusal } from '../../contract/refusal.ts';
import type { Secret } from '../../contract/secret.ts';
import type { AssertionJson, RequestOptionsJson } from '../../contract/wire/webauthn.ts';
import { assertionOf } from '../answers.ts';
import { requireUsable } from '../requests.ts';
import { admitTry, afterRightPin, type Tries } from '../tries.ts';
import { wrongPin } from '../wrong-pin.ts';
import type { TpmAuthenticatorOptions } from './authenticator.ts';
import type { Signing } from './commands/credential-key.ts';
import type { CredentialStore, StoredCredential } from './credential-store.ts';
import { reopenKey } from './open-key.ts';
import { classifyResponseCode } from './response-code.ts';
import { authValueOf } from './session/auth-value.ts';
import { refusalOfUse, trySign } from './sign.ts';
import { type Tpm, withTpm } from './tpm.ts';
import { chooseTcti } from './transport/tcti.ts';

type AssertOptions = Pick<TpmAuthenticatorOptions, 'rpId' | 'origin' | 'pin' | 'clock' | 'tcti'>;

/** One try at the PIN of one credential: what it was before, and what is on the disk while the TPM judges it. */
interface Try {
  readonly before: Tries;
  readonly counted: Tries;
  readonly attempts: number;
}

/** Answers a request with the key loaded anew. Throws what `createTpmAuthenticator` says of `assert`. */
export async function assertWithTpm(
  options: AssertOptions,
  store: CredentialStore,
  request: RequestOptionsJson,
  credentialId: string,
  pin: Secret,
): Promise<AssertionJson> {
  requireUsable(request, options.rpId, credentialId);
  const { credential, tries } = await store.load(credentialId);
  const attempt = await admit(options, store, credential, tries);
  const authValue = authValueOf(pin, bytes(credential.salt));
  try {
    return await withTpm({ ...options, tcti: chooseTcti(options.tcti) }, (tpm) =>
      assertOnce(tpm, options, store, request, credential, attempt, authValue),
    );
  } finally {
    authValue.fill(0);
  }
}

/** Is there a try left? It is not counted yet: a TPM that does not answer has judged nothing. */
async function admit(
  options: AssertOptions,
  store: CredentialStore,
  credential: StoredCredential,
  tries: Tries,
): Promise<Try> {
  const attempts = Math.min(credential.attempts, options.pin().attempts);
  const admission = admitTry(tries, attempts, options.clock.now());
  if (admission.admitted) return { before: tries, counted: admission.tries, attempts };
  await store.keepTries(credential.credentialId, admission.tries);
  throw new Refusal('pin_locked', { retryAfter: admission.retryAfter });
}

async function assertOnce(
  tpm: Tpm,
  options: AssertOptions,
  store: CredentialStore,
  request: RequestOptionsJson,
  credential: StoredCredential,
  attempt: Try,
  authValue: Uint8Array,
): Promise<AssertionJson> {
  const { credentialId, userHandle } = credential;
  const blob = { privatePart: bytes(credential.privatePart), publicArea: bytes(credential.publicArea) };
  const { session, key } = await reopenKey(tpm, blob, bytes(credential.primaryName));
  // On the disk before the TPM sees the PIN: whoever pulls the plug in between has used the try up.
  await store.keepTries(credentialId, attempt.counted);
  const right = afterRightPin(attempt.counted);
  const use = { credentialId, userHandle, signCount: right.signCount };
  const assertion = await assertionOf(request, options, use, async (data) => {
    const signing = await trySign(tpm, session, key, authValue, data);
    if (signing.ok) return signing.signature;
    throw await judged(tpm, options, store, credentialId, attempt, signing);
  });
  await store.keepTries(credentialId, right);
  return assertion;
}

/** Why the TPM did not sign. A try that it did not judge is given back. */
async function judged(
  tpm: Tpm,
  { clock }: AssertOptions,
  store: CredentialStore,
  credentialId: string,
  { before, counted, attempts }: Try,
  { code }: Extract<Signing, { ok: false }>,
): Promise<Refusal> {
  if (classifyResponseCode(code) === 'pin_wrong') return wrongPin(counted, attempts, clock.now());
  await store.keepTries(credentialId, before);
  return refusalOfUse(tpm, code);
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
