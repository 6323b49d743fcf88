import type { RefusalNotice } from '../../../electron/contract/refusal.ts';

/** Below this a wrong clock is nobody's business. */
const WORTH_SAYING = 90;

export interface SkewSentence {
  readonly key: 'network.skew.behind' | 'network.skew.ahead';
  readonly minutes: number;
}

/** @param skewSeconds directory time minus device time */
export function skewSentence(skewSeconds: number | undefined): SkewSentence | null {
  if (skewSeconds === undefined || Math.abs(skewSeconds) < WORTH_SAYING) return null;
  const minutes = Math.round(Math.abs(skewSeconds) / 60);
  return { key: skewSeconds > 0 ? 'network.skew.behind' : 'network.skew.ahead', minutes };
}

export interface ClockSentence {
  readonly key: 'network.clock.behind' | 'network.clock.ahead';
  readonly days: number;
}

/** How far the clock is off, where a certificate shows it: whole days, rounded down, because it is said as "at least". */
export function clockSentence(clock: RefusalNotice['clock']): ClockSentence | null {
  const days = Math.floor(Math.abs(clock?.offBy ?? 0) / 86_400);
  if (days < 1) return null;
  return { key: (clock?.offBy ?? 0) < 0 ? 'network.clock.behind' : 'network.clock.ahead', days };
}
