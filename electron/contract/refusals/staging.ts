import type { RefusalRow } from './row.ts';

/** LK-361n the directory about staged laptops, LK-924n the answers file. */
export const STAGING_REFUSALS = {
  staging_not_allowed: {
    status: 403,
    oauth: 'access_denied',
    entra: null,
    retry: 'never',
    helpCode: 'LK-3610',
    cause: 'This laptop has to be prepared by your IT team first, and this account may not do that.',
    userAction: 'Give the laptop to your IT team. Your pass is not used up.',
    technicianAction:
      'The profile says “staged”. Sign in with an account of a group in stagingTargets of the device policy.',
  },
  already_sealed: {
    status: 409,
    oauth: 'access_denied',
    entra: null,
    retry: 'never',
    helpCode: 'LK-3611',
    cause: 'This laptop is prepared and sealed already.',
    userAction: 'Give it to the person that it is for. Nothing was changed and no pass is used up.',
    technicianAction:
      'To stage it anew, end the set-up at its technician panel (“End the set-up”) and run again.',
  },
  sealed_for_another: {
    status: 403,
    oauth: 'access_denied',
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-3612',
    cause: 'This laptop was prepared for somebody else.',
    userAction:
      'Take the laptop that has your name on it, or tell your IT team this code. Your pass is not used up.',
    technicianAction:
      'The device was sealed for another user. End the set-up at its technician panel and stage it for this one.',
  },
  sealed_for_unknown: {
    status: 422,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-3613',
    cause: 'The directory does not know the person that this laptop is to be sealed for.',
    userAction: 'Tell your IT team this code. The laptop has joined; only the seal is missing.',
    technicianAction:
      'The answers file’s sealFor names nobody, somebody who is switched off, or the staging account itself. Correct it and run again.',
  },
  answers_invalid: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9240',
    cause: 'The answers that your IT team prepared for this laptop cannot be understood.',
    userAction: 'Tell your IT team this code. Nothing was changed and no pass is used up.',
    technicianAction: 'The detail names line and column. docs/answers.md has every member.',
  },
  answers_unsafe: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9241',
    cause: 'The answers for this laptop, or a secret that belongs to them, are open to others.',
    userAction: 'Tell your IT team this code. Nothing was changed and no pass is used up.',
    technicianAction:
      'An answers file may be written by its owner alone (0644), and be yours or root’s. A file with a pass or PIN may be read by its owner alone (0600). No links.',
  },
} as const satisfies Record<string, RefusalRow>;
