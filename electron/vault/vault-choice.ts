import { join } from 'node:path';
import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';
import { readWholeFile, replaceFile } from './durable-file.ts';

/** Where the keys of one state folder lie: decided once, at the first run, and kept. */
export const VaultChoice = z.strictObject({
  version: z.literal(1),
  kind: z.enum(['keychain', 'file']),
  /** Prefix of this state folder's entries in the keychain. */
  id: z.uuid(),
  /** Whether the sealed file is bound to the machine's id: false where the machine had none when the vault was made. */
  machineBound: z.boolean(),
  /** What the key of the sealed file is sealed by; absent: by nothing, it lies beside the entries. */
  sealedBy: z.optional(z.literal('tpm')),
});
export type VaultChoice = z.infer<typeof VaultChoice>;

const choicePath = (stateDir: string) => join(stateDir, 'vault.json');

/** The choice, or `null` before the first run. @throws Refusal device_key_lost when it is there and cannot be understood. */
export async function readVaultChoice(stateDir: string): Promise<VaultChoice | null> {
  const content = await readWholeFile(choicePath(stateDir));
  if (content === null) return null;
  try {
    return VaultChoice.parse(JSON.parse(content.toString()));
  } catch (error) {
    throw new Refusal('device_key_lost', { detail: 'The record of where the keys lie is damaged.' }, error);
  }
}

/** Keeps the choice for good. @throws Refusal state_unwritable */
export function keepVaultChoice(stateDir: string, choice: VaultChoice): Promise<void> {
  return replaceFile(choicePath(stateDir), Buffer.from(`${JSON.stringify(choice)}\n`));
}
