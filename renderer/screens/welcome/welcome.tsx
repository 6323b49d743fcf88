import { type ReactNode, useState } from 'react';
import { Action, Pills, Word } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { languageName } from '../../components/language-name.ts';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { useDesk } from '../../desk.ts';
import { minutesOf } from '../../text/moment.ts';
import type { ScreenProps } from '../screen-props.ts';

export function WelcomeScreen({ screen }: ScreenProps<'welcome'>): ReactNode {
  const { view, t, send } = useDesk();
  const [easier, setEasier] = useState(false);
  const { language } = view.preferences;
  return (
    <>
      <Heading>{t('welcome.title')}</Heading>
      <p className="lead">{t('welcome.lead', { minutes: minutesOf(view.secondsLeft) })}</p>
      {screen.languages.length > 1 && (
        <Pills
          label={t('welcome.language')}
          name="language"
          value={language}
          options={screen.languages.map((code) => ({ value: code, label: languageName(code), lang: code }))}
          onPick={(picked) => send({ type: 'setPreferences', language: picked })}
        />
      )}
      {easier && <Easier />}
      <StrayRefusal />
      <div className="actions">
        <Action onPress={() => send({ type: 'begin' })}>{t('welcome.start')}</Action>
        <Word onPress={() => setEasier(!easier)} expanded={easier}>
          {t('welcome.easier')}
        </Word>
      </div>
    </>
  );
}

/** The same choices as in the bottom row, large and all in sight. */
function Easier(): ReactNode {
  const { view, t, send } = useDesk();
  const { textScale, theme } = view.preferences;
  const scales = (['100', '125', '150', '200'] as const).map((value) => ({ value, label: `${value}%` }));
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({
    value,
    label: t(`welcome.theme.${value}`),
  }));
  return (
    <>
      <Pills
        label={t('welcome.textSize')}
        name="textScale"
        value={textScale}
        options={scales}
        onPick={(picked) => send({ type: 'setPreferences', textScale: picked })}
      />
      <Pills
        label={t('welcome.colours')}
        name="theme"
        value={theme}
        options={themes}
        onPick={(picked) => send({ type: 'setPreferences', theme: picked })}
      />
    </>
  );
}
