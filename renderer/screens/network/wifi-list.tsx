import type { ReactNode } from 'react';
import type { WifiNetwork } from '../../../electron/contract/connection.ts';
import { Icon } from '../../components/icons.tsx';
import { useDesk } from '../../desk.ts';
import { HIDDEN, strengthOf, strengthWord } from './wifi-model.ts';

interface WifiListProps {
  readonly networks: readonly WifiNetwork[];
  readonly picked: string;
  /** One is being joined: the list stays as it is. */
  readonly busy: boolean;
  readonly onPick: (id: string) => void;
}

/** Networks in reach, the strongest first: how strong, what it is called, what it asks. */
export function WifiList({ networks, picked, busy, onPick }: WifiListProps): ReactNode {
  const { t } = useDesk();
  const pick = (id: string): void => {
    if (!busy) onPick(id);
  };
  return (
    <fieldset className="wifi-list" aria-label={t('wifi.title')} data-busy={busy}>
      {networks.map((network) => (
        <label key={network.id} className="wifi-network">
          <input type="radio" name="wifi" checked={network.id === picked} onChange={() => pick(network.id)} />
          <Signal signal={network.signal} />
          <span className="wifi-words">
            <span className="wifi-name">
              <bdi>{network.name}</bdi>
            </span>
            <span className="small">
              <span className="unseen">{t(`wifi.signal.${strengthWord(network.signal)}`)}. </span>
              {t(`wifi.security.${network.security}`)}
            </span>
          </span>
          {network.security !== 'open' && <Icon name="lock" className="wifi-lock" />}
        </label>
      ))}
      <label className="wifi-network">
        <input type="radio" name="wifi" checked={picked === HIDDEN} onChange={() => pick(HIDDEN)} />
        <Icon name="search" />
        <span className="wifi-words">
          <span className="wifi-name">{t('wifi.hidden')}</span>
          <span className="small">{t('wifi.hidden.security')}</span>
        </span>
      </label>
    </fieldset>
  );
}

/** From the inside out: a dot and two arcs, as many of them full as the signal is strong. The words say it, too. */
const ARCS = [
  'M12 18.500v.1',
  'M8 14.500a5.700 5.700 0 0 1 8 0',
  'M4.500 11a10.600 10.600 0 0 1 15 0',
] as const;

function Signal({ signal }: { signal: number }): ReactNode {
  const full = strengthOf(signal);
  return (
    <svg
      className="icon signal"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      {ARCS.map((arc, index) => (
        <path key={arc} d={arc} className={index < full ? 'signal-full' : 'signal-empty'} />
      ))}
    </svg>
  );
}
