import { Refusal } from '../../contract/refusal.ts';
import type { Secret } from '../../contract/secret.ts';
import { admitTry, afterRightPin, type Tries } from '../tries.ts';
import { wrongPin } from '../wrong-pin.ts';
import type { TpmAuthenticatorOptions } from './authenticator.ts';
import type { CredentialStore, StoredCredential } from './credential-store.ts';
import { type OpenKey, reopenKey } from './open-key.ts';
import { classifyResponseCode } from './response-code.ts';
import { authValueOf } from './session/auth-value.ts';
import { refusalOfUse } from './sign.ts';
import { type Tpm, withTpm } from './tpm.ts';
import { chooseTcti } from './transport/tcti.ts';

export type UseOptions = Pick<TpmAuthenticatorOptions, 'rpId' | 'origin' | 'pin' | 'clock' | 'tcti'>;

/** A credential key loaded anew, its try already counted, its PIN not yet judged. */
export interface KeyInUse extends OpenKey {
  readonly tpm: Tpm;
  readonly credential: StoredCredential;
  /** What stands for the PIN. */
  readonly authValue: Uint8Array;
  /** What goes to the disk when the work is done: no failures, and the signature counter one further. */
  readonly right: Tries;
  /** The answer to the one command that uses the PIN. @throws Refusal for one that failed; a try that the TPM did not judge is given back */
  judged<T extends { readonly ok: true }>(answer: T | Failure): Promise<T>;
}

interface Failure {
  readonly ok: false;
  readonly code: number;
}

/**
 * Uses a credential key with its PIN for one piece of work, which sends exactly one command with it. The try is on the disk
 * before the TPM sees the PIN, and no result leaves before the right one is on the disk.
 *
 * @throws Refusal pin_wrong (`detail`: tries left), pin_locked (`retryAfter`), credential_damaged, authenticator_unavailable,
 *   state_unwritable, and what the work throws
 */
export async function withKey<T>(
  options: UseOptions,
  store: CredentialStore,
  credentialId: string,
  pin: Secret,
  work: (key: KeyInUse) => Promise<T>,
): Promise<T> {
  const { credential, tries } = await store.load(credentialId);
  const attempt = await admit(options, store, credential, tries);
  const authValue = authValueOf(pin, bytes(credential.salt));
  const blob = { privatePart: bytes(credential.privatePart), publicArea: bytes(credential.publicArea) };
  const right = afterRightPin(attempt.counted);
  try {
    return await withTpm({ ...options, tcti: chooseTcti(options.tcti) }, async (tpm) => {
      const opened = await reopenKey(tpm, blob, bytes(credential.primaryName));
      // Only now: a TPM that is away, foreign or cleared has judged nothing.
      await store.keepTries(credentialId, attempt.counted);
      const judged = async <A extends { readonly ok: true }>(answer: A | Failure): Promise<A> => {
        if (answer.ok) return answer;
        throw await refusalOf(answer.code, tpm, options, store, credentialId, attempt);
      };
      const result = await work({ ...opened, tpm, credential, authValue, right, judged });
      await store.keepTries(credentialId, right);
      return result;
    });
  } finally {
    authValue.fill(0);
  }
}

/** One try at the PIN: what was on the disk before, and what is while the TPM judges it. */
interface Try {
  readonly before: Tries;
  readonly counted: Tries;
  readonly attempts: number;
}

/** Is there a try left? */
async function admit(
  options: UseOptions,
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

async function refusalOf(
  code: number,
  tpm: Tpm,
  { clock }: UseOptions,
  store: CredentialStore,
  credentialId: string,
  { before, counted, attempts }: Try,
): Promise<Refusal> {
  if (classifyResponseCode(code) === 'pin_wrong') return wrongPin(counted, attempts, clock.now());
  await store.keepTries(credentialId, before);
  return refusalOfUse(tpm, code);
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
