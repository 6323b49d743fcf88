import type { ReactNode } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { useDesk } from '../desk.ts';
import { Action, Word } from './controls.tsx';
import { RefusalNote } from './refusal-note.tsx';

interface StuckNoteProps {
  readonly refusal: RefusalNotice;
  /** The step lets the person begin again with the pass. */
  readonly startOver: boolean;
}

/** Work without a field was refused: the sentence, one filled next step, and the way around it. */
export function StuckNote({ refusal, startOver }: StuckNoteProps): ReactNode {
  const { t, send, refused } = useDesk();
  return (
    <>
      <RefusalNote refusal={refused ?? refusal} alone />
      <div className="actions">
        <Action onPress={() => send({ type: 'retry' })}>{t('action.retry')}</Action>
        {startOver && <Word onPress={() => send({ type: 'startOver' })}>{t('action.startOver')}</Word>}
      </div>
    </>
  );
}
