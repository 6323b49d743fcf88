import { setTimeout as sleep } from 'node:timers/promises';
import { readProperties, type TpmProperties } from './commands/properties.ts';
import { type GuardLevel, guardLevel } from './guard.ts';
import { isGone, missing } from './refuse.ts';
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
  const properties = await afterOthers(() => withTpm({ ...access, tcti }, readProperties));
  if (!properties.capable) throw missing('curve');
  if (properties.ownerAuthSet) throw missing('owner');
  return { tcti, guard: guardLevel(properties), properties };
}

/** Without a resource manager a TPM talks to one program at a time; the turn of another one takes well under a second. */
const TURNS = 5;
const TURN_MS = 300;

async function afterOthers<T>(look: () => Promise<T>, turns = TURNS): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (turns === 0 || !isGone(error)) throw error;
    await sleep(TURN_MS);
    return afterOthers(look, turns - 1);
  }
}
