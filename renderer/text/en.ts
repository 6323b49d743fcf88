import { CREDENTIAL } from './english/credential.ts';
import { FRAME } from './english/frame.ts';
import { HELP } from './english/help.ts';
import { KEYBOARD } from './english/keyboard.ts';
import { NETWORK } from './english/network.ts';
import { REPORT } from './english/report.ts';
import { SIGN_IN } from './english/sign-in.ts';
import { STAGED } from './english/staged.ts';
import { TECHNICIAN } from './english/technician.ts';

/**
 * Every sentence of the screens, in English, as ICU messages: one flat table. The type of the other languages is made
 * from this one. Sentences stay under 20 words, so that they can be translated; a test counts.
 */
export const EN = {
  ...FRAME,
  ...SIGN_IN,
  ...CREDENTIAL,
  ...KEYBOARD,
  ...TECHNICIAN,
  ...STAGED,
  ...HELP,
  ...REPORT,
  ...NETWORK,
} as const;

export type MessageKey = keyof typeof EN;
export type Messages = Readonly<Record<MessageKey, string>>;
