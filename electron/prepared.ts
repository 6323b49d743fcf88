import type { LaptopAnswers } from './answers/for-laptop.ts';
import { openAnswersFor } from './answers/open.ts';
import type { Preferences } from './contract/view.ts';
import { readHardware } from './device/hardware/read.ts';
import type { Wishes } from './provisioning/state.ts';

/**
 * What IT has answered beforehand for this laptop; `null` where there is no answers file.
 * @param serialNumber in place of the firmware's, for a machine that does not tell it; chooses the row and nothing else
 * @throws Refusal answers_unsafe, answers_invalid
 */
export async function preparedAnswers(
  path: string | null,
  serialNumber: string | null = null,
): Promise<LaptopAnswers | null> {
  if (path === null) return null;
  return openAnswersFor(path, serialNumber ?? (await readHardware()).serialNumber);
}

/** What of the answers the flow itself takes; the window shows the rest of them nowhere. */
export function wishesFrom(answers: LaptopAnswers | null): Wishes {
  const { account, authenticator = 'auto', deviceName, sealFor } = answers ?? {};
  return {
    ...(account !== undefined && { account }),
    ...(deviceName !== undefined && { deviceName }),
    ...(sealFor !== undefined && { sealFor }),
    ...(authenticator !== 'auto' && { authenticator }),
  };
}

/** What the screens begin with. */
export function preferencesFrom(answers: LaptopAnswers | null): Partial<Preferences> {
  const { textScale, theme, motion } = answers?.accessibility ?? {};
  return {
    ...(answers?.language !== undefined && { language: answers.language }),
    ...(textScale !== undefined && { textScale }),
    ...(theme !== undefined && { theme }),
    ...(motion !== undefined && { motion }),
  };
}
