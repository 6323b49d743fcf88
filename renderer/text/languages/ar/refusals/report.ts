import type { REPORT_REFUSALS } from '../../../../../electron/contract/refusals/report.ts';
import type { RefusalWords } from '../../../language.ts';
import { TELL } from './advice.ts';

/** Reports of laptops. */
export const REPORT_REFUSALS_AR: RefusalWords<keyof typeof REPORT_REFUSALS> = {
  report_not_joined: {
    cause: 'لا يعرف الدليل هذا الحاسوب بعد، لذلك لا يقبل منه تقريرًا.',
    userAction: 'دع فريق تقنية المعلومات يمسح المربع بدلًا من ذلك.',
  },
  report_unreadable: {
    cause: 'هذا ليس تقريرًا، أو أنه تغيّر في الطريق.',
    userAction: 'امسح المربع مرة أخرى، أو انسخ النص كاملًا.',
  },
  report_for_other_key: {
    cause: 'شُفّر هذا التقرير لمفتاح آخر.',
    userAction: 'اسأل فنيًا لديه ذلك المفتاح.',
  },
  report_old: {
    cause: 'هذا التقرير ليس من اليوم.',
    userAction: 'اطلب مربعًا جديدًا من الحاسوب.',
  },
  support_key_unusable: { cause: 'لا يمكن استخدام مفتاح الدعم.', userAction: TELL },
};
