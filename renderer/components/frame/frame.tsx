import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { useDesk } from '../../desk.ts';
import { applyBranding } from '../../theme/apply-branding.ts';
import { applyPreferences, MORE_CONTRAST, NARROW } from '../../theme/apply-preferences.ts';
import { Icon } from '../icons.tsx';
import { PaceNote } from '../pace-note.tsx';
import { RetryingNote } from '../retrying-note.tsx';
import { Night } from './night.tsx';
import { Row } from './row.tsx';

function useMedia(condition: string): boolean {
  const [query] = useState(() => matchMedia(condition));
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const onChange = (): void => setMatches(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}

/** Night on the left, one question on paper, one quiet row below: the same around every screen. */
export function Frame({ children }: { children: ReactNode }): ReactNode {
  const { view, language, direction } = useDesk();
  const narrow = useMedia(NARROW);
  const moreContrast = useMedia(MORE_CONTRAST);
  const { preferences } = view;
  useLayoutEffect(
    () =>
      applyPreferences(
        document.documentElement,
        preferences,
        { language, direction },
        { narrow, moreContrast },
      ),
    [preferences, language, direction, narrow, moreContrast],
  );
  const { branding } = view;
  useLayoutEffect(() => applyBranding(document.documentElement, branding ?? {}), [branding]);
  return (
    <div className="frame">
      <Night />
      <div className="paper">
        <main className="paper-main">
          <Strip />
          <RetryingNote />
          <div className="question">
            {children}
            <PaceNote />
          </div>
        </main>
        <Row />
      </div>
    </div>
  );
}

/** Above the question: the way back, and what the host wants said. */
function Strip(): ReactNode {
  const { view, t, send } = useDesk();
  const { name, virtualAuthenticator } = view.host;
  const notes = [
    ...(name === 'preview' ? [t('host.preview')] : []),
    ...(virtualAuthenticator ? [t('host.virtual')] : []),
  ];
  return (
    <div className="strip">
      {view.canGoBack && (
        <button type="button" className="quiet quiet-back" onClick={() => send({ type: 'back' })}>
          <Icon name="back" />
          {t('action.back')}
        </button>
      )}
      {notes.length > 0 && <p className="small">{notes.join(' · ')}</p>}
    </div>
  );
}
