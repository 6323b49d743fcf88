import { type ReactNode, useState } from 'react';
import type { Collection, Device, DirectoryObject } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { Button, Word } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Confirm, Dialog } from '../../parts/dialog.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Facts, Link, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { PagedList, usePaged } from '../paged.tsx';
import { DeviceReports } from './device-reports.tsx';

const T = EN.devices;

type Asked = { readonly ask: 'look' | 'switch' | 'delete'; readonly device: Device } | undefined;

export function Devices({ desk }: { readonly desk: Desk }): ReactNode {
  const devices = usePaged<Device>(desk.api, '/v1.0/devices?$top=50');
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <PagedList of={devices}>
        {(rows) => (
          <DataTable
            caption={T.title}
            rows={rows}
            keyOf={({ id }) => id}
            empty={T.none}
            columns={[
              {
                name: T.name,
                of: (device) => (
                  <>
                    <Word onPress={() => setAsked({ ask: 'look', device })}>{device.displayName}</Word>
                    <small className="mono">{device.serialNumber}</small>
                  </>
                ),
              },
              { name: T.trust, of: ({ trustType }) => T.trusts[trustType] ?? trustType },
              {
                name: T.system,
                of: (device) =>
                  [device.operatingSystem, device.operatingSystemVersion].filter(Boolean).join(' '),
              },
              {
                name: T.state,
                of: ({ accountEnabled }) => (
                  <Badge tone={accountEnabled ? 'good' : 'plain'}>{accountEnabled ? T.on : T.off}</Badge>
                ),
              },
              { name: T.compliance, of: ({ isCompliant }) => (isCompliant ? T.compliant : T.notCompliant) },
              { name: T.ready, of: ({ provisionedDateTime }) => <Moment at={provisionedDateTime} /> },
            ]}
          />
        )}
      </PagedList>
      <Questions desk={desk} asked={asked} onAsk={setAsked} reload={devices.loaded.reload} />
    </>
  );
}

interface QuestionProps {
  readonly desk: Desk;
  readonly asked: Asked;
  readonly onAsk: (asked: Asked) => void;
  readonly reload: () => void;
}

function Questions({ desk, asked, onAsk, reload }: QuestionProps): ReactNode {
  if (asked === undefined) return null;
  const { ask, device } = asked;
  const path = `/v1.0/devices/${device.id}`;
  const close = (): void => onAsk(undefined);
  const done = (): void => {
    close();
    reload();
  };
  if (ask === 'look') return <Detail desk={desk} device={device} onAsk={onAsk} onClose={close} />;
  if (ask === 'delete') {
    const title = T.deleteTitle(device.displayName);
    return (
      <Confirm title={title} yes={T.delete} work={() => desk.api.remove(path)} onDone={done} onClose={close}>
        {T.deleteWhat}
      </Confirm>
    );
  }
  const off = device.accountEnabled;
  return (
    <Confirm
      title={off ? T.disableTitle(device.displayName) : T.enableTitle(device.displayName)}
      yes={off ? T.disable : T.enable}
      work={() => desk.api.patch(path, { accountEnabled: !off })}
      onDone={done}
      onClose={close}
    >
      {off ? T.disableWhat : T.enableWhat}
    </Confirm>
  );
}

function Detail({
  desk,
  device,
  onAsk,
  onClose,
}: Pick<QuestionProps, 'desk' | 'onAsk'> & {
  readonly device: Device;
  readonly onClose: () => void;
}): ReactNode {
  const path = `/v1.0/devices/${device.id}/registeredOwners`;
  const owners = useLoad(path, () => desk.api.get<Collection<DirectoryObject>>(path));
  const writes = desk.me.rights.includes('writeDevices');
  return (
    <Dialog title={device.displayName} onClose={onClose}>
      <Facts
        of={[
          [
            T.owner,
            <Load key="owner" of={owners}>
              {({ value }) =>
                value.map((owner) => (
                  <Link key={owner.id} to={`/console/users/${owner.id}`}>
                    {owner.displayName}
                  </Link>
                ))
              }
            </Load>,
          ],
          [T.hardware, [device.manufacturer, device.model].filter(Boolean).join(' ')],
          [T.serial, device.serialNumber && <span className="mono">{device.serialNumber}</span>],
          [T.trust, T.trusts[device.trustType] ?? device.trustType],
          [T.registered, <Moment key="registered" at={device.registrationDateTime} />],
          [T.ready, <Moment key="ready" at={device.provisionedDateTime} />],
        ]}
      />
      {desk.me.rights.includes('readReports') && <DeviceReports desk={desk} deviceId={device.deviceId} />}
      {!writes && <p className="soft">{T.notYourRole}</p>}
      <div className="dialog-acts">
        {writes && (
          <>
            <Button onPress={() => onAsk({ ask: 'switch', device })}>
              {device.accountEnabled ? T.disable : T.enable}
            </Button>
            <Button kind="bad" onPress={() => onAsk({ ask: 'delete', device })}>
              {T.delete}
            </Button>
          </>
        )}
        <Word onPress={onClose}>{EN.close}</Word>
      </div>
    </Dialog>
  );
}
