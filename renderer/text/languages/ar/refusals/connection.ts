import type { CONNECTION_REFUSALS } from '../../../../../electron/contract/refusals/connection.ts';
import type { RefusalWords } from '../../../language.ts';

/** The way to the directory, and Wi-Fi. */
export const CONNECTION_REFUSALS_AR: RefusalWords<keyof typeof CONNECTION_REFUSALS> = {
  no_address: {
    cause: 'هذا الحاسوب متصل بشبكة، لكنها لم تمنحه عنوانًا.',
    userAction: 'افصل الكبل ثم وصّله من جديد، أو اختر شبكة أخرى.',
  },
  connection_blocked: {
    cause: 'لا تسمح هذه الشبكة للحاسوب بالوصول إلى دليل شركتك.',
    userAction: 'جرّب شبكة أخرى، مثل نقطة اتصال هاتفك، أو أخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  proxy_unreachable: {
    cause: 'على هذا الحاسوب أن يمرّ عبر خادم وكيل، وهذا الخادم لا يردّ.',
    userAction: 'تأكد من أنك على شبكة شركتك، أو أخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  proxy_password_wanted: {
    cause: 'يطلب الخادم الوكيل في هذه الشبكة كلمة مرور، وLatchkey لا يرسل كلمة مرور أبدًا.',
    userAction: 'لا شيء تكتبه هنا يفيد. جرّب شبكة أخرى، أو أخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  certificate_expired: {
    cause: 'انتهت صلاحية شهادة الدليل، لذلك لم نرسل شيئًا.',
    userAction:
      'قارن التاريخ أدناه بتاريخ اليوم، وأخبر فريق تقنية المعلومات بهذا الرمز. يحاول هذا الحاسوب مرة أخرى من تلقاء نفسه.',
  },
  certificate_wrong_name: {
    cause: 'يردّ طرف آخر مكان دليل شركتك، لذلك لم نرسل شيئًا.',
    userAction: 'لا تُدخل تصريحك هنا. جرّب شبكة أخرى، أو أخبر فريق تقنية المعلومات بهذا الرمز.',
  },
  wifi_passphrase_wrong: {
    cause: 'لم تقبل الشبكة كلمة المرور هذه.',
    userAction: 'اكتبها مرة أخرى. الحروف الكبيرة والصغيرة مهمة، وغالبًا ما تكون مطبوعة على جهاز التوجيه.',
  },
  wifi_out_of_range: {
    cause: 'لم تعد هذه الشبكة في متناول الحاسوب.',
    userAction: 'اقترب منها، أو اختر شبكة أخرى.',
  },
  wifi_enterprise: {
    cause: 'هذه شبكة شركة تنضم إليها الحواسيب بشهادة أو بحساب.',
    userAction: 'اختر شبكة أخرى الآن، أو اطلب من فريق تقنية المعلومات توصيل هذا الحاسوب.',
  },
  wifi_switched_off: {
    cause: 'شبكة Wi-Fi مغلقة في هذا الحاسوب.',
    userAction: 'ابحث عن مفتاح أو زر عليه هوائي أو طائرة، ثم حاول مرة أخرى.',
  },
  wifi_failed: {
    cause: 'لم يتمكّن هذا الحاسوب من الاتصال بهذه الشبكة.',
    userAction: 'حاول مرة أخرى، أو اختر شبكة أخرى.',
  },
  wifi_unavailable: {
    cause: 'لا يمكن اختيار شبكة Wi-Fi من هنا على هذا الحاسوب.',
    userAction: 'وصّل كبل شبكة، أو اطلب من فريق تقنية المعلومات توصيل هذا الحاسوب بشبكة Wi-Fi.',
  },
};
