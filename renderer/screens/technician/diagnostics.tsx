import type { ReactNode } from 'react';
import type { ControlReport } from '../../../electron/contract/lockdown.ts';
import type { TechnicianPanel } from '../../../electron/contract/technician/panel.ts';
import { Code } from '../../components/code.tsx';
import { useDesk } from '../../desk.ts';

/** Where the run stands, how well the machine is locked, and what happened at this panel. */
export function Diagnostics({
  panel,
}: {
  panel: Extract<TechnicianPanel, { phase: 'diagnostics' }>;
}): ReactNode {
  const { t } = useDesk();
  return (
    <>
      <dl className="facts">
        {panel.lines.map(({ name, value }) => (
          <div key={name} className="fact">
            <dt>{t(`technician.line.${name}`)}</dt>
            <dd>
              <Code>{value}</Code>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t('technician.diagnostics.lockdown')}</h3>
      <ul className="technician-controls">
        {panel.lockdown.map((row) => (
          <Control key={row.control} row={row} />
        ))}
      </ul>
      <h3>{t('technician.diagnostics.events')}</h3>
      {panel.events.length === 0 && <p>{t('technician.diagnostics.none')}</p>}
      <ul className="technician-events">
        {panel.events.map(({ at, type, action }) => (
          <li key={`${at} ${type}`}>
            <Code className="small">{at.replace('T', ' ').slice(0, 16)}</Code> {t(`technician.event.${type}`)}{' '}
            · {t(`technician.action.${action}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Control({ row }: { row: ControlReport }): ReactNode {
  const { t } = useDesk();
  return (
    <li className="technician-control">
      <span className="technician-state" data-state={row.state}>
        {t(`technician.state.${row.state}`)}
      </span>
      <span lang="en" dir="ltr">
        {row.title}
        <span className="small">{row.seen}</span>
      </span>
    </li>
  );
}
