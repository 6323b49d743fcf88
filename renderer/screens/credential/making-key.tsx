import type { ReactNode } from 'react';
import { Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { StuckNote } from '../../components/stuck-note.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

export function MakingKey({ screen }: ScreenProps<'credential'>): ReactNode {
  const { t, company } = useDesk();
  const { refusal } = screen;
  return (
    <>
      <Heading>{t(refusal ? 'making.title.refused' : 'making.title')}</Heading>
      {!refusal && <p className="lead">{t('making.lead', { company })}</p>}
      {refusal ? <StuckNote refusal={refusal} startOver /> : <Working>{t('making.working')}</Working>}
    </>
  );
}
