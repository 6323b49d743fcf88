import { readProperties, type TpmProperties } from './commands/properties.ts';
import { type GuardLevel, guardLevel } from './guard.ts';
import { missing } from './refuse.ts';
import { withTpm } from './tpm.ts';
import { chooseTcti } from './transport/tcti.ts';

/** What `doctor` tells about a TPM that can hold a credential. */
export interface TpmReport {
  readonly tcti: string;
  readonly guard: GuardLevel;
  readonly properties: TpmProperties;
}

/** How a TPM is reached. Everything has a default that is right on a laptop. */
export interface TpmAccess {
  /** Default: the environment's LATCHKEY_TCTI, else the kernel's resource manager. */
  readonly tcti?: string | undefined;
  /** Name or path of tpm2_send. */
  readonly tool?: string;
  /** Milliseconds for one answer. */
  readonly patience?: number;
}

/**
 * Looks at the TPM of this machine.
 * @throws Refusal authenticator_unavailable, the reason in `detail`: tools missing, no TPM, no permission, too old, taken
 */
export async function inspectTpm(access: TpmAccess = {}): Promise<TpmReport> {
  const tcti = chooseTcti(access.tcti);
  const properties = await withTpm({ ...access, tcti }, readProperties);
  if (!properties.capable) throw missing('curve');
  if (properties.ownerAuthSet) throw missing('owner');
  return { tcti, guard: guardLevel(properties), properties };
}
