import { type MouseEvent, type ReactNode, type RefObject, useId } from 'react';
import { useDesk } from '../../desk.ts';
import { refusalText } from '../../text/refusal-text.ts';
import { Word } from '../controls.tsx';
import { Tell } from '../tell.tsx';
import { refusalOf } from './refusal-of.ts';

/** A modal dialog: the browser keeps the focus inside, closes it on Esc and gives the focus back. */
export function HelpPanel({ ref }: { ref: RefObject<HTMLDialogElement | null> }): ReactNode {
  const { t, send } = useDesk();
  const title = useId();
  const close = (): void => ref.current?.close();
  const toTechnician = (): void => {
    close();
    send({ type: 'openTechnician' });
  };
  // A click beside the panel lands on the dialog itself: that is its backdrop.
  const onClick = (event: MouseEvent): void => {
    if (event.target === ref.current) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog without any code.
    <dialog className="help" ref={ref} aria-labelledby={title} onClick={onClick}>
      <div className="help-inside">
        <div className="help-head">
          <h2 id={title}>{t('help.title')}</h2>
          <Word onPress={close}>{t('action.close')}</Word>
        </div>
        <WhatHappened />
        <WhichLaptop />
        <Word onPress={toTechnician}>{t('technician.open')}</Word>
      </div>
    </dialog>
  );
}

function WhatHappened(): ReactNode {
  const { view, t } = useDesk();
  const refusal = refusalOf(view.screen);
  if (!refusal) return <p>{t('help.nothing')}</p>;
  const { cause, userAction, technicianAction } = refusalText(refusal.slug);
  return (
    <>
      <Tell code={refusal.helpCode}>{t('help.qr')}</Tell>
      <h3>{t('help.happened')}</h3>
      <p>{cause}</p>
      <h3>{t('help.you')}</h3>
      <p>{userAction}</p>
      <h3>{t('help.it')}</h3>
      <p>{technicianAction}</p>
      {refusal.detail && <p className="small mono">{refusal.detail}</p>}
      {refusal.requestId && <p className="small mono">{t('help.request', { id: refusal.requestId })}</p>}
    </>
  );
}

function WhichLaptop(): ReactNode {
  const { view, t } = useDesk();
  const { device, screen } = view;
  const account = 'userPrincipalName' in screen ? screen.userPrincipalName : undefined;
  const rows = [
    [t('help.device'), device.name || t('help.unknown')],
    [t('help.serial'), device.serialNumber || t('help.unknown')],
    ...(account ? [[t('help.account'), account]] : []),
  ];
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
