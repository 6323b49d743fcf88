import { Refusal } from '../../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../../context.ts';
import { readDevicePolicy } from '../../devices/policy.ts';
import { memberships } from '../../sign-in/users.ts';
import { readProfile } from '../profile.ts';
import { mayStage, stagedLaptop } from './staged-device.ts';

/**
 * Whose turn is it at this laptop? Asked at every sign-in of the agent before anything is reserved, so that nobody's pass is
 * held on a laptop that they cannot finish.
 *
 * @param jkt the device key
 * @throws Refusal `staging_not_allowed`: IT has not prepared it, and this is not IT
 * @throws Refusal `already_sealed`: IT again, on a laptop that waits for its person
 * @throws Refusal `sealed_for_another`: it waits for somebody else
 */
export async function refuseStaged(context: DirectoryContext, jkt: string, userId: string): Promise<void> {
  const { seal, inUse } = await stagedLaptop(context, jkt);
  if (inUse) return;
  const staged = (await readProfile(context)).mode === 'staged';
  if (seal === null && !staged) return;
  const { groups } = await memberships(context, userId);
  const isStager = mayStage(await readDevicePolicy(context), groups);
  if (seal === null) {
    if (!isStager) throw new Refusal('staging_not_allowed');
    return;
  }
  if (seal.sealed_for === userId) return;
  if (isStager || seal.sealed_by === userId) throw new Refusal('already_sealed');
  if (seal.sealed_for !== null) throw new Refusal('sealed_for_another');
}
