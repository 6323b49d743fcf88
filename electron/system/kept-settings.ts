import { join } from 'node:path';
import * as z from 'zod/mini';
import { PinPolicy } from '../contract/wire/provisioning.ts';
import { readWholeFile, replaceFile } from '../vault/durable-file.ts';

/** What day two has to know about the run that set this laptop up. Nothing in it is secret. */
export const KeptSettings = z.object({
  version: z.literal(1),
  /** URL of the directory. */
  directory: z.url(),
  /** Absolute path of its CA; `null`: the system's list. */
  caFile: z.nullable(z.string()),
  rpId: z.string(),
  uiOrigin: z.url(),
  /** The PIN rules of the profile at release, for a change of PIN while the directory is out of reach. */
  pin: PinPolicy,
});
export type KeptSettings = z.infer<typeof KeptSettings>;

const settingsPath = (stateDir: string) => join(stateDir, 'settings.json');

/** @throws Refusal state_unwritable */
export function keepSettings(stateDir: string, settings: KeptSettings): Promise<void> {
  return replaceFile(settingsPath(stateDir), Buffer.from(`${JSON.stringify(settings, null, 2)}\n`));
}

/**
 * The settings, or `null` where there are none or they cannot be understood: everything in them can also be said on the command
 * line. @throws Refusal state_unwritable when the file cannot be read
 */
export async function readSettings(stateDir: string): Promise<KeptSettings | null> {
  const content = await readWholeFile(settingsPath(stateDir));
  if (content === null) return null;
  try {
    return KeptSettings.parse(JSON.parse(content.toString()));
  } catch {
    return null;
  }
}
