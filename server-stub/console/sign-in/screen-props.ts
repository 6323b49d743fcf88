import type { AuthnMethodName } from '../../../electron/contract/wire/challenge.ts';
import type { PageAnswer, PageRefusal, PageState } from '../../../electron/contract/wire/sign-in-page.ts';

/** What every screen of the sign-in page is handed. */
export interface ScreenProps {
  readonly state: PageState;
  /** The name as it was typed here. */
  readonly name: string;
  readonly refusal: PageRefusal | undefined;
  readonly busy: boolean;
  /** Sends something and shows what comes back. */
  readonly send: (work: () => Promise<PageAnswer>) => void;
  /** Shows the list of ways again. */
  readonly choose: (method: AuthnMethodName | undefined) => void;
}
