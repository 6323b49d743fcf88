import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import type { AttestationTrust } from './attestation/trust.ts';

/**
 * What authenticators call themselves. An AAGUID without attestation is a claim, not a proof: it names a key in a list, and
 * nothing is decided by it. Source of the foreign ones: https://github.com/passkeydeveloper/passkey-authenticator-aaguids
 */
const MODELS: Readonly<Record<string, string>> = {
  [AAGUIDS.tpm]: 'Latchkey TPM key',
  [AAGUIDS.software]: 'Latchkey software key',
  '08987058-cadc-4b81-b6e1-30de50dcbe96': 'Windows Hello (hardware)',
  '9ddd1817-af5a-4672-a2b9-3e3dd95000a9': 'Windows Hello (hardware, VBS)',
  '6028b017-b1d4-4c02-b4b3-afcdafc96bb2': 'Windows Hello (software)',
  'adce0002-35bc-c60a-648b-0b25f1f05503': 'Chrome on Mac (Touch ID)',
  'fbfc3007-154e-4ecc-8c0b-6e020557d7bd': 'iCloud Keychain',
  'dd4ec289-e01d-41c9-bb89-70fa845d4bf2': 'iCloud Keychain (managed)',
  '00000000-0000-0000-0000-000000000000': 'Passkey of an unnamed maker',
};

/** The name of an authenticator's model: the administrator's metadata first, then ours; in no list, that it is a passkey. */
export function modelOf(aaguid: string, { models }: AttestationTrust): string {
  return models.get(aaguid)?.description ?? MODELS[aaguid] ?? 'Passkey';
}
