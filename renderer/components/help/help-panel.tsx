import type { ReactNode } from 'react';
import { useDesk } from '../../desk.ts';
import { Code } from '../code.tsx';
import { Word } from '../controls.tsx';
import { SidePanel } from '../side-panel.tsx';
import { Tell } from '../tell.tsx';
import { refusalOf } from './refusal-of.ts';

export function HelpPanel({ onShut }: { onShut: () => void }): ReactNode {
  const { t, send } = useDesk();
  const toTechnician = (shut: () => void): void => {
    shut();
    send({ type: 'openTechnician' });
  };
  return (
    <SidePanel title={t('help.title')} onShut={onShut}>
      {(shut) => (
        <>
          <WhatHappened />
          <WhichLaptop />
          <Word onPress={() => toTechnician(shut)}>{t('technician.open')}</Word>
        </>
      )}
    </SidePanel>
  );
}

function WhatHappened(): ReactNode {
  const { view, t, refusal: wordsOf } = useDesk();
  const refusal = refusalOf(view.screen);
  if (!refusal) return <p>{t('help.nothing')}</p>;
  const { cause, userAction, technicianAction } = wordsOf(refusal.slug);
  return (
    <>
      <Tell code={refusal.helpCode}>{t('help.qr')}</Tell>
      <h3>{t('help.happened')}</h3>
      <p>{cause}</p>
      <h3>{t('help.you')}</h3>
      <p>{userAction}</p>
      <h3>{t('help.it')}</h3>
      <p lang="en" dir="ltr">
        {technicianAction}
      </p>
      {refusal.detail && (
        <p className="small mono" dir="ltr">
          {refusal.detail}
        </p>
      )}
      {refusal.requestId && <p className="small mono">{t('help.request', { id: refusal.requestId })}</p>}
    </>
  );
}

function WhichLaptop(): ReactNode {
  const { view, t } = useDesk();
  const { device, screen } = view;
  const account = 'userPrincipalName' in screen ? screen.userPrincipalName : undefined;
  const rows = [
    [t('help.device'), device.name],
    [t('help.serial'), device.serialNumber],
    ...(account ? [[t('help.account'), account]] : []),
  ];
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value ? <Code>{value}</Code> : t('help.unknown')}</dd>
        </div>
      ))}
    </dl>
  );
}
