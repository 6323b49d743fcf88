import { type ReactNode, useRef } from 'react';
import type { Preferences } from '../../../electron/contract/view.ts';
import { useDesk } from '../../desk.ts';
import { HelpPanel } from '../help/help-panel.tsx';
import { languageName } from '../language-name.ts';

const SCALES = ['100', '125', '150', '200'] as const satisfies readonly Preferences['textScale'][];
const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Preferences['theme'][];

/** The one after, and after the last the first. */
export function following<Item>(items: readonly Item[], item: Item): Item {
  return items[(items.indexOf(item) + 1) % items.length] ?? item;
}

/** The quiet row, on every screen in the same place. */
export function Row(): ReactNode {
  const { view, t, send } = useDesk();
  const { preferences, connection, device } = view;
  const help = useRef<HTMLDialogElement>(null);
  return (
    <footer className="row">
      <nav className="row-controls" aria-label={t('row.label')}>
        <LanguageControl />
        <button
          type="button"
          className="quiet"
          onClick={() =>
            send({ type: 'setPreferences', textScale: following(SCALES, preferences.textScale) })
          }
        >
          {t('row.textSize', { percent: Number(preferences.textScale) / 100 })}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => send({ type: 'setPreferences', theme: following(THEMES, preferences.theme) })}
        >
          {t(`row.theme.${preferences.theme}`)}
        </button>
        <button type="button" className="quiet" onClick={() => help.current?.showModal()}>
          {t('row.help')}
        </button>
      </nav>
      <p className="row-state">
        <span className="dot" data-connection={connection} />
        <span>{t(`row.connection.${connection}`)}</span>
        {device.name !== '' && <span className="mono">{device.name}</span>}
      </p>
      <HelpPanel ref={help} />
    </footer>
  );
}

/** Only the first screen knows which languages there are, and one language is no choice. */
function LanguageControl(): ReactNode {
  const { view, t, send } = useDesk();
  const languages = view.screen.kind === 'welcome' ? view.screen.languages : [];
  if (languages.length < 2) return null;
  const { language } = view.preferences;
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => send({ type: 'setPreferences', language: following(languages, language) })}
    >
      <span className="unseen">{t('row.language')}</span> {languageName(language)}
    </button>
  );
}
