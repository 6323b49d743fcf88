import { type ReactNode, useEffect, useState } from 'react';
import type { Text } from '../text/translate.ts';
import { Action } from './controls.tsx';

/** Usually the first view is there sooner, and words that flash by only unsettle. */
const QUIET = 1000;
/** After this long without a view there has to be something to press (rule 2). */
const PATIENCE = 8000;

/** Before the first view. */
export function Starting({
  text: { t, language, direction },
  again,
}: {
  text: Text;
  again: () => void;
}): ReactNode {
  const [phase, setPhase] = useState<'quiet' | 'waiting' | 'slow'>('quiet');
  useEffect(() => {
    const timers = [setTimeout(setPhase, QUIET, 'waiting'), setTimeout(setPhase, PATIENCE, 'slow')];
    return () => timers.forEach(clearTimeout);
  }, []);
  if (phase === 'quiet') return null;
  return (
    <main className="question" lang={language} dir={direction}>
      <h1>{t('starting.title')}</h1>
      <p className="lead">{t(phase === 'slow' ? 'starting.slow' : 'starting.lead')}</p>
      {phase === 'slow' && (
        <div className="actions">
          <Action onPress={again}>{t('starting.again')}</Action>
        </div>
      )}
    </main>
  );
}
