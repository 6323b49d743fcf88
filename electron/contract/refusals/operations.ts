import type { RefusalRow } from './row.ts';

/** LK-865n: the directory itself is not well. */
export const OPERATIONS_REFUSALS = {
  directory_full: {
    status: 503,
    oauth: 'temporarily_unavailable',
    entra: null,
    retry: 'later',
    helpCode: 'LK-8650',
    cause: 'The directory has no room to write.',
    userAction: 'Wait a moment. If it stays so, tell your IT team this code.',
    technicianAction:
      'The disk of the directory’s data folder is full. Make room; the directory goes on by itself.',
  },
} as const satisfies Record<string, RefusalRow>;
