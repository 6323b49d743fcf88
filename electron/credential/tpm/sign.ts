import { createHash } from 'node:crypto';
import { Refusal } from '../../contract/refusal.ts';
import { type LoadedKey, type Signing, signDigest } from './commands/credential-key.ts';
import { readProperties } from './commands/properties.ts';
import { secondsUntilJudged } from './guard.ts';
import { refusalOfCode } from './refuse.ts';
import { classifyResponseCode } from './response-code.ts';
import type { HmacSession } from './session/hmac-session.ts';
import type { Tpm } from './tpm.ts';

/** Signs data (ES256, DER), whatever the outcome. */
export function trySign(
  tpm: Tpm,
  session: HmacSession,
  key: LoadedKey,
  authValue: Uint8Array,
  data: Uint8Array,
): Promise<Signing> {
  return signDigest(tpm, session, key, authValue, createHash('sha256').update(data).digest());
}

/** Signs data (ES256, DER). @throws Refusal pin_wrong, pin_locked (`retryAfter`), authenticator_unavailable */
export async function signOrRefuse(
  tpm: Tpm,
  session: HmacSession,
  key: LoadedKey,
  authValue: Uint8Array,
  data: Uint8Array,
): Promise<Buffer> {
  const signing = await trySign(tpm, session, key, authValue, data);
  if (signing.ok) return signing.signature;
  throw await refusalOfUse(tpm, signing.code);
}

/** Why a key could not be used. */
export async function refusalOfUse(tpm: Tpm, code: number): Promise<Refusal> {
  return classifyResponseCode(code) === 'locked' ? lockedByTpm(tpm) : refusalOfCode(code);
}

/** The TPM's own lock-out, and when it ends at the latest. */
export async function lockedByTpm(tpm: Tpm): Promise<Refusal> {
  const retryAfter = secondsUntilJudged(await readProperties(tpm));
  return new Refusal('pin_locked', { retryAfter, detail: 'The TPM itself is locked.' });
}
