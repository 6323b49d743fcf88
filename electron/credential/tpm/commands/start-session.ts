import { randomBytes } from 'node:crypto';
import { HmacSession } from '../session/hmac-session.ts';
import { kdfa } from '../session/key-derivation.ts';
import { agreeSalt } from '../session/salt.ts';
import type { Tpm } from '../tpm.ts';
import { ALG, COMMAND, HANDLE } from '../wire/constants.ts';
import { Reader } from '../wire/read.ts';
import { sized, u8, u16, u32 } from '../wire/write.ts';
import type { Primary } from './primary.ts';

const NONCE_BYTES = 16;
const SESSION_TYPE_HMAC = 0x00;

/**
 * Opens a session whose key only this TPM and we have (TPM2_StartAuthSession, TPM 2.0 Library Part 3, 11.1; session key of Part 1,
 * 19.6.8). Without the salt its key would come from the PIN alone, and one captured exchange would let all PINs be
 * tried at leisure, past the TPM's lock-out.
 *
 * @param primary its Name checked
 */
export async function startSession(tpm: Tpm, primary: Primary): Promise<HmacSession> {
  const nonceCaller = randomBytes(NONCE_BYTES);
  const salt = agreeSalt(primary.point);
  const { handle, parameters } = await tpm.execute({
    code: COMMAND.startAuthSession,
    handles: [
      { handle: primary.handle, name: primary.name },
      { handle: HANDLE.null, name: u32(HANDLE.null) },
    ],
    parameters: Buffer.concat([
      sized(nonceCaller),
      salt.encrypted,
      u8(SESSION_TYPE_HMAC),
      ...[ALG.aes, 128, ALG.cfb].map(u16),
      u16(ALG.sha256),
    ]),
    makes: true,
  });
  const nonceTpm = new Reader(parameters).sized();
  const key = kdfa(salt.secret, 'ATH', nonceTpm, nonceCaller, 256);
  salt.secret.fill(0);
  const session = new HmacSession(handle, key, nonceTpm);
  tpm.atRelease(() => session.forget());
  return session;
}
