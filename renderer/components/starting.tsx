import { type ReactNode, useEffect, useState } from 'react';
import type { Text } from '../text/translate.ts';

/** After this long without a view there has to be something to press (rule 2). */
const PATIENCE = 8000;

/** Before the first view: a moment, as a rule too short to be read. */
export function Starting({ text: { t }, again }: { text: Text; again: () => void }): ReactNode {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="question">
      <h1>{t('starting.title')}</h1>
      <p className="lead">{t(slow ? 'starting.slow' : 'starting.lead')}</p>
      {slow && (
        <div className="actions">
          <button type="button" className="action" onClick={again}>
            {t('starting.again')}
          </button>
        </div>
      )}
    </main>
  );
}
