import * as z from 'zod/mini';
import { Refusal } from '../../contract/refusal.ts';
import { Base64Url } from '../../contract/wire/webauthn.ts';
import type { MachineSeal } from '../../vault/machine-seal.ts';
import { createPrimary } from './commands/primary.ts';
import { sealSecret, unsealSecret } from './commands/sealed-secret.ts';
import { startSession } from './commands/start-session.ts';
import { inspectTpm, type TpmAccess } from './inspect.ts';
import { reopenKey } from './open-key.ts';
import { type Tpm, withTpm } from './tpm.ts';
import { chooseTcti } from './transport/tcti.ts';
import { requireSealed } from './wire/public-area.ts';

/** A sealed secret as it lies on the disk: worth nothing without the TPM that made it. */
const SealedRecord = z.strictObject({
  version: z.literal(1),
  /** Name of the storage key that it hangs under: another one means another TPM, or one that was cleared. */
  primaryName: Base64Url,
  privatePart: Base64Url,
  publicArea: Base64Url,
});

/**
 * Seals to the TPM of this machine, under the same re-created storage key that credentials hang under. No PIN and no PCR: it opens
 * wherever this TPM and the file are together and the account may use both. No lock-out keeps it shut.
 */
export function createTpmSeal(access: TpmAccess = {}): MachineSeal {
  const use = <T>(task: (tpm: Tpm) => Promise<T>) =>
    asVault(() => withTpm({ ...access, tcti: chooseTcti(access.tcti) }, task));
  return {
    available: () =>
      inspectTpm(access).then(
        () => true,
        () => false,
      ),
    seal: (secret) =>
      use(async (tpm) => {
        const primary = await createPrimary(tpm);
        const blob = await sealSecret(tpm, await startSession(tpm, primary), primary, secret);
        const record: z.infer<typeof SealedRecord> = {
          version: 1,
          primaryName: primary.name.toString('base64url'),
          privatePart: blob.privatePart.toString('base64url'),
          publicArea: blob.publicArea.toString('base64url'),
        };
        return Buffer.from(`${JSON.stringify(record)}\n`);
      }),
    async open(sealed) {
      const { primaryName, privatePart, publicArea } = readRecord(sealed);
      return use(async (tpm) => {
        const blob = { privatePart: bytes(privatePart), publicArea: bytes(publicArea) };
        const { session, key } = await reopenKey(tpm, blob, bytes(primaryName));
        return unsealSecret(tpm, session, key);
      });
    },
  };
}

function readRecord(sealed: Uint8Array): z.infer<typeof SealedRecord> {
  try {
    const record = SealedRecord.parse(JSON.parse(Buffer.from(sealed).toString()));
    requireSealed(bytes(record.publicArea));
    return record;
  } catch (error) {
    throw new Refusal('device_key_lost', { detail: 'The sealed key of the vault is damaged.' }, error);
  }
}

/** What the TPM refused, in the words of the vault: nobody chose an authenticator here. */
async function asVault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { slug, details } = error;
    if (slug === 'credential_damaged') throw new Refusal('device_key_lost', details, error);
    if (slug === 'authenticator_unavailable') throw new Refusal('vault_chip_unavailable', details, error);
    throw error;
  }
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
