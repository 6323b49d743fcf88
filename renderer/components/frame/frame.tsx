import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { useDesk } from '../../desk.ts';
import { applyPreferences, NARROW } from '../../theme/apply-preferences.ts';
import { Icon } from '../icons.tsx';
import { Night } from './night.tsx';
import { Row } from './row.tsx';

function useNarrow(): boolean {
  const [query] = useState(() => matchMedia(NARROW));
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const onChange = (): void => setNarrow(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, [query]);
  return narrow;
}

/** Night on the left, one question on paper, one quiet row below: the same around every screen. */
export function Frame({ children }: { children: ReactNode }): ReactNode {
  const { view } = useDesk();
  const narrow = useNarrow();
  const { preferences } = view;
  useLayoutEffect(
    () => applyPreferences(document.documentElement, preferences, narrow),
    [preferences, narrow],
  );
  return (
    <div className="frame">
      <Night />
      <div className="paper">
        <main className="paper-main">
          <Strip />
          <div className="question">{children}</div>
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
