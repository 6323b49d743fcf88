import type { ReactNode } from 'react';
import { useDesk } from '../desk.ts';
import { Action } from './controls.tsx';
import { Icon } from './icons.tsx';

/**
 * Work that takes longer than usual: what it waits for, how long it usually takes, whether one may walk away, and after half a minute a
 * way to begin it anew. Where a retry could do harm there is somebody to call.
 */
export function PaceNote(): ReactNode {
  const { view, t, send, company } = useDesk();
  const { waiting } = view;
  if (!waiting || waiting.pace === 'usual') return null;
  const { pace, usualSeconds, canRetry } = waiting;
  const next = pace === 'stalled' ? t(canRetry ? 'pace.retry' : 'pace.call') : null;
  return (
    <>
      <div className="pace" role="status">
        <Icon name="clock" />
        <div>
          <p className="pace-what">{t(`pace.${pace}.${waiting.for}`, { company })}</p>
          <p>{next ?? t('pace.usual', { seconds: usualSeconds })}</p>
        </div>
      </div>
      {pace === 'stalled' && canRetry && (
        <div className="actions">
          <Action onPress={() => send({ type: 'retry' })}>{t('action.retry')}</Action>
        </div>
      )}
    </>
  );
}
