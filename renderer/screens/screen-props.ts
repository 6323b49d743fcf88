import type { Screen } from '../../electron/contract/view.ts';

/** What the screen of a kind is given. */
export interface ScreenProps<Kind extends Screen['kind']> {
  readonly screen: Extract<Screen, { kind: Kind }>;
}
