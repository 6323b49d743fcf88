import type { ReactNode } from 'react';
import { Action, Working } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

/** The end without a credential: no tick, no open door. */
export function AbandonedScreen({ screen }: ScreenProps<'abandoned'>): ReactNode {
  const { t, send } = useDesk();
  return (
    <>
      <Heading>{t('abandoned.title')}</Heading>
      <p className="lead">{t('abandoned.lead')}</p>
      <p className="abandoned-next">{t('abandoned.next')}</p>
      {screen.told === null && <Working>{t('abandoned.telling')}</Working>}
      {screen.told !== null && (
        <p role="status" className="abandoned-next">
          {t(screen.told ? 'abandoned.told' : 'abandoned.untold')}
        </p>
      )}
      <StrayRefusal />
      {screen.told !== null && (
        <div className="actions">
          <Action onPress={() => send({ type: 'finish' })}>{t('abandoned.close')}</Action>
        </div>
      )}
    </>
  );
}
