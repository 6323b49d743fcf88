import * as z from 'zod/mini';

/** What a technician's code can open, in the order of the screen. One code opens one of them, once. */
export const TechnicianAction = z.enum(['diagnostics', 'retry', 'restartStep', 'powerOff', 'abandon']);
export type TechnicianAction = z.infer<typeof TechnicianAction>;

/** Why the technician steps in: a closed list, so that nothing secret can be typed into an audit by mistake. */
export const TechnicianReason = z.enum([
  'stuck',
  'network',
  'account',
  'hardware',
  'wrongPerson',
  'rehearsal',
]);
export type TechnicianReason = z.infer<typeof TechnicianReason>;

/** Places in the challenge's bytes; never renumber. */
export const ACTION_NUMBERS = {
  diagnostics: 1,
  retry: 2,
  restartStep: 3,
  powerOff: 4,
  abandon: 5,
} as const satisfies Record<TechnicianAction, number>;

export const REASON_NUMBERS = {
  stuck: 1,
  network: 2,
  account: 3,
  hardware: 4,
  wrongPerson: 5,
  rehearsal: 6,
} as const satisfies Record<TechnicianReason, number>;
