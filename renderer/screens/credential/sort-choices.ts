import type { AuthenticatorChoice } from '../../../electron/contract/view.ts';
import type { AuthenticatorName } from '../../../electron/contract/wire/provisioning.ts';

export interface SortedChoices {
  /** What this laptop can do, the recommended one first; the others keep their order, strongest first. */
  readonly offered: readonly AuthenticatorChoice[];
  /** What the company would take as well, but this laptop does not have. */
  readonly absent: readonly AuthenticatorName[];
}

export function sortChoices(choices: readonly AuthenticatorChoice[]): SortedChoices {
  const available = choices.filter((choice) => choice.available);
  return {
    offered: available.toSorted((one, other) => Number(other.recommended) - Number(one.recommended)),
    absent: choices.filter((choice) => !choice.available).map((choice) => choice.name),
  };
}
