import { type ReactNode, useState } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { useDesk } from '../desk.ts';
import { clockTime, countdownTime, dayAndTime } from '../text/moment.ts';
import { directoryNow, useDirectoryNow } from './directory-clock.ts';

/** Longer than this, in seconds, nobody watches digits run down: the time of day says it. */
const WATCHED = 3600;

/** When trying again makes sense, as a time of day and running down. Read out once, not every second. */
export function Countdown({
  refusal,
}: {
  refusal: Pick<RefusalNotice, 'retryAfter' | 'retryAt'>;
}): ReactNode {
  const { view, t, locale } = useDesk();
  // Where nobody wrote down when it was said, it counts from when it is first seen.
  const [seen] = useState(() => directoryNow(view));
  const now = useDirectoryNow();
  const end = refusal.retryAt ?? seen + (refusal.retryAfter ?? 0);
  const left = Math.ceil(end - now);
  if (left <= 0) return t('countdown.now');
  return (
    <span className="countdown" role="timer" aria-live="off">
      {left > WATCHED
        ? t('countdown.from', { time: dayAndTime(end, now, locale) })
        : refusal.retryAt === undefined
          ? t('countdown.wait', { time: countdownTime(left) })
          : t('countdown.at', { clock: clockTime(end, locale), time: countdownTime(left) })}
    </span>
  );
}
