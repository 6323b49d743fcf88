import { type ReactNode, useState } from 'react';
import { leavesOf } from '../../../../renderer/components/help/leaves.ts';
import type { Collection, DeviceReport, DeviceReportRow } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { Word } from '../../parts/button.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { Moment } from '../../parts/moment.tsx';
import { EN } from '../../text/en.ts';

const T = EN.devices;

/** What a laptop has told of itself, newest first. Opening one is in the audit log. */
export function DeviceReports({
  desk,
  deviceId,
}: {
  readonly desk: Desk;
  readonly deviceId: string;
}): ReactNode {
  const path = `/provisioning/v1/reports?deviceId=${deviceId}`;
  const reports = useLoad(path, () => desk.api.get<Collection<DeviceReportRow>>(path));
  const [open, setOpen] = useState<string>();
  return (
    <section>
      <h3>{T.reports}</h3>
      <Load of={reports}>
        {({ value }) =>
          value.length === 0 ? (
            <p className="soft">{T.noReports}</p>
          ) : (
            <ul className="reports">
              {value.map(({ id, receivedDateTime, step, helpCode }) => (
                <li key={id}>
                  <Word onPress={() => setOpen(open === id ? undefined : id)} expanded={open === id}>
                    {T.report} <Moment at={receivedDateTime} />
                  </Word>{' '}
                  <span className="mono">{[helpCode, step].filter(Boolean).join(' ')}</span>
                  {open === id && <OneReport desk={desk} id={id} />}
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </section>
  );
}

function OneReport({ desk, id }: { readonly desk: Desk; readonly id: string }): ReactNode {
  const path = `/provisioning/v1/reports/${id}`;
  const one = useLoad(path, () => desk.api.get<DeviceReport>(path));
  return (
    <Load of={one}>
      {({ report }) => (
        <dl className="facts">
          {leavesOf(report).map(({ section, name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report that was received does not change
            <div key={`${section} ${name} ${index}`}>
              <dt className="mono">{section === 'report' ? name : `${section}.${name}`}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Load>
  );
}
