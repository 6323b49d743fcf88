import { type ReactNode, useId, useState } from 'react';
import { Code } from '../../components/code.tsx';
import { Action, Word } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { Icon } from '../../components/icons.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

export function DoneScreen({ screen }: ScreenProps<'done'>): ReactNode {
  const { view, t, send, company } = useDesk();
  const [what, setWhat] = useState(false);
  const name = view.personName;
  const gesture = screen.authenticator === 'platform' ? 'platform' : 'pin';
  return (
    <>
      <Heading>{name ? t('done.title', { name }) : t('done.title.nameless')}</Heading>
      <p className="lead">{t('done.lead', { company })}</p>
      <div className="card">
        <Icon name="check" className="good" />
        <div>
          <p className="card-title">{t(`done.card.${gesture}`, { company })}</p>
          <p className="card-body">{t('done.card.body')}</p>
        </div>
      </div>
      {!screen.returning && (
        <div className="card">
          <Icon name="help" />
          <div>
            <p className="card-title">{t('done.help.title')}</p>
            <p className="card-body">{t(`done.help.${gesture}`)}</p>
          </div>
        </div>
      )}
      <StrayRefusal />
      <div className="actions">
        <Action onPress={() => send({ type: 'finish' })}>{t('done.start')}</Action>
        <Word onPress={() => setWhat(!what)} expanded={what}>
          {t('done.what')}
        </Word>
        {screen.returning && gesture === 'pin' && (
          <Word onPress={() => send({ type: 'beginAgain' })}>{t('done.forgot')}</Word>
        )}
      </div>
      {what ? <WhatWasSetUp screen={screen} /> : <p className="hint handover">{t('done.handover')}</p>}
    </>
  );
}

function WhatWasSetUp({ screen }: ScreenProps<'done'>): ReactNode {
  const { view, t } = useDesk();
  const id = useId();
  const { name, serialNumber } = view.device;
  const rows = [
    { label: t('done.what.account'), value: screen.userPrincipalName, code: true },
    { label: t('done.what.device'), value: [name, serialNumber].filter(Boolean).join(' · '), code: true },
    { label: t('done.what.key'), value: t(`authenticator.${screen.authenticator}`), code: false },
    { label: t('done.what.proof'), value: t('done.what.proof.text'), code: false },
  ];
  return (
    <dl className="facts" id={id}>
      {rows.map(({ label, value, code }) => (
        <div key={label} className="fact">
          <dt>{label}</dt>
          <dd>{code ? <Code>{value}</Code> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
