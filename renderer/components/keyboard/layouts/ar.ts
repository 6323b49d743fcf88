import type { Layout } from '../layout.ts';

/** Arabic 101, as printed on keyboards: letters as they are, and with Shift the forms of alef and the vowel marks. */
export const LAYOUT: Layout = {
  language: 'ar',
  face: 'ابت',
  latin: false,
  plain: [
    'ذ 1 2 3 4 5 6 7 8 9 0 -',
    'ض ص ث ق ف غ ع ه خ ح ج د',
    'ش س ي ب ل ا ت ن م ك ط',
    'ئ ء ؤ ر لا ى ة و ز ظ',
  ],
  shifted: [
    '\u0651 1 2 3 4 5 6 7 8 9 0 _',
    '\u064E \u064B \u064F \u064C لإ إ ( ) ÷ × ؛ :',
    '\u0650 \u064D ] [ لأ أ \u0640 ، / " \'',
    '~ \u0652 } { لآ آ < > . ؟',
  ],
};
