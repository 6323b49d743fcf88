import type { ReactNode } from 'react';
import { useDesk } from '../../desk.ts';
import { Code } from '../code.tsx';
import { Word } from '../controls.tsx';
import { SidePanel } from '../side-panel.tsx';
import { Tell } from '../tell.tsx';
import { refusalOf } from './refusal-of.ts';
import { helpOf } from './screen-help.ts';

/** Help for just this screen: what happened, what the step is for, who to ask, and which laptop this is. */
export function HelpPanel({ onShut }: { onShut: () => void }): ReactNode {
  const { t, send } = useDesk();
  const leaveFor = (shut: () => void, type: 'openTechnician' | 'openReport'): void => {
    shut();
    send({ type });
  };
  return (
    <SidePanel title={t('help.title')} onShut={onShut}>
      {(shut) => (
        <>
          <WhatHappened />
          <WhatFor />
          <WhoToAsk />
          <WhichLaptop />
          <div className="help-words">
            <Word onPress={() => leaveFor(shut, 'openReport')}>{t('report.open')}</Word>
            <Word onPress={() => leaveFor(shut, 'openTechnician')}>{t('technician.open')}</Word>
          </div>
        </>
      )}
    </SidePanel>
  );
}

function WhatHappened(): ReactNode {
  const { view, t, refusal: wordsOf } = useDesk();
  const refusal = refusalOf(view.screen);
  if (!refusal) return null;
  const { cause, userAction, technicianAction } = wordsOf(refusal.slug);
  return (
    <>
      <Tell code={refusal.helpCode} />
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

function WhatFor(): ReactNode {
  const { view, t } = useDesk();
  const { purpose, trouble } = helpOf(view.screen.kind);
  return (
    <>
      <h3>{t('help.step')}</h3>
      <p>{t(purpose)}</p>
      <h3>{t('help.trouble')}</h3>
      <p>{t(trouble)}</p>
    </>
  );
}

function WhoToAsk(): ReactNode {
  const { view, t } = useDesk();
  const { name, phone, email, hours } = view.support ?? {};
  const rows = [
    [t('help.phone'), phone && <Code>{phone}</Code>],
    [t('help.email'), email && <Code>{email}</Code>],
    [t('help.hours'), hours && <bdi>{hours}</bdi>],
  ] as const;
  const known = rows.filter(([, value]) => value);
  return (
    <>
      <h3>{t('help.ask')}</h3>
      <p>{name ? <bdi>{name}</bdi> : t('help.ask.it')}</p>
      {known.length > 0 && <Facts rows={known} />}
    </>
  );
}

function WhichLaptop(): ReactNode {
  const { view, t } = useDesk();
  const { device, screen } = view;
  const account = 'userPrincipalName' in screen ? screen.userPrincipalName : undefined;
  const coded = (text: string): ReactNode => (text ? <Code>{text}</Code> : t('help.unknown'));
  return (
    <Facts
      rows={[
        [t('help.device'), coded(device.name)],
        [t('help.serial'), coded(device.serialNumber)],
        ...(account ? [[t('help.account'), coded(account)] as const] : []),
      ]}
    />
  );
}

function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
