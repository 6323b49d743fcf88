import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import type { ReportPanel } from '../../../electron/contract/report-panel.ts';
import { useDesk } from '../../desk.ts';
import { Action, Word } from '../controls.tsx';
import { useTypedOver } from '../keyboard/typing.ts';
import { RefusalNote } from '../refusal-note.tsx';
import { type Leaf, leavesOf, type Section } from './leaves.ts';

/** Every word of a report before it is sent, over whatever is shown, for as long as the agent says so. */
export function ReportDialog(): ReactNode {
  const { view } = useDesk();
  return view.report ? <Dialog panel={view.report} /> : null;
}

function Dialog({ panel }: { panel: ReportPanel }): ReactNode {
  const { t, send } = useDesk();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const sent = panel.sending === 'sent';
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is sent, the button that had the focus is gone
  useEffect(() => title.current?.focus({ preventScroll: true }), [sent]);
  useTypedOver(dialog);
  const close = (): void => send({ type: 'closeReport' });
  const onCancel = (event: SyntheticEvent): void => {
    event.preventDefault();
    close();
  };
  return (
    <dialog className="technician report" ref={dialog} aria-labelledby={id} onCancel={onCancel}>
      <div className="technician-head">
        <h2 id={id} ref={title} tabIndex={-1}>
          {t('report.title')}
        </h2>
        <Word onPress={close}>{t('action.close')}</Word>
      </div>
      <p>{t('report.lead')}</p>
      <Sending panel={panel} />
      <Leaves leaves={leavesOf(panel.report)} />
    </dialog>
  );
}

/** Before the lines: who has read the first few should not have to go through a hundred to send them. */
function Sending({ panel }: { panel: ReportPanel }): ReactNode {
  const { t, send } = useDesk();
  const { sending, refusal, report } = panel;
  if (sending === 'closed') return <p className="report-note">{t('report.unsendable')}</p>;
  if (sending === 'sent') {
    return (
      <p className="report-note good" role="status">
        {t('report.sent', { id: report.id })}
      </p>
    );
  }
  const busy = sending === 'under-way';
  return (
    <>
      {refusal && <RefusalNote refusal={refusal} alone />}
      <div className="actions">
        <Action busy={busy} onPress={() => send({ type: 'sendReport' })}>
          {t(busy ? 'report.sending' : 'report.send')}
        </Action>
      </div>
    </>
  );
}

function Leaves({ leaves }: { leaves: readonly Leaf[] }): ReactNode {
  const { t } = useDesk();
  const sections = [...new Set(leaves.map(({ section }) => section))];
  return sections.map((section: Section) => (
    <section key={section}>
      <h3>{t(`report.section.${section}`)}</h3>
      <dl className="report-leaves" lang="en" dir="ltr">
        {leaves
          .filter((leaf) => leaf.section === section)
          .map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change while it is read
            <div key={`${name} ${index}`} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  ));
}
