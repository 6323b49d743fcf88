import type { ReactNode } from 'react';
import { Action, Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { Icon } from '../../components/icons.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { StuckNote } from '../../components/stuck-note.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { WaitingScreen } from './waiting.tsx';

/** A staged laptop: IT's last screen, and its person's first. */
export function SealedScreen({ screen }: ScreenProps<'sealed'>): ReactNode {
  switch (screen.phase) {
    case 'sealing':
      return <Sealing screen={screen} />;
    case 'sealed':
      return <Sealed screen={screen} />;
    case 'waiting':
      return <WaitingScreen screen={screen} />;
  }
}

function Sealing({ screen: { refusal } }: ScreenProps<'sealed'>): ReactNode {
  const { t } = useDesk();
  return (
    <>
      <Heading>{t(refusal ? 'sealed.title.refused' : 'sealed.title.working')}</Heading>
      {refusal ? <StuckNote refusal={refusal} startOver={false} /> : <Working>{t('sealed.working')}</Working>}
    </>
  );
}

function Sealed({ screen: { sealedFor } }: ScreenProps<'sealed'>): ReactNode {
  const { t, send } = useDesk();
  return (
    <>
      <Heading>
        {sealedFor ? t('sealed.title', { name: sealedFor.displayName }) : t('sealed.title.anybody')}
      </Heading>
      <p className="lead">{t('sealed.lead')}</p>
      <div className="card">
        <Icon name="check" className="good" />
        <div>
          <p className="card-title">{t('sealed.card')}</p>
          <p className="card-body">{t('sealed.card.body')}</p>
        </div>
      </div>
      <StrayRefusal />
      <div className="actions">
        <Action onPress={() => send({ type: 'finish' })}>{t('sealed.off')}</Action>
      </div>
    </>
  );
}
