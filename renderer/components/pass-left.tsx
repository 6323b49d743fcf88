import type { ReactNode } from 'react';
import type { Step } from '../../electron/contract/steps.ts';
import { useDesk } from '../desk.ts';
import { clockTime, countdownTime } from '../text/moment.ts';
import { useDirectoryNow } from './directory-clock.ts';

/** The steps that have to be done before the pass ends. Its own screen says it beside the field. */
const UNDER_THE_PASS: ReadonlySet<Step> = new Set(['join', 'credential', 'proof']);

/** Seconds: above, the time of day is enough; below the second, every second counts. */
const BY_THE_CLOCK = 3600;
const BY_THE_SECOND = 120;

/** How long the pass is still held, quietly: nobody has to hurry, and nobody is surprised. */
export function PassLeft(): ReactNode {
  const { view, t, locale } = useDesk();
  const now = useDirectoryNow();
  const { passEndsAt, step } = view;
  if (passEndsAt === undefined || !UNDER_THE_PASS.has(step)) return null;
  const left = Math.ceil(passEndsAt - now);
  const words =
    left <= 0
      ? t('pass.left.over')
      : left > BY_THE_CLOCK
        ? t('pass.left.until', { time: clockTime(passEndsAt, locale) })
        : left > BY_THE_SECOND
          ? t('pass.left.minutes', { minutes: Math.floor(left / 60) })
          : t('pass.left.seconds', { time: countdownTime(left) });
  return (
    <p className="status-next" role="timer" aria-live="off">
      {words}
    </p>
  );
}
