import type { RefusalRow } from './row.ts';

/** LK-86nn: people, groups, roles, devices and batches, as administrators' tools change them. */
export const OBJECT_REFUSALS = {
  name_taken: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-8600',
    cause: 'Another object with the same value for property userPrincipalName already exists.',
    userAction: 'Tell your IT team this code.',
    technicianAction: 'Choose another userPrincipalName, or change the person who has it.',
  },
  domain_unknown: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-8601',
    cause:
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    userAction: 'Tell your IT team this code.',
    technicianAction: 'Use a domain of this tenant; the seed says which there are.',
  },
  password_weak: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-8602',
    cause:
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    userAction: 'Choose a longer password.',
    technicianAction:
      'Eight to 256 characters, of three kinds out of small letters, capitals, digits and others, without the name.',
  },
  last_administrator: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-8603',
    cause: 'The last Global Administrator cannot be removed, disabled or deleted.',
    userAction: 'Make somebody else Global Administrator first.',
    technicianAction: 'Give the role to another enabled account, then try again.',
  },
  member_exists: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-8604',
    cause:
      "One or more added object references already exist for the following modified properties: 'members'.",
    userAction: 'Nothing is left to do.',
    technicianAction: 'The person is a member already.',
  },
  dependency_failed: {
    status: 424,
    oauth: null,
    entra: null,
    retry: 'now',
    helpCode: 'LK-8605',
    cause: 'This request of a batch waits for another one, and that one was refused.',
    userAction: 'Tell your IT team this code.',
    technicianAction: 'See the answer to the request that dependsOn names.',
  },
  another_method_needed: {
    status: 403,
    oauth: null,
    entra: null,
    retry: 'other-input',
    helpCode: 'LK-8606',
    cause: 'On this kind of laptop a pass alone cannot set up a sign-in key.',
    userAction: 'Tell your IT team this code. Your pass is not used up.',
    technicianAction:
      'A hybrid-joined device needs another method first. Give the person a password or a security key, or join the device to Entra alone.',
  },
  device_deleted: {
    status: 403,
    oauth: null,
    entra: 130008,
    retry: 'other-input',
    helpCode: 'LK-8607',
    cause: 'This laptop was removed from the directory, and its sign-in key went with it.',
    userAction: 'Ask your IT team for a pass and set the laptop up again.',
    technicianAction:
      'Issue a pass; the laptop joins anew. If nobody removed it on purpose, see the directory audit.',
  },
} as const satisfies Record<string, RefusalRow>;
