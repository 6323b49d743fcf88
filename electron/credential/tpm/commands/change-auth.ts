import type { HmacSession } from '../session/hmac-session.ts';
import type { Tpm, TpmResult } from '../tpm.ts';
import { COMMAND } from '../wire/constants.ts';
import { Reader } from '../wire/read.ts';
import { sized } from '../wire/write.ts';
import type { LoadedKey } from './credential-key.ts';
import type { Primary } from './primary.ts';

export type ChangedAuth =
  | { readonly ok: true /** Content of TPM2B_PRIVATE. */; readonly privatePart: Buffer }
  | Extract<TpmResult, { ok: false }>;

/**
 * Has the TPM wrap a key anew with another authorization value (TPM2_ObjectChangeAuth, TPM 2.0 Library Part 3, 12.8). The old value
 * authorizes it, and is judged and counted as for a signature; the new one goes over the bus encrypted.
 */
export async function tryChangeAuth(
  tpm: Tpm,
  session: HmacSession,
  primary: Primary,
  key: LoadedKey,
  authValue: Uint8Array,
  newAuth: Uint8Array,
): Promise<ChangedAuth> {
  const parameters = sized(newAuth);
  try {
    const command = { code: COMMAND.objectChangeAuth, handles: [key, primary], parameters, makes: false };
    const result = await tpm.attempt(command, session.use(authValue, { command: true, answer: true }));
    return result.ok ? { ok: true, privatePart: new Reader(result.parameters).sized() } : result;
  } finally {
    parameters.fill(0);
  }
}
