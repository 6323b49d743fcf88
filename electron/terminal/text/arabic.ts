import type { TerminalMessages } from './english.ts';

export const TERMINAL_AR: TerminalMessages = {
  'story.answers': 'دليل {company} يستجيب.',
  'story.signedIn': 'سُجّل الدخول باسم {name} بالتصريح. وهو محجوز لهذا الحاسوب ولم يُستهلك بعد.',
  'story.signedIn.until':
    'سُجّل الدخول باسم {name} بالتصريح. وهو محجوز لهذا الحاسوب حتى {time} ولم يُستهلك بعد.',
  'story.joined': 'انضمّ هذا الحاسوب باسم {name}.',
  'story.registered': 'سُجّل مفتاح الدخول. لا يصلح حتى الآن إلا للاختبار.',
  'story.proved': 'سُجّل الدخول من البداية بالمفتاح الجديد: إنه يعمل. أدّى التصريح مهمته.',
  'story.done': 'يمكن لـ {name} بدء العمل. لم تلزم أي كلمة مرور.',
  'story.done.nameless': 'يمكنك بدء العمل. لم تلزم أي كلمة مرور.',
  'story.before': 'أُعدّ هذا الحاسوب من قبل لـ {user}، وأُثبت تسجيل الدخول حينها. لم يبقَ شيء لفعله.',
  'story.staged':
    'هذا الحاسوب مجهّز: أُثبت تسجيل الدخول، ورقم PIN من فريق تقنية المعلومات. يغيّره صاحبه بالأمر {command}.',
  'story.sealed': 'مختوم من أجل {name}. انتهى دورك: أوقف تشغيل الحاسوب وسلّمه.',
  'story.sealed.anybody': 'مختوم من أجل أول من يسجّل الدخول من الشركة. انتهى دورك: أوقف تشغيل الحاسوب وسلّمه.',
  'story.sealed.before': 'هذا الحاسوب مختوم بالفعل. لم يبقَ شيء لفعله هنا: سلّمه.',
  'story.waiting': 'في انتظار تصريح لـ {user}. يستمر ذلك من تلقاء نفسه.',
  'story.report': 'تقرير لفريق تقنية المعلومات، لا يقرؤه سواهم. انسخه كاملًا:',

  'key.platform': 'سيكون مفتاح الدخول لدى نظام التشغيل (Windows Hello أو Touch ID).',
  'key.tpm': 'سيكون مفتاح الدخول في شريحة TPM بهذا الحاسوب، ولا يغادرها أبدًا.',
  'key.software': 'سيكون مفتاح الدخول في ملف مختوم على هذا الحاسوب، وهذا أضعف من شريحة الأمان.',
  'key.why.only': 'لم يُطلب غير هذا النوع.',
  'key.why.strongest': 'إنه أقوى نوع تقبله شركتك.',
  'key.why.here': 'إنه أقوى نوع متاح هنا: {absent}.',
  'key.absent.platform': 'لا يعمل Windows Hello وTouch ID إلا في النافذة',
  'key.absent.tpm': 'لا توجد شريحة TPM صالحة للاستخدام',
  'key.absent.software': 'لم يُطلب ملف',
  'key.vouched.yes': 'يشهد صانع الشريحة على ذلك: سيكون المفتاح موثّقًا.',
  'key.vouched.no': 'لا يشهد أحد على ذلك: يصدّق الدليل الحاسوب.',

  'gate.temporary_access_pass': 'تصريح دخول مؤقت',
  'gate.passkey': 'مفتاح مرور',
  'gate.software_oath': 'تطبيق مصادقة',
  'gate.password': 'كلمة مرور',
  'gate.compliant_device': 'جهاز يستوفي القواعد',
  'gate.joined_device': 'جهاز يتبع الشركة',
  'gate.administrator': 'مسؤول',
  'gate.opens': '{gate}: يُفتح بواسطة {keys}.',
  'gate.policy': '{gate}: لا يُفتح إلا بتغيير القاعدة.',

  'refusal.later': 'حاول مجددًا بعد {time}.',
  'refusal.it': 'لفريق تقنية المعلومات: {code}. {action}',
  'refusal.detail': 'التفصيل: {detail}',
  'time.seconds':
    '{count, plural, zero {# ثانية} one {ثانية واحدة} two {ثانيتين} few {# ثوانٍ} many {# ثانية} other {# ثانية}}',
  'time.minutes':
    '{count, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}',
  'time.hours':
    '{count, plural, zero {# ساعة} one {ساعة واحدة} two {ساعتين} few {# ساعات} many {# ساعة} other {# ساعة}}',

  'pin.too_short': 'رقم PIN هذا أقصر من اللازم.',
  'pin.too_long': 'رقم PIN هذا أطول من اللازم.',
  'pin.not_digits': 'لا يجوز أن يحتوي رقم PIN هذا إلا على أرقام.',
  'pin.simple': 'رقم PIN هذا يتصاعد أو يتناقص أو يتكرر.',
  'pin.common': 'رقم PIN هذا من أول ما يخمّنه الناس.',

  'ask.panel': 'عند أي سؤال، تفتح الكلمة {word} المخرج لفريق تقنية المعلومات.',
  'ask.user': 'بريد العمل الإلكتروني: ',
  'ask.user.meant': 'هل تقصد {meant}؟ اضغط Enter للموافقة، أو n ثم Enter للمتابعة باسم {name}: ',
  'ask.user.goOn': 'نتابع باسم {name}.',
  'ask.pass': 'تصريح الدخول المؤقت (اضغط Enter فقط إن لم يكن لديك): ',
  'ask.password': 'كلمة المرور (اضغط Enter فقط للعودة إلى التصريح): ',
  'ask.deviceName': 'اسم آخر لهذا الحاسوب: ',
  'ask.newPin.digits':
    'اختر رقم PIN لهذا الحاسوب ({minimum, plural, few {# أرقام} many {# رقمًا} other {# رقم}} أو أكثر): ',
  'ask.newPin.characters':
    'اختر رقم PIN لهذا الحاسوب ({minimum, plural, few {# أحرف} many {# حرفًا} other {# حرف}} أو أكثر): ',
  'ask.newPin.again': 'رقم PIN نفسه مرة أخرى: ',
  'ask.newPin.different': 'الرقمان غير متطابقين. مرة أخرى.',
  'ask.pin': 'رقم PIN الجديد مرة أخرى، للاختبار: ',
  'ask.retry': 'اضغط Enter للمحاولة مجددًا، أو Ctrl-C للتوقف. ',
  'ask.choice.here': 'المتاح هنا: {choices}.',
  'ask.choice': 'اكتب أحد هذه الأسماء لاستخدامه، أو اضغط Enter للبحث مجددًا. ',

  'stopped.title': 'توقّف الإعداد. لم يُفقد شيء.',
  'stopped.again': 'الأمر نفسه مع ‎--state نفسه يستأنف من هنا:',
};
