import type { RefusalRow } from './row.ts';

/** LK-921n machine policy, LK-922n the set-up of a machine. Only the agent and the set-up command meet these. */
export const MACHINE_REFUSALS = {
  policy_invalid: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'now',
    helpCode: 'LK-9210',
    cause: 'The rules that your company gave this laptop cannot be understood.',
    userAction: 'Tell your IT team this code. Nothing was changed and no pass is used up.',
    technicianAction: 'Run “latchkey doctor”: it names the file, the place in it and what is wrong.',
  },
  policy_unsafe: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'now',
    helpCode: 'LK-9211',
    cause: 'The rules for this laptop could have been written by anybody.',
    userAction: 'Tell your IT team this code. Nothing was changed and no pass is used up.',
    technicianAction:
      'A policy file or folder has to be a real one, owned by root, and not writable by group or others. The detail names it.',
  },
  policy_conflict: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9212',
    cause: 'Latchkey was started with a setting that your company’s rules do not allow.',
    userAction: 'Tell your IT team this code. Nothing was changed and no pass is used up.',
    technicianAction:
      'An argument or a variable says otherwise than machine policy. Take it away, or list the member in allowOverride.',
  },
  settings_unusable: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'now',
    helpCode: 'LK-9213',
    cause: 'This laptop does not know where to begin.',
    userAction: 'Tell your IT team this code.',
    technicianAction:
      'A setting of the kiosk is missing or cannot be used. The log names it; machine policy or a variable has to say it.',
  },
  setup_foreign_change: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9220',
    cause: 'Something on this machine was changed by somebody else.',
    userAction: 'Tell your IT team this code. What is not ours was left as it is.',
    technicianAction:
      'The detail names the file. Look at it; --force puts ours, or the original, in its place.',
  },
  setup_path_unsafe: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9221',
    cause: 'A place where the set-up would write is not what it seems.',
    userAction: 'Tell your IT team this code. Nothing was written there.',
    technicianAction:
      'On the way to the file is a link, no folder, or a folder that others may write. The detail names it.',
  },
  setup_journal_damaged: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9222',
    cause: 'The record of what the set-up changed on this machine is damaged.',
    userAction: 'Tell your IT team this code. Nothing more was changed.',
    technicianAction:
      'Look at /var/lib/latchkey-setup: the originals are there, byte for byte, and have to be put back by hand.',
  },
  release_not_reached: {
    status: null,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-9260',
    cause: 'This laptop is not set up yet, so it stays locked.',
    userAction: 'Finish the set-up on the screen. If it does not come back, restart the laptop.',
    technicianAction:
      'The kiosk’s journal does not say that the run was released. To end the kiosk without that: latchkey-setup revert.',
  },
} as const satisfies Record<string, RefusalRow>;
