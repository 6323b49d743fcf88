import type { ReactNode } from 'react';
import { Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { StuckNote } from '../../components/stuck-note.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

export function ReleaseScreen({ screen }: ScreenProps<'release'>): ReactNode {
  const { t, company } = useDesk();
  const { refusal } = screen;
  return (
    <>
      <Heading>{t(refusal ? 'release.title.refused' : 'release.title')}</Heading>
      {!refusal && <p className="lead">{t('release.lead', { company })}</p>}
      {refusal ? (
        <StuckNote refusal={refusal} startOver={false} />
      ) : (
        <Working>{t('release.working')}</Working>
      )}
    </>
  );
}
