import type { AGENT_REFUSALS } from '../../../../../electron/contract/refusals/agent.ts';
import type { CREDENTIAL_REFUSALS } from '../../../../../electron/contract/refusals/credential.ts';
import type { JOIN_REFUSALS } from '../../../../../electron/contract/refusals/join.ts';
import type { TECHNICIAN_REFUSALS } from '../../../../../electron/contract/refusals/technician.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, AGAIN_THEN_TELL, TELL, TELL_PASS_KEPT } from './advice.ts';

type Rows = typeof JOIN_REFUSALS &
  typeof CREDENTIAL_REFUSALS &
  typeof AGENT_REFUSALS &
  typeof TECHNICIAN_REFUSALS;

/** The laptop itself: joining, its key, its program, and the technician's way out. */
export const LAPTOP_REFUSALS_AR: RefusalWords<keyof Rows> = {
  device_quota: { cause: 'لدى حسابك بالفعل كل الأجهزة التي تسمح بها شركتك.', userAction: TELL_PASS_KEPT },
  join_blocked: { cause: 'لا تسمح شركتك لهذا الحساب بإضافة أجهزة.', userAction: TELL_PASS_KEPT },
  nonce_invalid: { cause: 'رقم الدليل لمرة واحدة مستخدم من قبل أو قديم جدًا.', userAction: AGAIN },
  csr_invalid: { cause: 'لم يتمكّن الدليل من قبول طلب الشهادة من هذا الحاسوب.', userAction: TELL },
  device_disabled: { cause: 'هذا الحاسوب موقوف في الدليل.', userAction: TELL },
  device_not_joined: { cause: 'لا يعرف الدليل هذا الحاسوب بعد.', userAction: AGAIN },
  device_certificate_invalid: { cause: 'الشهادة التي وصلت ليست لهذا الحاسوب.', userAction: TELL },
  device_name_taken: {
    cause: 'لدى شركتك جهاز آخر بهذا الاسم.',
    userAction: 'اختر اسمًا آخر. لم يُستهلك تصريحك.',
  },
  device_name_invalid: {
    cause: 'لا يمكن أن يحمل حاسوب هذا الاسم.',
    userAction:
      'استخدم من 1 إلى 15 من الحروف اللاتينية والأرقام والشرطات، مع حرف واحد على الأقل وبلا شرطة في الطرفين.',
  },
  challenge_expired: { cause: 'استغرق إعداد مفتاح الدخول وقتًا أطول من اللازم.', userAction: AGAIN },
  challenge_unknown: { cause: 'لا يتذكر الدليل أنه طلب مفتاح الدخول هذا.', userAction: AGAIN },
  attestation_refused: { cause: 'لم يقبل الدليل المكان الذي يوجد فيه مفتاح الدخول هذا.', userAction: TELL },
  registration_window_closed: {
    cause: 'مرّت أكثر من عشر دقائق منذ أن أدخلت تصريحك.',
    userAction: 'أدخل تصريحك مرة أخرى. لم يُستهلك.',
  },
  credential_exists: { cause: 'مفتاح الدخول هذا مسجّل لشخص آخر.', userAction: TELL },
  authenticator_unavailable: {
    cause: 'لا يستطيع هذا الحاسوب إنشاء هذا النوع من مفاتيح الدخول.',
    userAction: 'اختر طريقة أخرى.',
  },
  authenticator_not_allowed: {
    cause: 'ليس في هذا الحاسوب أي نوع من مفاتيح الدخول التي تقبلها شركتك.',
    userAction: TELL,
  },
  gesture_cancelled: {
    cause: 'لم يُؤكَّد شيء، أو استغرق الأمر وقتًا طويلًا.',
    userAction: 'حاول مرة أخرى عندما تكون مستعدًا. لم يضع شيء.',
  },
  ceremony_failed: { cause: 'أبلغت نافذة الأمان في هذا الحاسوب عن مشكلة.', userAction: AGAIN_THEN_TELL },
  pin_too_weak: {
    cause: 'هذا الرقم السري لا يستوفي قواعد شركتك.',
    userAction: 'اختر رقمًا آخر. يجب أن يكون طويلًا بما يكفي، وألا يكون متصاعدًا أو متنازلًا أو متكررًا أو شائعًا.',
  },
  pin_wrong: { cause: 'هذا الرقم السري غير صحيح.', userAction: 'اكتبه مرة أخرى.' },
  pin_locked: {
    cause: 'كُتبت أرقام سرية خاطئة كثيرة، لذلك ننتظر قليلًا.',
    userAction: 'انتظر حتى ينقضي الوقت المعروض، أو ابدأ من جديد بتصريحك.',
  },
  pin_unchanged: { cause: 'هذا هو رقمك السري الحالي.', userAction: 'اختر رقمًا مختلفًا.' },
  pin_must_change: {
    cause: 'حدّد فريق تقنية المعلومات الرقم السري لهذا الحاسوب.',
    userAction: 'اختر أولًا رقمًا خاصًا بك.',
  },
  credential_missing: { cause: 'ليس في هذا الحاسوب مفتاح دخول بعد.', userAction: 'أعدّه أولًا.' },
  vault_chip_unavailable: {
    cause: 'لا تردّ شريحة الأمان التي تحرس مفاتيح هذا الحاسوب.',
    userAction: 'أعد تشغيل الحاسوب وحاول مرة أخرى. لم يضع شيء.',
  },
  handover_user_unknown: { cause: 'ليس للشخص الذي سيستلم هذا الحاسوب حساب عليه.', userAction: TELL },
  handover_not_allowed: { cause: 'لا يجوز تسليم هذا الحاسوب إلى حساب آخر من هنا.', userAction: TELL },
  handover_unsafe: {
    cause: 'هناك ما يمنع تسليم هذا الحاسوب.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يضع شيء مما تمّ.',
  },
  handover_keychain: { cause: 'مفاتيح هذا الحاسوب في مكان لا يصل إليه حساب آخر.', userAction: TELL },
  credential_damaged: {
    cause: 'لم تعد قراءة مفتاح الدخول في هذا الحاسوب ممكنة.',
    userAction: 'أدخل تصريحك مرة أخرى لإعداد مفتاح جديد.',
  },
  state_in_use: { cause: 'نسخة أخرى من Latchkey تُعدّ هذا الحاسوب.', userAction: 'استخدم النسخة المفتوحة.' },
  state_unwritable: {
    cause: 'لم يتمكّن هذا الحاسوب من حفظ ما وصل إليه.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يضع شيء مما تمّ.',
  },
  journal_damaged: { cause: 'سجلّ هذا الإعداد تالف.', userAction: TELL },
  state_of_another: {
    cause: 'يُعدّ هذا الحاسوب، أو أُعدّ، لشخص آخر أو لشركة أخرى.',
    userAction: 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يتغير شيء ولم يُستهلك أي تصريح.',
  },
  vault_locked: {
    cause: 'المكان الذي يحفظ فيه هذا الحاسوب مفاتيحه مقفل.',
    userAction: 'افتحه وحاول مرة أخرى.',
  },
  device_key_lost: { cause: 'المفتاح الذي يُعرف به هذا الحاسوب مفقود أو غير مقروء.', userAction: TELL },
  input_missing: {
    cause: 'نحتاج إلى إجابة وليس هنا من يقدّمها.',
    userAction: 'شغّله مرة أخرى مع الإجابة الناقصة.',
  },
  command_not_allowed: {
    cause: 'هذا غير ممكن في هذه الشاشة.',
    userAction: 'تابع بما تعرضه الشاشة.',
  },
  message_malformed: { cause: 'أرسلت الشاشة شيئًا لا يمكن فهمه.', userAction: AGAIN },
  agent_failed: { cause: 'واجه Latchkey مشكلة لا يعرفها.', userAction: AGAIN_THEN_TELL },
  technician_no_key: {
    cause: 'لا يعرف هذا الحاسوب أي فنيين.',
    userAction: 'تابع الإعداد، أو اطلب المساعدة من فريق تقنية المعلومات.',
  },
  technician_code_mistyped: {
    cause: 'في هذا الرمز زلّة.',
    userAction: 'قارنه مع الفني مجموعةً مجموعةً. لم تُحتسب هذه محاولة.',
  },
  technician_code_wrong: {
    cause: 'هذا الرمز لا يخصّ ما هو معروض هنا.',
    userAction: 'أعطِ الفني المربع مرة أخرى واكتب الرمز الجديد.',
  },
  technician_locked: {
    cause: 'كُتبت هنا رموز خاطئة كثيرة.',
    userAction: 'اترك الحاسوب مشغّلًا وانتظر. يمكن أن يستمر الإعداد نفسه في هذه الأثناء.',
  },
  technician_challenge_ended: {
    cause: 'انتهى هذا الطلب إلى الفني.',
    userAction: 'اختر مرة أخرى ما يجب فعله، وأعطِ الفني المربع الجديد.',
  },
  technician_action_not_here: {
    cause: 'لا يمكن فعل ذلك في هذه المرحلة من الإعداد.',
    userAction: 'اختر شيئًا آخر، أو أغلق هذه اللوحة.',
  },
  technician_challenge_unreadable: {
    cause: 'هذا ليس طلبًا من حاسوب، أو فيه زلّة.',
    userAction: 'امسح المربع مرة أخرى، أو اقرأ الأسطر مرة أخرى.',
  },
  technician_key_unknown: {
    cause: 'يطلب ذلك الحاسوب ردّ مفتاح آخر.',
    userAction: 'اسأل فنيًا لديه ذلك المفتاح.',
  },
  run_abandoned: {
    cause: 'أنهى فني هذا الإعداد. الحاسوب غير جاهز.',
    userAction: 'أعطِ الحاسوب لفريق تقنية المعلومات.',
  },
  power_off_refused: {
    cause: 'تعذّر إيقاف تشغيل الحاسوب.',
    userAction: 'اضغط زر التشغيل عشر ثوانٍ. لم يضع شيء مما تمّ.',
  },
  technician_key_unusable: { cause: 'لا يمكن استخدام مفتاح الفني.', userAction: TELL },
  messages_too_many: {
    cause: 'أرسلت الشاشة أكثر مما يقبله Latchkey دفعة واحدة.',
    userAction: 'انتظر بضع ثوانٍ وحاول مرة أخرى.',
  },
};
