import { type ReactNode, useEffect, useState } from 'react';
import type { Retrying } from '../../electron/contract/connection.ts';
import { useDesk } from '../desk.ts';
import { countdownTime } from '../text/moment.ts';
import { Word } from './controls.tsx';
import { Icon, Spinner } from './icons.tsx';

/** The network stopped the work under way, and it is tried again by itself: on every screen in the same place. */
export function RetryingNote(): ReactNode {
  const { view, t, send, refusal: wordsOf } = useDesk();
  const { retrying, screen } = view;
  // The screen of the network tells all of it itself, and that for Wi-Fi is the way out.
  if (!retrying || screen.kind === 'network' || screen.kind === 'wifi') return null;
  const { refusal } = retrying;
  return (
    <section className="retrying" role="status">
      {retrying.seconds > 0 ? <Icon name="cloud" /> : <Spinner />}
      <div>
        <p className="retrying-what">{wordsOf(refusal.slug).cause}</p>
        <p>
          <RetryingWhen retrying={retrying} /> {t('retrying.kept')}
        </p>
        <p className="refusal-more mono">{t('refusal.code', { code: refusal.helpCode })}</p>
        <p className="retrying-ways">
          {retrying.seconds > 0 && (
            <Word onPress={() => send({ type: 'retry' })}>{t('retrying.tryNow')}</Word>
          )}
          {view.wifi === 'here' && <Word onPress={() => send({ type: 'openWifi' })}>{t('wifi.choose')}</Word>}
        </p>
      </div>
    </section>
  );
}

/** When the next try is, running down. Read out once, not every second. */
export function RetryingWhen({ retrying }: { retrying: Retrying }): ReactNode {
  const { t } = useDesk();
  const { attempt, seconds } = retrying;
  return seconds > 0 ? <RunningDown key={attempt} seconds={seconds} /> : <span>{t('retrying.now')}</span>;
}

function RunningDown({ seconds }: { seconds: number }): ReactNode {
  const { t } = useDesk();
  const [end] = useState(() => performance.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [end]);
  const text = left > 0 ? t('retrying.in', { time: countdownTime(left) }) : t('retrying.now');
  return (
    <span className="countdown" role="timer" aria-live="off">
      {text}
    </span>
  );
}
