/** Sentences of both pages. Under 20 words each, so that they can be translated. */
export const COMMON = {
  opening: 'Signing you in.',
  loading: 'Asking the directory.',
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  signIn: 'Sign in',
  signOut: 'Sign out',
  otherAccount: 'Use another account',
  copied: 'Copied. It stays on the clipboard until something else is copied.',
  notCopied: 'The browser did not allow copying. Select the text instead.',
  unreachable: 'The directory does not answer.',
  failed: 'The directory did not do this.',
  tryAgainLater: 'Try again in a moment. If it stays like this, note the number below.',
  retryIn: (seconds: number) => `Try again in ${seconds} seconds.`,
  notAllowed: 'Your role does not include this. A Global Administrator can give you one that does.',
  endedTitle: 'Your sign-in has ended',
  ended: 'It ran out, or somebody took it back. Nothing was lost; sign in to go on.',
  notSignedInTitle: 'You are not signed in',
  notSignedIn: 'The sign-in was given up or could not be finished.',
  yes: 'Yes',
  no: 'No',
  more: 'Show more',
  shown: (count: number, more: boolean) => (more ? `The first ${count} are shown.` : `${count} in all.`),
} as const;

/** A kind of sign-in method, as people call it. By the end of Graph's type name. */
export const METHOD_NAMES: Readonly<Record<string, string>> = {
  passwordAuthenticationMethod: 'Password',
  temporaryAccessPassAuthenticationMethod: 'Temporary Access Pass',
  fido2AuthenticationMethod: 'Passkey',
  windowsHelloForBusinessAuthenticationMethod: 'Hello credential of a laptop',
  softwareOathAuthenticationMethod: 'Authenticator app',
};

/** Graph's `methodUsabilityReason`. */
export const USABILITY: Readonly<Record<string, string>> = {
  EnabledByPolicy: 'Can be used',
  DisabledByPolicy: 'Switched off by policy',
  Expired: 'Expired',
  NotYetValid: 'Not valid yet',
  OneTimeUsed: 'Used',
};

export const ASSURANCE: Readonly<Record<string, string>> = {
  attested: 'Attested by its maker',
  self: 'Vouches for itself',
  none: 'Not attested',
};
