import type { CONDITIONAL_ACCESS_REFUSALS } from '../../../../../electron/contract/refusals/conditional-access.ts';
import type { OBJECT_REFUSALS } from '../../../../../electron/contract/refusals/objects.ts';
import type { OPERATIONS_REFUSALS } from '../../../../../electron/contract/refusals/operations.ts';
import type { REQUEST_REFUSALS } from '../../../../../electron/contract/refusals/request.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, SIGN_IN_AGAIN, TELL, TELL_PASS_KEPT } from './advice.ts';

type Rows = typeof REQUEST_REFUSALS &
  typeof OPERATIONS_REFUSALS &
  typeof OBJECT_REFUSALS &
  typeof CONDITIONAL_ACCESS_REFUSALS;

/** Requests that the directory refuses; people meet few of them. */
export const DIRECTORY_REFUSALS_AR: RefusalWords<keyof Rows> = {
  request_malformed: { cause: 'صيغة الطلب غير سليمة.', userAction: TELL },
  client_unknown: { cause: 'لا يعرف الدليل هذا التطبيق.', userAction: TELL },
  client_not_allowed: { cause: 'لا يجوز لهذا التطبيق تسجيل الدخول بهذه الطريقة.', userAction: TELL },
  scope_invalid: { cause: 'طلب التطبيق صلاحية غير موجودة.', userAction: TELL },
  dpop_invalid: {
    cause: 'إثبات أن هذا الحاسوب يملك مفتاحه ناقص أو خاطئ أو مستخدم من قبل.',
    userAction: AGAIN,
  },
  dpop_nonce_required: { cause: 'يريد الدليل رقمًا جديدًا في الإثبات.', userAction: AGAIN },
  token_invalid: { cause: 'انتهى تسجيل الدخول هذا.', userAction: SIGN_IN_AGAIN },
  authentication_stale: { cause: 'يحتاج هذا إلى تسجيل دخول أحدث.', userAction: SIGN_IN_AGAIN },
  permission_denied: { cause: 'الصلاحيات غير كافية لإتمام هذه العملية.', userAction: TELL },
  not_found: { cause: 'لا يوجد شيء في هذا العنوان.', userAction: TELL },
  method_not_allowed: { cause: 'لا يقبل هذا العنوان هذا النوع من الطلبات.', userAction: TELL },
  payload_too_large: { cause: 'الطلب كبير جدًا.', userAction: TELL },
  media_type_unsupported: { cause: 'صيغة هذا الطلب غير مفهومة هنا.', userAction: TELL },
  conflict: { cause: 'المعرّف نفسه موجود بمحتوى آخر.', userAction: TELL },
  host_unknown: { cause: 'أُرسل الطلب إلى اسم لا يخصّ هذا الدليل.', userAction: TELL },
  lifetime_invalid: { cause: 'مدة الصلاحية بالدقائق غير مسموح بها.', userAction: TELL },
  target_out_of_scope: { cause: 'لا تسمح السياسة بتصريح دخول مؤقت لهذا الشخص.', userAction: TELL },
  target_external_guest: {
    cause: 'لا يمكن إعطاء ضيف خارجي تصريح دخول مؤقتًا.',
    userAction: 'اسأل فريق تقنية المعلومات في شركتك الأصلية.',
  },
  multi_use_not_allowed: { cause: 'لا تسمح السياسة إلا بتصاريح لمرة واحدة.', userAction: TELL },
  self_issue: { cause: 'لا يمكن لأحد إصدار تصريح لنفسه.', userAction: 'اطلب ذلك من مسؤول آخر.' },
  directory_full: {
    cause: 'لم تعد في الدليل مساحة للكتابة.',
    userAction: 'انتظر لحظة. إذا بقي الأمر كذلك، فأخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  name_taken: { cause: 'هناك كائن آخر له اسم الدخول نفسه.', userAction: TELL },
  domain_unknown: {
    cause: 'النطاق في اسم الدخول ليس من النطاقات المؤكدة لمؤسستك.',
    userAction: TELL,
  },
  password_weak: { cause: 'كلمة المرور هذه ضعيفة.', userAction: 'اختر كلمة مرور أطول.' },
  last_administrator: {
    cause: 'لا يمكن إزالة آخر مسؤول عام أو إيقافه أو حذفه.',
    userAction: 'أعطِ هذا الدور لشخص آخر أولًا.',
  },
  member_exists: { cause: 'هذا العضو موجود في المجموعة أصلًا.', userAction: 'لم يبقَ ما يجب فعله.' },
  dependency_failed: { cause: 'ينتظر هذا الطلب في الدفعة طلبًا آخر، وقد رُفض ذلك الطلب.', userAction: TELL },
  another_method_needed: {
    cause: 'على هذا النوع من الحواسيب لا يكفي التصريح وحده لإعداد مفتاح دخول.',
    userAction: TELL_PASS_KEPT,
  },
  device_deleted: {
    cause: 'أُزيل هذا الحاسوب من الدليل، ومعه مفتاح دخوله.',
    userAction: 'اطلب من فريق تقنية المعلومات تصريحًا وأعدّ الحاسوب من جديد.',
  },
  access_targets_conflict: {
    cause: 'تتعلق السياسة بالتطبيقات أو بإجراءات المستخدم، لا بكليهما.',
    userAction: TELL,
  },
  access_controls_conflict: { cause: 'لا يمكن أن تجتمع ضوابط الوصول هذه في سياسة واحدة.', userAction: TELL },
  access_policy_incomplete: {
    cause: 'لا تذكر السياسة لمن هي، أو ما موضوعها، أو ما تطلبه.',
    userAction: TELL,
  },
  access_reference_unknown: { cause: 'تذكر السياسة شيئًا غير موجود في هذا الدليل.', userAction: TELL },
  access_condition_unsupported: { cause: 'لا يفحص هذا الدليل هذا الشرط أو هذا الضابط.', userAction: TELL },
  access_policy_limit: { cause: 'بلغ عدد سياسات الوصول المشروط الحد المسموح به.', userAction: TELL },
  strength_built_in: { cause: 'لا يمكن تغيير قوى المصادقة المضمّنة ولا حذفها.', userAction: TELL },
  strength_in_use: { cause: 'تستخدم إحدى سياسات الوصول المشروط قوة المصادقة هذه.', userAction: TELL },
  strength_combination_invalid: { cause: 'هذه ليست مجموعة من طرق المصادقة.', userAction: TELL },
  what_if_unsupported: {
    cause: 'لا يستطيع هذا الدليل الحكم على هذا النوع من تسجيل الدخول.',
    userAction: TELL,
  },
  sign_in_frequency: {
    cause: 'تطلب منك شركتك تسجيل الدخول مجددًا من وقت لآخر، وقد حان الوقت.',
    userAction: SIGN_IN_AGAIN,
  },
};
