import type { TechnicianAction, TechnicianReason } from '../../contract/technician/actions.ts';

/** What a code opens, said to the technician who gives it and to whoever asks for it. */
export const ACTIONS: Readonly<Record<TechnicianAction, string>> = {
  diagnostics: 'show diagnostics',
  retry: 'try again what was refused',
  restartStep: 'restart the present step',
  powerOff: 'turn the laptop off',
  abandon: 'END THE SET-UP; the laptop stays unready',
};

export const REASONS: Readonly<Record<TechnicianReason, string>> = {
  stuck: 'stuck',
  network: 'the network',
  account: 'the account',
  hardware: 'the hardware',
  wrongPerson: 'the wrong person',
  rehearsal: 'a rehearsal',
};
