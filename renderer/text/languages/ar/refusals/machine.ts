import type { ATTESTATION_REFUSALS } from '../../../../../electron/contract/refusals/attestation.ts';
import type { MACHINE_REFUSALS } from '../../../../../electron/contract/refusals/machine.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, TELL, TELL_NOTHING_CHANGED } from './advice.ts';

type Rows = typeof ATTESTATION_REFUSALS & typeof MACHINE_REFUSALS;

/** The machine: its security chip, the rules of its owner, and what the set-up changes on it. */
export const MACHINE_REFUSALS_AR: RefusalWords<keyof Rows> = {
  attestation_off: {
    cause: 'لا يشهد الدليل لشرائح الأمان.',
    userAction: 'لا شيء عليك فعله: يعمل المفتاح رغم ذلك.',
  },
  endorsement_untrusted: { cause: 'لا يعرف الدليل صانع شريحة الأمان في هذا الحاسوب.', userAction: TELL },
  endorsement_unsuitable: {
    cause: 'لا يمكن استخدام شهادة شريحة الأمان في هذا الحاسوب.',
    userAction: TELL,
  },
  attestation_key_unsuitable: {
    cause: 'المفتاح الذي تتحدث به شريحة الأمان ليس من النوع الصحيح.',
    userAction: TELL,
  },
  attestation_challenge_invalid: { cause: 'لا يتذكر الدليل أنه سأل شريحة الأمان هذه.', userAction: AGAIN },
  attestation_secret_wrong: { cause: 'لم تستطع شريحة الأمان فتح ما كان موجّهًا إليها.', userAction: TELL },
  policy_invalid: {
    cause: 'لا يمكن فهم القواعد التي أعطتها شركتك لهذا الحاسوب.',
    userAction: TELL_NOTHING_CHANGED,
  },
  policy_unsafe: {
    cause: 'قواعد هذا الحاسوب كان يمكن لأي شخص أن يكتبها.',
    userAction: TELL_NOTHING_CHANGED,
  },
  policy_conflict: {
    cause: 'شُغّل Latchkey بإعداد لا تسمح به قواعد شركتك.',
    userAction: TELL_NOTHING_CHANGED,
  },
  settings_unusable: { cause: 'لا يعرف هذا الحاسوب من أين يبدأ.', userAction: TELL },
  setup_foreign_change: {
    cause: 'غيّر شخص آخر شيئًا في هذا الجهاز.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. تُرك ما ليس لنا كما هو.',
  },
  setup_path_unsafe: {
    cause: 'مكان كان الإعداد سيكتب فيه ليس كما يبدو.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يُكتب شيء هناك.',
  },
  setup_journal_damaged: {
    cause: 'سجلّ ما غيّره الإعداد في هذا الجهاز تالف.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يتغير شيء آخر.',
  },
  release_not_reached: {
    cause: 'لم يكتمل إعداد هذا الحاسوب بعد، ولذلك يبقى مقفلًا.',
    userAction: 'أكمل الإعداد على الشاشة. إن لم يظهر من جديد فأعد تشغيل الحاسوب.',
  },
};
