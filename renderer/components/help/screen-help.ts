import type { Screen } from '../../../electron/contract/view.ts';
import type { MessageKey } from '../../text/en.ts';

/** What the help panel says of a screen: what it is for, and what can go wrong there. */
export interface ScreenHelp {
  readonly purpose: MessageKey;
  readonly trouble: MessageKey;
}

/** The help of each screen. The names of its sentences follow from the screen's, so a screen without them is no program. */
export function helpOf<Kind extends Screen['kind']>(kind: Kind): ScreenHelp {
  return { purpose: `help.for.${kind}`, trouble: `help.trouble.${kind}` };
}
