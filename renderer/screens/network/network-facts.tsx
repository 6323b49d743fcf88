import { type ReactNode, useId } from 'react';
import type { NetworkInterface } from '../../../electron/contract/connection.ts';
import { Barcode } from '../../components/barcode.tsx';
import { Code } from '../../components/code.tsx';
import { useDesk } from '../../desk.ts';
import type { Text } from '../../text/translate.ts';

/** What IT needs to let a laptop into a network: adapters, MAC addresses and serial number, to read and to scan. */
export function NetworkFacts(): ReactNode {
  const { view, t } = useDesk();
  const { interfaces = [], device } = view;
  const macs = interfaces.flatMap(({ name, kind, mac }) =>
    mac === null ? [] : [{ key: name, what: t(`network.mac.${kind}`), value: mac }],
  );
  const serial = { key: 'serial', what: t('help.serial'), value: device.serialNumber };
  const numbers = device.serialNumber === '' ? macs : [...macs, serial];
  if (numbers.length === 0) return null;
  return (
    <div className="network-facts">
      <p className="small">{t('network.details.lead')}</p>
      <ul className="barcodes">
        {numbers.map(({ key, what, value }) => (
          <NumberRow key={key} what={what} value={value} />
        ))}
      </ul>
    </div>
  );
}

function NumberRow({ what, value }: { what: string; value: string }): ReactNode {
  const { t } = useDesk();
  const id = useId();
  return (
    <li aria-labelledby={id}>
      <p className="barcode-what" id={id}>
        {what}
      </p>
      <div className="barcode-paper">
        <Barcode text={value} label={t('network.barcode', { what, value })} />
      </div>
      <p>
        <Code>{value}</Code>
      </p>
    </li>
  );
}

/** Each adapter and how it is, in one line: what a person can look at. */
export function Adapters(): ReactNode {
  const { view, ...text } = useDesk();
  const { interfaces = [] } = view;
  if (interfaces.length === 0) return null;
  return (
    <dl className="facts adapters">
      {interfaces.map((adapter) => (
        <div key={adapter.name} className="fact">
          <dt>{text.t(`network.adapter.${adapter.kind}`)}</dt>
          <dd>{stateOf(adapter, text)}</dd>
        </div>
      ))}
    </dl>
  );
}

function stateOf({ link, addresses }: NetworkInterface, { t }: Pick<Text, 't'>): ReactNode {
  if (link === 'down') return t('network.link.down');
  const [address] = addresses;
  if (address === undefined) return t('network.link.noAddress');
  return (
    <>
      {t('network.link.connected')} <Code>{address}</Code>
    </>
  );
}
