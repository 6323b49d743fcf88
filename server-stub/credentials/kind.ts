import { Refusal } from '../../electron/contract/refusal.ts';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import type { CredentialRow } from '../store/tables.ts';

export type CredentialKind = CredentialRow['kind'];

/**
 * What kind of key it is: our own authenticators say so by their AAGUID; anything else is the platform's when it was made
 * with a joined device's token, and a passkey of the person's own where there is no device.
 *
 * @throws Refusal `device_not_joined` for a `tpm` or `software` key without a joined device: it belongs to one (rule 5).
 */
export function kindOf(aaguid: string, onJoinedDevice: boolean): CredentialKind {
  const own = aaguid === AAGUIDS.tpm ? 'tpm' : aaguid === AAGUIDS.software ? 'software' : undefined;
  if (own === undefined) return onJoinedDevice ? 'platform' : 'fido2';
  if (!onJoinedDevice) throw new Refusal('device_not_joined');
  return own;
}
