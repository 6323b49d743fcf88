import type { ReactNode } from 'react';
import { Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { StuckNote } from '../../components/stuck-note.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

export function JoinScreen({ screen }: ScreenProps<'join'>): ReactNode {
  const { t, company } = useDesk();
  const { refusal } = screen;
  return (
    <>
      <Heading>{t(refusal ? 'join.title.refused' : 'join.title', { company })}</Heading>
      {!refusal && <p className="lead">{t('join.lead', { company })}</p>}
      {refusal ? <StuckNote refusal={refusal} startOver /> : <Working>{t('join.working')}</Working>}
    </>
  );
}
