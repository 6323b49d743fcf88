import type { ReactNode } from 'react';
import type { RefusalNotice } from '../../../electron/contract/refusal.ts';
import type { Ceremony } from '../../../electron/contract/view.ts';
import { Action, Word, Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { useDesk } from '../../desk.ts';
import { useCeremony } from './use-ceremony.ts';

interface PromptProps {
  readonly title: string;
  readonly lead: string;
  /** What cancel does: it differs between making the key and trying it. */
  readonly cancel: string;
  readonly begin: string;
  readonly ceremony: Ceremony | undefined;
  readonly refusal: RefusalNotice | undefined;
  readonly startOver?: boolean;
}

/** The laptop's own window asks; this screen says what for. It begins with a press, which WebAuthn wants. */
export function Prompt(props: PromptProps): ReactNode {
  const { title, lead, cancel, begin, ceremony, startOver = false } = props;
  const { t, send, refused } = useDesk();
  useCeremony(ceremony, send);
  const refusal = refused ?? props.refusal;
  return (
    <>
      <Heading>{title}</Heading>
      <p className="lead">{ceremony ? t('prompt.running.lead') : lead}</p>
      {refusal && !ceremony && <RefusalNote refusal={refusal} alone />}
      {ceremony && <Working>{t('prompt.running')}</Working>}
      <p className="hint prompt-cancel">{cancel}</p>
      {!ceremony && (
        <div className="actions">
          <Action onPress={() => send({ type: 'startCeremony' })}>
            {refusal ? t('action.retry') : begin}
          </Action>
          {startOver && refusal && (
            <Word onPress={() => send({ type: 'startOver' })}>{t('action.startOver')}</Word>
          )}
        </div>
      )}
    </>
  );
}
