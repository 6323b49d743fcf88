import type { Slug } from '../../electron/contract/refusals.ts';
import type { Messages } from './en.ts';

/** What a refusal says to the person in front of the laptop. What IT can do stays English: IT searches for it. */
export type RefusalWords<Name extends Slug = Slug> = Readonly<
  Record<Name, { readonly cause: string; readonly userAction: string }>
>;

/**
 * Everything that a language is. One folder of `languages/`, named by its BCP 47 tag, whose `index.ts` exports this as
 * `LANGUAGE`: nothing else has to know of it. A sentence that is missing is an error of the compiler.
 */
export interface Language {
  /** For Intl and ICU: the tag, and which digits. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
  readonly refusals: RefusalWords;
}
