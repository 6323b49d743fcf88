import type { STAGED } from '../../english/staged.ts';

export const STAGED_AR: Readonly<Record<keyof typeof STAGED, string>> = {
  'aside.sealing': 'ختم الحاسوب',
  'aside.sealed': 'مختوم',
  'progress.sealing': 'بعد ذلك: إيقاف التشغيل.',
  'progress.sealed': 'الباقي لصاحب الحاسوب',

  'sealed.title.working': 'يجري ختم هذا الحاسوب',
  'sealed.title.refused': 'لم يُختم هذا الحاسوب بعد',
  'sealed.working': 'يستغرق ذلك عادةً بضع ثوانٍ.',
  'sealed.title': 'مختوم من أجل {name}',
  'sealed.title.anybody': 'مختوم من أجل صاحبه',
  'sealed.lead': 'فُحص الحاسوب وانضمّ إلى الشركة. انتهى دورك.',
  'sealed.card': 'أوقف تشغيله وسلّمه',
  'sealed.card.body': 'عند تشغيله مجددًا يسأل عن اللغة، ثم عن التصريح. لا يبقى عليه شيء من تسجيل دخولك.',
  'sealed.off': 'إيقاف التشغيل',

  'waiting.title': 'هذا الحاسوب مخصّص لـ {name}',
  'waiting.title.anybody': 'هذا الحاسوب في انتظارك',
  'waiting.lead':
    'جهّزه فريق تقنية المعلومات. يستغرق الباقي نحو {minutes, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}، وستحتاج إلى تصريح الدخول المؤقت.',
  'waiting.other': 'إن لم تكن أنت المقصود، فأعِده إلى فريق تقنية المعلومات: لا يُفتح لأحد غيره.',
};
