import type { REPORT } from '../../english/report.ts';

export const REPORT_AR: Readonly<Record<keyof typeof REPORT, string>> = {
  'loop.watching': 'ننتظر منذ {since}. آخر تحقّق في {looked}.',
  'tell.sealed': 'رمز مربع فيه رمز المساعدة {code} وتقرير لا يقرؤه إلا فريق تقنية المعلومات',
  'tell.sealed.hint': 'يمكن لفريق تقنية المعلومات مسح المربع: فيه تقرير لا يقرؤه غيرهم.',

  'report.open': 'اطّلع على ما سيقوله التقرير',
  'report.title': 'تقرير عن هذا الحاسوب',
  'report.lead': 'هذا كل ما سيُرسل. ليس فيه تصريح ولا رقم سري ولا كلمة مرور.',
  'report.unsendable':
    'لا تعرف شركتك هذا الحاسوب بعد، لذلك لا يمكن إرسال شيء. دع فريق تقنية المعلومات يمسح المربع بدلًا من ذلك.',
  'report.send': 'أرسله إلى شركتي',
  'report.sending': 'جارٍ الإرسال',
  'report.sent': 'أُرسل. يجده فريق تقنية المعلومات تحت {id}.',
  'report.section.report': 'التقرير',
  'report.section.device': 'هذا الحاسوب',
  'report.section.machine': 'برامجه',
  'report.section.standing': 'أين وصل الإعداد',
  'report.section.network': 'الشبكة',
  'report.section.run': 'ما أُنجز',
  'report.section.timeline': 'ما حدث في الطريق',
  'report.section.safety': 'مدى حمايته',

  'technician.timeline': 'ما حدث في الطريق',
  'technician.timeline.show': 'عرض',
  'technician.timeline.all': 'كل شيء',
  'technician.timeline.refused': 'المرفوض فقط',
  'technician.timeline.times':
    '{times, plural, zero {# مرة} one {مرة واحدة} two {مرتين} few {# مرات} many {# مرة} other {# مرة}}',
  'technician.timeline.empty': 'لا شيء من هذا النوع.',
  'technician.report': 'اطّلع على التقرير وأرسله',
};
