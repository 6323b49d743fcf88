import type { RefusalNotice } from '../../../electron/contract/refusal.ts';
import type { Screen } from '../../../electron/contract/view.ts';

/** The refusal on a screen, if there is one. */
export function refusalOf(screen: Screen): RefusalNotice | null {
  return 'refusal' in screen ? (screen.refusal ?? null) : null;
}
