import type { NETWORK_REFUSALS } from '../../../../../electron/contract/refusals/network.ts';
import type { SIGN_IN_REFUSALS } from '../../../../../electron/contract/refusals/sign-in.ts';
import type { SIGN_IN_PAGE_REFUSALS } from '../../../../../electron/contract/refusals/sign-in-pages.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, BY_ITSELF, NEW_PASS, TELL, TELL_PASS_KEPT } from './advice.ts';

type Rows = typeof NETWORK_REFUSALS & typeof SIGN_IN_REFUSALS & typeof SIGN_IN_PAGE_REFUSALS;

/** From the network to the end of the sign-in. */
export const SIGN_IN_REFUSALS_AR: RefusalWords<keyof Rows> = {
  link_down: {
    cause: 'هذا الحاسوب غير متصل بأي شبكة.',
    userAction: 'وصّل كبل شبكة أو اختر شبكة Wi-Fi، ثم حاول مرة أخرى.',
  },
  name_not_resolved: {
    cause: 'الشبكة موجودة، لكنها لا تعرف عنوان دليل شركتك.',
    userAction: 'حاول مرة أخرى بعد لحظة، أو جرّب شبكة أخرى.',
  },
  directory_unreachable: {
    cause: 'دليل شركتك لا يردّ.',
    userAction: 'تحقق من الشبكة وحاول مرة أخرى. لم يضع شيء ولم يُستهلك تصريحك.',
  },
  certificate_untrusted: {
    cause: 'شهادة الدليل ليست مما يثق به هذا الحاسوب، لذلك لم نرسل شيئًا.',
    userAction: 'لا تُدخل تصريحك. أخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  clock_wrong: {
    cause: 'ساعة هذا الحاسوب خاطئة إلى حد لا يستطيع معه التحقق من شهادة الدليل.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. يمكنه ضبط الساعة، وما عدا ذلك سليم.',
  },
  captive_portal: {
    cause: 'تريد هذه الشبكة أن تسجّل الدخول إليها في صفحة ويب أولًا.',
    userAction: 'استخدم شبكة أخرى، مثل نقطة اتصال هاتفك أو كبل.',
  },
  proxy_refused: {
    cause: 'رفض وكيل في هذه الشبكة الاتصال.',
    userAction: 'جرّب شبكة أخرى، أو أخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  directory_failed: {
    cause: 'حدثت مشكلة في الدليل نفسه.',
    userAction: 'انتظر لحظة وحاول مرة أخرى. لم يضع شيء ولم يُستهلك تصريحك.',
  },
  directory_busy: { cause: 'الدليل مشغول جدًا ولا يستطيع الرد.', userAction: BY_ITSELF },
  directory_incompatible: { cause: 'ردّ شيء ما، لكنه ليس دليلًا يفهمه هذا الحاسوب.', userAction: TELL },
  profile_mismatch: {
    cause: 'الدليل وهذا الحاسوب غير متفقين على المكان الذي يخصّه تسجيل دخولك.',
    userAction: TELL,
  },
  pass_wrong: {
    cause: 'هذا الاسم وتصريح الدخول المؤقت هذا لا ينتميان معًا.',
    userAction: 'تحقق من التصريح ومن اسمك واكتبهما مرة أخرى. الحروف الكبيرة والصغيرة مهمة.',
  },
  pass_expired: {
    cause: 'انتهت صلاحية تصريح الدخول المؤقت.',
    userAction: 'اطلب من فريق تقنية المعلومات تصريحًا جديدًا. يمكنك إدخاله هنا مباشرة.',
  },
  pass_not_yet_valid: {
    cause: 'تصريح الدخول المؤقت غير صالح بعد.',
    userAction: 'انتظر حتى تبدأ صلاحيته، أو اطلب من فريق تقنية المعلومات تصريحًا يبدأ الآن.',
  },
  pass_used: {
    cause: 'يعمل تصريح الدخول المؤقت مرة واحدة، وقد استُخدم.',
    userAction: 'اطلب من فريق تقنية المعلومات تصريحًا جديدًا. إذا لم تستخدمه أنت، فأخبره بذلك.',
  },
  pass_reserved: {
    cause: 'يستخدم جهاز آخر هذا التصريح الآن.',
    userAction: 'أكمل على الجهاز الآخر، أو انتظر عشر دقائق وحاول هنا مرة أخرى.',
  },
  pass_blocked_by_policy: {
    cause: 'لا تسمح لك قواعد شركتك بتسجيل الدخول بتصريح دخول مؤقت.',
    userAction: TELL_PASS_KEPT,
  },
  pass_not_found: { cause: 'سُحب التصريح الذي سجّلت الدخول به.', userAction: NEW_PASS },
  reservation_limit: { cause: 'أُدخل هذا التصريح مرات كثيرة من دون إكمال الإعداد.', userAction: NEW_PASS },
  reservation_ended: {
    cause: 'انتهى الوقت المتاح للإكمال بهذا التصريح.',
    userAction: 'أدخل تصريحك مرة أخرى. لم يُستهلك.',
  },
  method_locked: {
    cause: 'كانت هناك محاولات خاطئة كثيرة، لذلك ننتظر قليلًا.',
    userAction: 'انتظر حتى ينقضي الوقت المعروض، ثم حاول مرة أخرى.',
  },
  throttled: { cause: 'وصلت طلبات كثيرة دفعة واحدة.', userAction: BY_ITSELF },
  password_wrong: {
    cause: 'هذا الاسم وكلمة المرور هذه لا ينتميان معًا.',
    userAction: 'تحقق من كليهما واكتبهما مرة أخرى.',
  },
  otp_wrong: {
    cause: 'لم يعد هذا الرمز صحيحًا.',
    userAction: 'انتظر الرمز التالي في تطبيقك واكتبه.',
  },
  account_disabled: { cause: 'حسابك موقوف.', userAction: TELL_PASS_KEPT },
  federated_sign_in: {
    cause: 'يسجّل حسابك الدخول لدى خدمة أخرى لا تستطيع هذه الشاشة فتحها.',
    userAction: 'اطلب من فريق تقنية المعلومات تصريح دخول مؤقتًا. به تسجّل الدخول هنا مباشرة.',
  },
  mfa_required: {
    cause: 'تطلب شركتك إثباتًا ثانيًا أنك أنت.',
    userAction: 'اختر إحدى الطرق المعروضة هنا.',
  },
  mfa_enrolment_required: {
    cause: 'تطلب شركتك إثباتًا ثانيًا أنك أنت. ليس لدى حسابك طريقة لتقديمه بعد.',
    userAction:
      'اطلب من فريق تقنية المعلومات تصريح دخول مؤقتًا وأخبره بهذا الرمز. تنتقل هذه الشاشة من تلقاء نفسها.',
  },
  policy_blocked: { cause: 'إحدى قواعد شركتك لا تسمح بتسجيل الدخول هذا.', userAction: TELL_PASS_KEPT },
  credential_unknown: {
    cause: 'لا يعرف الدليل مفتاح دخول هذا الحاسوب.',
    userAction: 'أدخل تصريحك مرة أخرى لإعداد مفتاح جديد.',
  },
  credential_invalid: { cause: 'لم يكن رد مفتاح دخول هذا الحاسوب صحيحًا.', userAction: AGAIN },
  credential_wrong_device: { cause: 'مفتاح الدخول هذا يخصّ حاسوبًا آخر.', userAction: TELL },
  credential_not_proved: {
    cause: 'لم يُجرَّب مفتاح الدخول هذا بعد، لذلك لا يفتح شيئًا آخر.',
    userAction: 'أكمل الإعداد على الحاسوب الذي أنشأه.',
  },
  session_invalid: { cause: 'بقي تسجيل الدخول هذا مفتوحًا مدة طويلة.', userAction: 'أدخله مرة أخرى.' },
  otp_needs_password: {
    cause: 'رمز التطبيق يأتي بعد كلمة مرورك.',
    userAction: 'اكتب كلمة مرورك أولًا، ثم الرمز.',
  },
  request_not_from_page: {
    cause: 'لم يأتِ هذا الطلب من صفحة تسجيل الدخول الخاصة بنا.',
    userAction: 'أغلق هذه الصفحة وسجّل الدخول مرة أخرى من حيث بدأت.',
  },
  interaction_expired: {
    cause: 'لم تعد صفحة تسجيل الدخول هذه مفتوحة.',
    userAction: 'عُد إلى حيث بدأت وسجّل الدخول مرة أخرى.',
  },
  method_limit: {
    cause: 'لدى حسابك أكبر عدد مسموح به من تطبيقات المصادقة.',
    userAction: 'أزل تطبيقًا لم تعد تستخدمه، ثم أضف الجديد.',
  },
  stronger_sign_in_needed: {
    cause: 'تطلب هذه الصفحة طريقة دخول أقوى من التي استخدمتها.',
    userAction: 'استخدم طريقة أخرى، مثل مفتاح المرور.',
  },
};
