import type { Language } from '../../language.ts';
import { CREDENTIAL_DE } from './credential.ts';
import { FRAME_DE } from './frame.ts';
import { HELP_DE } from './help.ts';
import { KEYBOARD_DE } from './keyboard.ts';
import { NETWORK_DE } from './network.ts';
import { CONNECTION_REFUSALS_DE } from './refusals/connection.ts';
import { DIRECTORY_REFUSALS_DE } from './refusals/directory.ts';
import { LAPTOP_REFUSALS_DE } from './refusals/laptop.ts';
import { MACHINE_REFUSALS_DE } from './refusals/machine.ts';
import { REPORT_REFUSALS_DE } from './refusals/report.ts';
import { SIGN_IN_REFUSALS_DE } from './refusals/sign-in.ts';
import { STAGING_REFUSALS_DE } from './refusals/staging.ts';
import { REPORT_DE } from './report.ts';
import { SIGN_IN_DE } from './sign-in.ts';
import { STAGED_DE } from './staged.ts';
import { TECHNICIAN_DE } from './technician.ts';

/** German: "Sie", a calm colleague. */
export const LANGUAGE: Language = {
  locale: 'de',
  direction: 'ltr',
  messages: {
    ...FRAME_DE,
    ...SIGN_IN_DE,
    ...CREDENTIAL_DE,
    ...KEYBOARD_DE,
    ...TECHNICIAN_DE,
    ...STAGED_DE,
    ...HELP_DE,
    ...REPORT_DE,
    ...NETWORK_DE,
  },
  refusals: {
    ...SIGN_IN_REFUSALS_DE,
    ...CONNECTION_REFUSALS_DE,
    ...LAPTOP_REFUSALS_DE,
    ...MACHINE_REFUSALS_DE,
    ...STAGING_REFUSALS_DE,
    ...REPORT_REFUSALS_DE,
    ...DIRECTORY_REFUSALS_DE,
  },
};
