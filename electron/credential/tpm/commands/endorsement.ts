import { EMPTY_PASSWORD } from '../session/authorization.ts';
import type { Tpm } from '../tpm.ts';
import { ALG, COMMAND, HANDLE, NV_EK_CERTIFICATE, OBJECT } from '../wire/constants.ts';
import { nameOf } from '../wire/public-area.ts';
import { garbled, Reader } from '../wire/read.ts';
import { sized, u16, u32 } from '../wire/write.ts';
import type { LoadedKey } from './credential-key.ts';

/** Bytes of NV memory that are asked for at once; every TPM gives at least so many. */
const NV_AT_ONCE = 512;

/** PolicySecret of the endorsement hierarchy: what the profile puts on every endorsement key (2.5, B.3.2). */
const EK_POLICY = Buffer.from('837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa', 'hex');

/** Template L-1 (TCG EK Credential Profile 2.5, B.3.3): RSA 2048, the one that every maker certifies. */
const EK_TEMPLATE = Buffer.concat([
  u16(ALG.rsa),
  u16(ALG.sha256),
  u32(
    OBJECT.fixedTpm |
      OBJECT.fixedParent |
      OBJECT.sensitiveDataOrigin |
      OBJECT.adminWithPolicy |
      OBJECT.restricted |
      OBJECT.decrypt,
  ),
  sized(EK_POLICY),
  ...[ALG.aes, 128, ALG.cfb, ALG.null, 2048].map(u16),
  u32(0),
  sized(Buffer.alloc(256)),
]);

/** Makes the endorsement key anew from the TPM's endorsement seed, which no owner can change. @throws Refusal authenticator_unavailable */
export async function createEndorsementKey(tpm: Tpm): Promise<LoadedKey> {
  const { handle, parameters } = await tpm.execute(
    {
      code: COMMAND.createPrimary,
      handles: [{ handle: HANDLE.endorsement, name: u32(HANDLE.endorsement) }],
      parameters: Buffer.concat([sized(sized(), sized()), sized(EK_TEMPLATE), sized(), u32(0)]),
      makes: true,
    },
    EMPTY_PASSWORD,
  );
  const area = new Reader(parameters).sized();
  const start = EK_TEMPLATE.subarray(0, EK_TEMPLATE.length - 258);
  if (!area.subarray(0, start.length).equals(start))
    throw garbled('another kind of key than it was asked for');
  return { handle, name: nameOf(area) };
}

/** The certificate that the TPM's maker put beside its endorsement key, DER; `null` where there is none. @throws Refusal authenticator_unavailable */
export async function readEndorsementCertificate(tpm: Tpm): Promise<Buffer | null> {
  const looked = await tpm.attempt(
    { code: COMMAND.nvReadPublic, handles: [INDEX], parameters: Buffer.alloc(0), makes: false },
    null,
  );
  if (!looked.ok) return null;
  const about = new Reader(new Reader(looked.parameters).sized());
  about.take(10); // index, name algorithm and attributes
  about.sized();
  const size = about.u16();
  const parts: Buffer[] = [];
  for (let at = 0; at < size; at += NV_AT_ONCE)
    parts.push(await readPart(tpm, at, Math.min(NV_AT_ONCE, size - at)));
  return Buffer.concat(parts);
}

const INDEX = { handle: NV_EK_CERTIFICATE, name: Buffer.alloc(0) };

async function readPart(tpm: Tpm, at: number, length: number): Promise<Buffer> {
  const owner = { handle: HANDLE.owner, name: u32(HANDLE.owner) };
  const parameters = Buffer.concat([u16(length), u16(at)]);
  const command = { code: COMMAND.nvRead, handles: [owner, INDEX], parameters, makes: false };
  return new Reader((await tpm.execute(command, EMPTY_PASSWORD)).parameters).sized();
}
