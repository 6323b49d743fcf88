import { createKey, type KeyBlob, type LoadedKey, loadKey } from './commands/credential-key.ts';
import { createPrimary, type Primary } from './commands/primary.ts';
import { startSession } from './commands/start-session.ts';
import { foreign } from './refuse.ts';
import type { HmacSession } from './session/hmac-session.ts';
import type { Tpm } from './tpm.ts';
import type { Point } from './wire/public-area.ts';

/** A credential key in the TPM, with the session to use it through. All of it goes with the Tpm's `release`. */
export interface OpenKey {
  readonly primary: Primary;
  readonly session: HmacSession;
  readonly key: LoadedKey;
}

/** A new credential key, with what has to be kept of it. */
export interface MadeKey extends OpenKey {
  readonly blob: KeyBlob;
  readonly point: Point;
}

/**
 * Makes a credential key and loads it.
 * @throws Refusal authenticator_unavailable
 */
export async function makeKey(tpm: Tpm, authValue: Uint8Array): Promise<MadeKey> {
  const primary = await createPrimary(tpm);
  const session = await startSession(tpm, primary);
  const { point, ...blob } = await createKey(tpm, session, primary, authValue);
  const key = await loadKey(tpm, session, primary, blob);
  return { primary, session, key, blob, point };
}

/**
 * Loads a credential key. The storage key's Name is checked before anything is told to it: who answers under another Name
 * is another TPM, or sits in between.
 *
 * @throws Refusal credential_damaged: another TPM, a cleared one, or a blob that is not whole
 * @throws Refusal authenticator_unavailable
 */
export async function reopenKey(tpm: Tpm, blob: KeyBlob, primaryName: Uint8Array): Promise<OpenKey> {
  const primary = await createPrimary(tpm);
  if (!primary.name.equals(primaryName)) throw foreign();
  const session = await startSession(tpm, primary);
  return { primary, session, key: await loadKey(tpm, session, primary, blob) };
}
