import type { HmacSession } from '../session/hmac-session.ts';
import type { Tpm } from '../tpm.ts';
import { COMMAND } from '../wire/constants.ts';
import { requireSealed, SEALED_TEMPLATE } from '../wire/public-area.ts';
import { Reader } from '../wire/read.ts';
import { sized, u32 } from '../wire/write.ts';
import type { KeyBlob, LoadedKey } from './credential-key.ts';
import type { Primary } from './primary.ts';

const NO_AUTH = Buffer.alloc(0);

/**
 * Seals a secret under a storage key (TPM2_Create of a KEYEDHASH object, TPM 2.0 Library Part 3, 12.1). It goes over the bus encrypted,
 * and depends on no PCR: a firmware update must not lose it.
 *
 * @param secret at most 128 bytes (MAX_SYM_DATA); the caller zeroes it
 */
export async function sealSecret(
  tpm: Tpm,
  session: HmacSession,
  primary: Primary,
  secret: Uint8Array,
): Promise<KeyBlob> {
  const sensitive = sized(sized(), sized(secret));
  const parameters = Buffer.concat([sensitive, sized(SEALED_TEMPLATE), sized(), u32(0)]);
  sensitive.fill(0);
  try {
    const command = { code: COMMAND.create, handles: [primary], parameters, makes: false };
    const authorization = session.use(NO_AUTH, { command: true, answer: true });
    const reader = new Reader((await tpm.execute(command, authorization)).parameters);
    const privatePart = reader.sized();
    const publicArea = reader.sized();
    requireSealed(publicArea);
    return { privatePart, publicArea };
  } finally {
    parameters.fill(0);
  }
}

/** Opens a loaded secret (TPM2_Unseal, Part 3, 12.7); it comes over the bus encrypted. @throws Refusal authenticator_unavailable */
export async function unsealSecret(tpm: Tpm, session: HmacSession, sealed: LoadedKey): Promise<Buffer> {
  const command = { code: COMMAND.unseal, handles: [sealed], parameters: Buffer.alloc(0), makes: false };
  const { parameters } = await tpm.execute(command, session.use(NO_AUTH, { command: false, answer: true }));
  return new Reader(parameters).sized();
}
