import type { ReactNode } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { refusalRow } from '../../electron/contract/refusals.ts';
import { useDesk } from '../desk.ts';
import { Action, Word } from './controls.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { Tell } from './tell.tsx';

interface StuckNoteProps {
  readonly refusal: RefusalNotice;
  /** The step lets the person begin again with the pass. */
  readonly startOver: boolean;
}

/** Work without a field was refused: the sentence, one filled next step, and the way around it. */
export function StuckNote({ refusal, startOver }: StuckNoteProps): ReactNode {
  const { t, send, refused } = useDesk();
  const shown = refused ?? refusal;
  const forIt = refusalRow(shown.slug).retry === 'never';
  return (
    <>
      <RefusalNote refusal={shown} alone told={forIt} />
      {forIt && <Tell code={shown.helpCode} />}
      <div className="actions">
        <Action onPress={() => send({ type: 'retry' })}>{t('action.retry')}</Action>
        {startOver && <Word onPress={() => send({ type: 'startOver' })}>{t('action.startOver')}</Word>}
      </div>
    </>
  );
}
