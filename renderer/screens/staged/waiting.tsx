import { type ReactNode, useState } from 'react';
import { AccessPanel } from '../../components/access/access-panel.tsx';
import { Action, Word } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { LanguagePanel } from '../../components/language/language-panel.tsx';
import { LanguagePills } from '../../components/language/language-pills.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { useDesk } from '../../desk.ts';
import { minutesOf } from '../../text/moment.ts';
import type { ScreenProps } from '../screen-props.ts';
import { languagesInSight } from '../welcome/languages-in-sight.ts';

/** The first screen of whom a laptop was sealed for: whose it is, and the language anew. */
export function WaitingScreen({ screen: { sealedFor } }: ScreenProps<'sealed'>): ReactNode {
  const { view, t, send, language, languages } = useDesk();
  const [open, setOpen] = useState<'access' | 'language' | null>(null);
  const inSight = languagesInSight(languages, language);
  const shut = (): void => setOpen(null);
  return (
    <>
      <Heading>
        {sealedFor ? t('waiting.title', { name: sealedFor.displayName }) : t('waiting.title.anybody')}
      </Heading>
      <p className="lead">
        {t('waiting.lead', { minutes: minutesOf(view.secondsLeft) })} {sealedFor && t('waiting.other')}
      </p>
      {languages.length > 1 && <LanguagePills languages={inSight} />}
      {inSight.length < languages.length && (
        <Word onPress={() => setOpen('language')}>{t('language.search')}</Word>
      )}
      <StrayRefusal />
      <div className="actions">
        <Action onPress={() => send({ type: 'begin' })}>{t('welcome.start')}</Action>
        <Word onPress={() => setOpen('access')}>{t('welcome.easier')}</Word>
      </div>
      {open === 'access' && <AccessPanel onShut={shut} />}
      {open === 'language' && <LanguagePanel onShut={shut} />}
    </>
  );
}
