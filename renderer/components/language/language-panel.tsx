import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useDesk } from '../../desk.ts';
import { Field } from '../field.tsx';
import { SidePanel } from '../side-panel.tsx';
import { findLanguages } from './language-name.ts';
import { LanguagePills } from './language-pills.tsx';

/** All languages, to pick or to find by typing. */
export function LanguagePanel({ onShut }: { onShut: () => void }): ReactNode {
  const { t } = useDesk();
  return (
    <SidePanel title={t('language.title')} onShut={onShut}>
      {() => <Search />}
    </SidePanel>
  );
}

function Search(): ReactNode {
  const { t, languages } = useDesk();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // After the panel has opened, which puts the focus on its first button.
  useEffect(() => field.current?.focus(), []);
  const found = findLanguages(languages, typed);
  return (
    <>
      <Field
        label={t('language.search')}
        hint={t('language.search.hint')}
        inputRef={field}
        input={{
          'data-entry': 'name',
          type: 'search',
          dir: 'auto',
          autoComplete: 'off',
          value: typed,
          onChange: (event) => setTyped(event.target.value),
        }}
      />
      {found.length > 0 && <LanguagePills languages={found} />}
      <p role="status" className="language-none">
        {found.length === 0 && t('language.none')}
      </p>
    </>
  );
}
