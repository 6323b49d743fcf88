import type { ReactNode } from 'react';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { ChooseAuthenticator } from './choose-authenticator.tsx';
import { MakingKey } from './making-key.tsx';
import { NewPin } from './new-pin.tsx';
import { Prompt } from './prompt.tsx';

export function CredentialScreen({ screen }: ScreenProps<'credential'>): ReactNode {
  const { t } = useDesk();
  switch (screen.phase) {
    case 'choose':
      return <ChooseAuthenticator screen={screen} />;
    case 'pin':
      return <NewPin screen={screen} />;
    case 'prompt':
      return (
        <Prompt
          title={t('prompt.title')}
          lead={t('prompt.lead')}
          cancel={t('prompt.cancel')}
          begin={t('prompt.begin')}
          ceremony={screen.ceremony}
          refusal={screen.refusal}
        />
      );
    case 'working':
      return <MakingKey screen={screen} />;
  }
}
