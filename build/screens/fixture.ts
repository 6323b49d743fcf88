import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { refusalRow, type Slug } from '../../electron/contract/refusals.ts';
import type { Step } from '../../electron/contract/steps.ts';
import type { Screen, View } from '../../electron/contract/view.ts';

/** When all fixtures happen: 10:30 in the time zone that the browser is given. */
export const NOW = Date.UTC(2026, 10, 22, 10, 30) / 1000;

/** One picture: a screen in a state that matters. */
export interface Fixture {
  readonly name: string;
  readonly step: Step;
  readonly screen: Screen;
  readonly view?: Partial<View>;
}

export function refused(slug: Slug, more: Partial<RefusalNotice> = {}): RefusalNotice {
  return { slug, helpCode: refusalRow(slug).helpCode, ...more };
}
