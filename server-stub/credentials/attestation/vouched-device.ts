import { AAGUIDS } from '../../../electron/contract/wire/passkey.ts';
import type { DirectoryContext } from '../../context.ts';
import type { DeviceRow } from '../../store/tables.ts';

/** Who signed an attestation that verified. */
export interface Attester {
  readonly aaguid: string;
  /** DER of the certificate whose key signed a `tpm` statement, standard base64; `null` for every other format. */
  readonly tpmCertificate: string | null;
}

/**
 * Did this directory itself certify, for this very device, the TPM key that signed? That certificate is worth nothing on any other device,
 * and nothing for other authenticators than our own: theirs need not count wrong PINs in the TPM.
 */
export async function vouchedForDevice(
  context: DirectoryContext,
  device: DeviceRow | undefined,
  { aaguid, tpmCertificate }: Attester,
): Promise<boolean> {
  if (context.attestation.endorsementRoots.length === 0) return false;
  if (device === undefined || tpmCertificate === null || aaguid !== AAGUIDS.tpm) return false;
  const row = await context.store.db
    .selectFrom('attestation_certificates')
    .select('certificate')
    .where('certificate', '=', tpmCertificate)
    .where('device_id', '=', device.id)
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst();
  return row !== undefined;
}
