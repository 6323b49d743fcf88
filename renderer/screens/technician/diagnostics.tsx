import { type ReactNode, useId, useState } from 'react';
import type { ControlReport } from '../../../electron/contract/lockdown.ts';
import type { TechnicianPanel } from '../../../electron/contract/technician/panel.ts';
import type { Moment } from '../../../electron/contract/wire/report.ts';
import { Code } from '../../components/code.tsx';
import { Pills, Word } from '../../components/controls.tsx';
import { useDesk } from '../../desk.ts';

/** Where the run stands, how well the machine is locked, and what happened at this panel. */
export function Diagnostics({
  panel,
}: {
  panel: Extract<TechnicianPanel, { phase: 'diagnostics' }>;
}): ReactNode {
  const { t, send } = useDesk();
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
      <Word onPress={() => send({ type: 'openReport' })}>{t('technician.report')}</Word>
      <Timeline moments={panel.timeline} />
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

/** What happened on the way, newest first, with what finds it in the directory's logs. */
function Timeline({ moments }: { moments: readonly Moment[] }): ReactNode {
  const { t } = useDesk();
  const id = useId();
  const [shown, setShown] = useState<'all' | 'refused'>('all');
  const rows = moments.filter(({ what }) => shown === 'all' || what === 'refused');
  return (
    <>
      <h3>{t('technician.timeline')}</h3>
      <Pills
        label={t('technician.timeline.show')}
        name={id}
        value={shown}
        options={[
          { value: 'all', label: t('technician.timeline.all') },
          { value: 'refused', label: t('technician.timeline.refused') },
        ]}
        onPick={setShown}
      />
      {rows.length === 0 && <p>{t('technician.timeline.empty')}</p>}
      <ol className="technician-timeline">
        {rows.map((moment) => (
          <TimelineRow key={`${moment.at} ${moment.what} ${moment.screen}`} moment={moment} />
        ))}
      </ol>
    </>
  );
}

/** In the words of the logs: a technician compares them letter by letter. */
function TimelineRow({ moment }: { moment: Moment }): ReactNode {
  const { t } = useDesk();
  const { at, what, step, screen, seconds, helpCode, slug, requestId, times } = moment;
  const place = step === screen ? step : `${step} (${screen})`;
  return (
    <li className="technician-moment" data-what={what}>
      <Code className="technician-at">{at.slice(11, 19)}</Code>
      <div>
        <p>
          <Code>{what === 'refused' ? `${helpCode} ${slug}` : place}</Code>
          {seconds !== undefined && ' '}
          {seconds !== undefined && <Code className="small">{`${seconds} s`}</Code>}
          {times !== undefined && <span className="small"> {t('technician.timeline.times', { times })}</span>}
        </p>
        {what === 'refused' && (
          <p className="small">
            <Code>{[place, requestId].filter(Boolean).join(' · ')}</Code>
          </p>
        )}
      </div>
    </li>
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
