import { refusalOfLoad } from '../refuse.ts';
import type { HmacSession } from '../session/hmac-session.ts';
import type { Tpm, TpmResult } from '../tpm.ts';
import { ALG, COMMAND, HANDLE, TAG } from '../wire/constants.ts';
import { CREDENTIAL_TEMPLATE, coordinate, nameOf, type Point, pointOf } from '../wire/public-area.ts';
import { garbled, Reader } from '../wire/read.ts';
import { sized, u16, u32 } from '../wire/write.ts';
import type { Primary } from './primary.ts';

/** A credential key as it lies on the disk: worth nothing without the TPM that made it. */
export interface KeyBlob {
  /** Content of TPM2B_PRIVATE: encrypted and authenticated by the TPM. */
  readonly privatePart: Buffer;
  /** TPMT_PUBLIC. */
  readonly publicArea: Buffer;
}

export interface LoadedKey {
  readonly handle: number;
  readonly name: Buffer;
}

const NO_AUTH = Buffer.alloc(0);

/**
 * Makes a P-256 key that never leaves the TPM (TPM2_Create, TPM 2.0 Library Part 3, 12.1). Its authorization value goes over the bus
 * encrypted; the answer is checked to be the TPM's own and to be the key that was asked for.
 *
 * @param authValue at most 32 bytes
 */
export async function createKey(
  tpm: Tpm,
  session: HmacSession,
  primary: Primary,
  authValue: Uint8Array,
): Promise<KeyBlob & { readonly point: Point }> {
  const sensitive = sized(sized(authValue), sized());
  const rest = [sized(CREDENTIAL_TEMPLATE), sized(), u32(0)];
  const plain = Buffer.concat([sensitive, ...rest]);
  sensitive.fill(0);
  try {
    const command = { code: COMMAND.create, handles: [primary], parameters: plain, makes: false };
    const authorization = session.use(NO_AUTH, { command: true, answer: true });
    const reader = new Reader((await tpm.execute(command, authorization)).parameters);
    const privatePart = reader.sized();
    const publicArea = reader.sized();
    return { privatePart, publicArea, point: pointOf(publicArea, CREDENTIAL_TEMPLATE) };
  } finally {
    plain.fill(0);
  }
}

/**
 * Loads a key (TPM2_Load, Part 3, 12.2). No use of the PIN: it works in a lock-out as well.
 * @throws Refusal credential_damaged when the blob is not whole (its parent's Name having been checked)
 */
export async function loadKey(
  tpm: Tpm,
  session: HmacSession,
  primary: Primary,
  blob: KeyBlob,
): Promise<LoadedKey> {
  const result = await tpm.attempt(
    {
      code: COMMAND.load,
      handles: [primary],
      parameters: Buffer.concat([sized(blob.privatePart), sized(blob.publicArea)]),
      makes: true,
    },
    session.use(NO_AUTH, { command: false, answer: false }),
  );
  if (!result.ok) throw refusalOfLoad(result.code);
  const name = nameOf(blob.publicArea);
  if (!new Reader(result.parameters).sized().equals(name)) throw garbled('a key under another name');
  return { handle: result.handle, name };
}

export type Signing =
  | { readonly ok: true /** ASN.1 DER, as WebAuthn has it (6.5.5). */; readonly signature: Buffer }
  | Extract<TpmResult, { ok: false }>;

/**
 * Signs a SHA-256 digest with ECDSA (TPM2_Sign, Part 3, 20.2). This is where the TPM judges the PIN: AUTH_FAIL is
 * counted there, LOCKOUT means that it was not judged.
 */
export async function signDigest(
  tpm: Tpm,
  session: HmacSession,
  key: LoadedKey,
  authValue: Uint8Array,
  digest: Uint8Array,
): Promise<Signing> {
  const noTicket = [u16(TAG.hashCheck), u32(HANDLE.null), sized()];
  const result = await tpm.attempt(
    {
      code: COMMAND.sign,
      handles: [key],
      parameters: Buffer.concat([sized(digest), u16(ALG.ecdsa), u16(ALG.sha256), ...noTicket]),
      makes: false,
    },
    session.use(authValue, { command: true, answer: false }),
  );
  return result.ok ? { ok: true, signature: readSignature(result.parameters) } : result;
}

/** TPMT_SIGNATURE of ECDSA (Part 2, 11.3.4) to DER (RFC 3279, 2.2.3). */
export function readSignature(parameters: Buffer): Buffer {
  const reader = new Reader(parameters);
  if (reader.u16() !== ALG.ecdsa || reader.u16() !== ALG.sha256) throw garbled('another kind of signature');
  const numbers = [coordinate(reader.sized()), coordinate(reader.sized())].map(derInteger);
  reader.end();
  const content = Buffer.concat(numbers);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

function derInteger(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const short = bytes.subarray(start);
  const content = ((short[0] ?? 0) & 0x80) === 0 ? short : Buffer.concat([Buffer.of(0), short]);
  return Buffer.concat([Buffer.of(0x02, content.length), content]);
}
