import type { Language } from '../../language.ts';
import { CREDENTIAL_AR } from './credential.ts';
import { FRAME_AR } from './frame.ts';
import { HELP_AR } from './help.ts';
import { KEYBOARD_AR } from './keyboard.ts';
import { NETWORK_AR } from './network.ts';
import { CONNECTION_REFUSALS_AR } from './refusals/connection.ts';
import { DIRECTORY_REFUSALS_AR } from './refusals/directory.ts';
import { LAPTOP_REFUSALS_AR } from './refusals/laptop.ts';
import { MACHINE_REFUSALS_AR } from './refusals/machine.ts';
import { REPORT_REFUSALS_AR } from './refusals/report.ts';
import { SIGN_IN_REFUSALS_AR } from './refusals/sign-in.ts';
import { STAGING_REFUSALS_AR } from './refusals/staging.ts';
import { REPORT_AR } from './report.ts';
import { SIGN_IN_AR } from './sign-in.ts';
import { STAGED_AR } from './staged.ts';
import { TECHNICIAN_AR } from './technician.ts';

/**
 * Arabic: Modern Standard Arabic, short sentences. Digits are Western: codes, passes, PINs and times are compared with
 * what keyboards, labels and the IT team show, and two kinds of digits on one screen would have to be translated by eye.
 */
export const LANGUAGE: Language = {
  locale: 'ar-u-nu-latn',
  direction: 'rtl',
  messages: {
    ...FRAME_AR,
    ...SIGN_IN_AR,
    ...CREDENTIAL_AR,
    ...KEYBOARD_AR,
    ...TECHNICIAN_AR,
    ...STAGED_AR,
    ...HELP_AR,
    ...REPORT_AR,
    ...NETWORK_AR,
  },
  refusals: {
    ...SIGN_IN_REFUSALS_AR,
    ...CONNECTION_REFUSALS_AR,
    ...LAPTOP_REFUSALS_AR,
    ...MACHINE_REFUSALS_AR,
    ...STAGING_REFUSALS_AR,
    ...REPORT_REFUSALS_AR,
    ...DIRECTORY_REFUSALS_AR,
  },
};
