import type { REPORT_REFUSALS } from '../../../../../electron/contract/refusals/report.ts';
import type { RefusalWords } from '../../../language.ts';
import { TELL } from './advice.ts';

/** Reports of laptops. */
export const REPORT_REFUSALS_DE: RefusalWords<keyof typeof REPORT_REFUSALS> = {
  report_not_joined: {
    cause: 'Das Verzeichnis kennt diesen Laptop noch nicht und nimmt daher keinen Bericht von ihm an.',
    userAction: 'Lassen Sie Ihre IT stattdessen das Quadrat scannen.',
  },
  report_unreadable: {
    cause: 'Das ist kein Bericht, oder er wurde unterwegs verändert.',
    userAction: 'Scannen Sie das Quadrat noch einmal, oder kopieren Sie den ganzen Text.',
  },
  report_for_other_key: {
    cause: 'Dieser Bericht wurde für einen anderen Schlüssel verschlüsselt.',
    userAction: 'Fragen Sie jemanden von der Technik, der diesen Schlüssel hat.',
  },
  report_old: {
    cause: 'Dieser Bericht ist nicht von heute.',
    userAction: 'Lassen Sie sich vom Laptop ein neues Quadrat zeigen.',
  },
  support_key_unusable: { cause: 'Der Schlüssel der IT lässt sich nicht benutzen.', userAction: TELL },
};
