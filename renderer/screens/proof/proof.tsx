import type { ReactNode } from 'react';
import { Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { StuckNote } from '../../components/stuck-note.tsx';
import { useDesk } from '../../desk.ts';
import { Prompt } from '../credential/prompt.tsx';
import type { ScreenProps } from '../screen-props.ts';
import { ProofPin } from './proof-pin.tsx';

export function ProofScreen({ screen }: ScreenProps<'proof'>): ReactNode {
  const { t } = useDesk();
  switch (screen.phase) {
    case 'pin':
      return <ProofPin screen={screen} />;
    case 'prompt':
      return (
        <Prompt
          title={t('proof.prompt.title')}
          lead={t('proof.prompt.lead')}
          cancel={t('proof.prompt.cancel')}
          begin={t('proof.begin')}
          ceremony={screen.ceremony}
          refusal={screen.refusal}
          startOver
        />
      );
    case 'working':
      return <Proving screen={screen} />;
  }
}

function Proving({ screen }: ScreenProps<'proof'>): ReactNode {
  const { t, company } = useDesk();
  const { refusal } = screen;
  return (
    <>
      <Heading>{t('proof.title.working')}</Heading>
      <p className="lead">{t('proof.lead.working', { company })}</p>
      {refusal ? <StuckNote refusal={refusal} startOver /> : <Working>{t('proof.working')}</Working>}
    </>
  );
}
