/** What many rows advise, said the same way each time. */
export const TELL = 'أخبر فريق تقنية المعلومات بهذا الرمز.';
export const TELL_PASS_KEPT = 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يُستهلك التصريح.';
export const AGAIN = 'حاول مرة أخرى.';
export const AGAIN_THEN_TELL = 'حاول مرة أخرى. إذا تكرر ذلك، فأخبر فريق تقنية المعلومات بهذا الرمز.';
export const SIGN_IN_AGAIN = 'سجّل الدخول مرة أخرى.';
export const NEW_PASS = 'اطلب من فريق تقنية المعلومات تصريحًا جديدًا.';
export const BY_ITSELF = 'انتظر لحظة. يحاول هذا الحاسوب مرة أخرى من تلقاء نفسه.';
export const TELL_NOTHING_CHANGED = 'أخبر فريق تقنية المعلومات بهذا الرمز. لم يتغير شيء ولم يُستهلك أي تصريح.';
