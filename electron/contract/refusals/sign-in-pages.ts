import type { RefusalRow } from './row.ts';

/** LK-26nn: signing in with a browser, and codes of authenticator apps. */
export const SIGN_IN_PAGE_REFUSALS = {
  otp_needs_password: {
    status: 400,
    oauth: 'invalid_request',
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-2600',
    cause: 'A code from an app comes after your password.',
    userAction: 'Type your password first, then the code.',
    technicianAction: 'A code alone is one factor of the weaker kind; it is taken as the second one only.',
  },
  request_not_from_page: {
    status: 403,
    oauth: 'access_denied',
    entra: null,
    retry: 'never',
    helpCode: 'LK-2601',
    cause: 'This request did not come from our own sign-in page.',
    userAction: 'Close this page and sign in again from where you started.',
    technicianAction:
      'Another website tried to answer a sign-in. The Origin header was not the directory’s own.',
  },
  interaction_expired: {
    status: 400,
    oauth: 'invalid_session',
    entra: 50089,
    retry: 'other-input',
    helpCode: 'LK-2602',
    cause: 'This sign-in page is not open any more.',
    userAction: 'Go back to where you started and sign in again.',
    technicianAction: 'The page was open for over an hour, was finished, or began in another browser.',
  },
  method_limit: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-2603',
    cause: 'Your account has as many authenticator apps as it may have.',
    userAction: 'Remove one that you do not use any more, then add the new one.',
    technicianAction: 'Five authenticator apps per user. Remove one in the console.',
  },
  stronger_sign_in_needed: {
    status: 403,
    oauth: 'unmet_authentication_requirements',
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-2604',
    cause: 'This page asks for a stronger way to sign in than the one you used.',
    userAction: 'Use another way, such as a passkey.',
    technicianAction: 'The application asked for acr values that this method does not reach.',
  },
} as const satisfies Record<string, RefusalRow>;
