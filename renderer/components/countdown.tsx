import { type ReactNode, useEffect, useState } from 'react';
import { useDesk } from '../desk.ts';
import { countdownTime } from '../text/moment.ts';

/** Whole seconds left of `seconds`, counted from when this was first shown. */
function useSecondsLeft(seconds: number): number {
  const [end] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [end]);
  return left;
}

/** When trying again makes sense. Read out once, not every second. */
export function Countdown({ seconds }: { seconds: number }): ReactNode {
  const { t } = useDesk();
  const left = useSecondsLeft(seconds);
  if (left === 0) return t('countdown.now');
  return (
    <span className="countdown" role="timer" aria-live="off">
      {t('countdown.wait', { time: countdownTime(left) })}
    </span>
  );
}
