import type { GateKey } from '../../../electron/contract/gate.ts';
import type { AuthnMethodName } from '../../../electron/contract/wire/challenge.ts';

/** A way to sign in, as it is offered and asked for. */
export interface MethodText {
  readonly name: string;
  /** What it is, under its name in the list. */
  readonly about: string;
}

export const METHOD_TEXT: Readonly<Record<AuthnMethodName, MethodText>> = {
  temporary_access_pass: {
    name: 'Temporary Access Pass',
    about: 'The pass that your IT team gave you',
  },
  passkey: { name: 'Passkey', about: 'Fingerprint, face, PIN or a security key' },
  password: { name: 'Password', about: 'The password of your work account' },
  software_oath: { name: 'Code from an app', about: 'Six digits from your authenticator app' },
  federated: { name: 'Your company’s own sign-in', about: 'At another service' },
  reservation: { name: '', about: '' },
};

/** What opens a gate. */
export const GATE_KEY_TEXT: Readonly<Record<GateKey, string>> = {
  temporary_access_pass: 'a Temporary Access Pass',
  passkey: 'a passkey',
  software_oath: 'a code from an authenticator app',
  password: 'a password',
  compliant_device: 'a device that your IT team looks after',
  joined_device: 'a device of your company',
  administrator: 'a change by your IT team',
};

/** Every sentence of the sign-in page. */
export const TEXT = {
  opening: 'Opening the sign-in page',
  unreachable: 'The directory does not answer. Check your network.',
  tryAgain: 'Try again',
  next: 'Next',
  signIn: 'Sign in',
  cancel: 'Cancel',
  anotherWay: 'Use another way',
  anotherName: 'Not you? Use another name',
  working: 'One moment',
  for: (application: string) => `to go on to ${application}`,
  code: (helpCode: string) => `Help code ${helpCode}`,
  wait: (seconds: number) =>
    seconds < 60 ? `Try again in ${seconds} seconds.` : `Try again in about ${Math.ceil(seconds / 60)} min.`,

  nameTitle: 'Sign in',
  nameLabel: 'Your user name',
  nameHint: 'It looks like an email address.',
  nameMissing: 'Type your user name first.',

  chooseTitle: 'How do you want to sign in?',
  secondTitle: 'One more proof that this is you',
  secondLead: 'Your password is right. Your company asks for a second proof. Choose one.',

  passTitle: 'Enter your Temporary Access Pass',
  passLabel: 'Temporary Access Pass',
  passHint: 'Capital and small letters matter. Spaces don’t.',
  passwordTitle: 'Enter your password',
  passwordLabel: 'Password',
  passwordHint: 'The password of your work account.',
  codeTitle: 'Enter the code from your app',
  codeLabel: 'Six-digit code',
  codeHint: 'Open your authenticator app. A new code comes every 30 seconds.',
  missing: 'Type it first.',
  show: 'Show',
  hide: 'Hide',

  passkeyTitle: 'Use your passkey',
  passkeyLead: 'Your browser asks for your fingerprint, face, PIN or security key.',
  passkeyAction: 'Use my passkey',
  passkeyStopped: 'The passkey was not used. Try again, or use another way.',

  federatedTitle: 'You sign in somewhere else',
  federatedLead: 'Your account belongs to a company that has its own sign-in page. Start there.',
  federatedHelp: 'With a Temporary Access Pass from your IT team you can sign in right here.',

  loopTitle: 'Your company asks for a second proof that this is you',
  loopLead: 'Your account has no way to give it yet. Your password was right.',
  loopHelp: 'Ask your IT team for a Temporary Access Pass, and tell them this code:',
  loopGoesOn: 'Leave this page open. It goes on by itself once you have a pass.',
  whoAsks: 'Who asks for it',
  opens: (keys: readonly string[]) => `Opens with ${keys.join(', or ')}.`,
  opensNothing: 'Only your IT team can change this.',

  confirmTitle: (application: string) => `Go on to ${application}?`,
  confirmLead: 'You are signed in here as',
  confirmWarning: 'Go on only if you have just started it yourself.',
  confirmAction: 'Go on',

  closedTitle: 'This sign-in page is not open any more',
  closedLead: 'Go back to where you started and sign in again.',
  closedAction: 'Open My Security Info',
  leaving: 'You are signed in. Going on',
} as const;
