import { type ReactNode, useId } from 'react';
import { useDesk } from '../../desk.ts';
import { Pills } from '../controls.tsx';
import { languageName } from './language-name.ts';

/** Languages by their own names. */
export function LanguagePills({ languages }: { languages: readonly string[] }): ReactNode {
  const { t, language, send } = useDesk();
  const id = useId();
  return (
    <Pills
      label={t('language.title')}
      name={id}
      value={language}
      options={languages.map((code) => ({ value: code, label: languageName(code), lang: code }))}
      onPick={(picked) => send({ type: 'setPreferences', language: picked })}
    />
  );
}
