import type { STAGING_REFUSALS } from '../../../../../electron/contract/refusals/staging.ts';
import type { RefusalWords } from '../../../language.ts';
import { TELL_NOTHING_CHANGED } from './advice.ts';

/** Laptops that IT prepares for somebody, and the answers that it gives beforehand. */
export const STAGING_REFUSALS_AR: RefusalWords<keyof typeof STAGING_REFUSALS> = {
  staging_not_allowed: {
    cause: 'يجب أن يجهّز فريق تقنية المعلومات هذا الحاسوب أولًا، ولا يُسمح لهذا الحساب بذلك.',
    userAction: 'أعطِ الحاسوب لفريق تقنية المعلومات. لم يُستهلك تصريحك.',
  },
  already_sealed: {
    cause: 'هذا الحاسوب مجهّز ومختوم بالفعل.',
    userAction: 'أعطِه للشخص المخصّص له. لم يتغيّر شيء ولم يُستهلك أي تصريح.',
  },
  sealed_for_another: {
    cause: 'جُهّز هذا الحاسوب لشخص آخر.',
    userAction: 'خذ الحاسوب الذي يحمل اسمك، أو أخبر فريق تقنية المعلومات بهذا الرمز. لم يُستهلك تصريحك.',
  },
  sealed_for_unknown: {
    cause: 'لا يعرف الدليل الشخص الذي يُراد ختم هذا الحاسوب له.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. انضمّ الحاسوب، ولم يبقَ سوى الختم.',
  },
  answers_invalid: {
    cause: 'لا يمكن فهم الإجابات التي أعدّها فريق تقنية المعلومات لهذا الحاسوب.',
    userAction: TELL_NOTHING_CHANGED,
  },
  answers_unsafe: {
    cause: 'إجابات هذا الحاسوب، أو سرّ يخصّها، مكشوفة للآخرين.',
    userAction: TELL_NOTHING_CHANGED,
  },
};
