import { useEffect, useState } from 'react';
import { ENGLISH, loadLanguage } from './load-language.ts';
import { type Text, textIn } from './translate.ts';

/** The sentences of a language, `null` until the first is there; while another one is fetched, those before it. */
export function useText(code: string): Text | null {
  const [text, setText] = useState<Text | null>(() => (code === 'en' ? textIn('en', ENGLISH) : null));
  useEffect(() => {
    let wanted = true;
    void loadLanguage(code).then((language) => {
      if (wanted) setText(textIn(language === ENGLISH ? 'en' : code, language));
    });
    return () => {
      wanted = false;
    };
  }, [code]);
  return text;
}
