import { type ReactNode, useState } from 'react';
import { useDesk } from '../../desk.ts';
import { AccessPanel } from '../access/access-panel.tsx';
import { Code } from '../code.tsx';
import { KeyboardWord } from '../keyboard/keyboard-word.tsx';
import { languageName } from '../language/language-name.ts';
import { LanguagePanel } from '../language/language-panel.tsx';

const PANELS = { language: LanguagePanel, access: AccessPanel } as const;

/** The quiet row, on every screen in the same place. */
export function Row(): ReactNode {
  const { view, t, language, languages, openHelp } = useDesk();
  const { connection, device } = view;
  const [open, setOpen] = useState<keyof typeof PANELS | null>(null);
  const Panel = open && PANELS[open];
  return (
    <footer className="row">
      <nav className="row-controls" aria-label={t('row.label')}>
        {languages.length > 1 && (
          <Quiet onPress={() => setOpen('language')}>
            <span className="unseen">{t('row.language')}</span> {languageName(language)}
          </Quiet>
        )}
        <Quiet onPress={() => setOpen('access')}>{t('row.access')}</Quiet>
        <KeyboardWord />
        <Quiet onPress={openHelp}>{t('row.help')}</Quiet>
      </nav>
      <p className="row-state">
        <span className="dot" data-connection={connection} />
        <span>{t(`row.connection.${connection}`)}</span>
        {device.name !== '' && <Code>{device.name}</Code>}
      </p>
      {Panel && <Panel onShut={() => setOpen(null)} />}
    </footer>
  );
}

/** Opens a panel. */
function Quiet({ children, onPress }: { children: ReactNode; onPress: () => void }): ReactNode {
  return (
    <button type="button" className="quiet" aria-haspopup="dialog" onClick={onPress}>
      {children}
    </button>
  );
}
