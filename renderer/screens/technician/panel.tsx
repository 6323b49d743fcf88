import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import type { TechnicianPanel as Panel } from '../../../electron/contract/technician/panel.ts';
import { Word } from '../../components/controls.tsx';
import { KeyboardWord } from '../../components/keyboard/keyboard-word.tsx';
import { useTypedOver } from '../../components/keyboard/typing.ts';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { useDesk } from '../../desk.ts';
import { Answer } from './answer.tsx';
import { Choose } from './choose.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { useEscapeGesture } from './use-gesture.ts';

const TITLES = {
  choose: 'technician.title',
  answer: 'technician.answer.title',
  diagnostics: 'technician.diagnostics.title',
  poweringOff: 'technician.off.title',
} as const satisfies Record<Panel['phase'], string>;

/** Over whatever is shown, for as long as the agent says so: a reload brings it back. */
export function TechnicianPanel(): ReactNode {
  const { view } = useDesk();
  useEscapeGesture();
  return view.technician ? <Dialog panel={view.technician} /> : null;
}

function Dialog({ panel }: { panel: Panel }): ReactNode {
  const { t, send } = useDesk();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another phase is another screen, so a reader begins anew
  useEffect(() => title.current?.focus({ preventScroll: true }), [panel.phase]);
  useTypedOver(dialog);
  const close = (): void => send({ type: 'closeTechnician' });
  // Esc: the agent closes the panel, and the next view takes it away.
  const onCancel = (event: SyntheticEvent): void => {
    event.preventDefault();
    close();
  };
  return (
    <dialog className="technician" ref={dialog} aria-labelledby={id} onCancel={onCancel}>
      <div className="technician-head">
        <h2 id={id} ref={title} tabIndex={-1}>
          {t(TITLES[panel.phase])}
        </h2>
        <div className="panel-words">
          <KeyboardWord inPanel />
          <Word onPress={close}>{t('action.close')}</Word>
        </div>
      </div>
      <Inside panel={panel} />
    </dialog>
  );
}

function Inside({ panel }: { panel: Panel }): ReactNode {
  const { t } = useDesk();
  switch (panel.phase) {
    case 'choose':
      return <Choose panel={panel} />;
    case 'answer':
      return <Answer key={panel.scan} panel={panel} />;
    case 'diagnostics':
      return <Diagnostics panel={panel} />;
    case 'poweringOff':
      return panel.refusal ? (
        <RefusalNote refusal={panel.refusal} alone />
      ) : (
        <p className="lead">{t('technician.off.lead')}</p>
      );
  }
}
