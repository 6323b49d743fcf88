import { type ReactNode, useEffect, useState } from 'react';

const FULL = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const TODAY = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** As people write it; a time of today without its date. */
export function momentText(at: string | number): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return today ? `today, ${TODAY.format(date)}` : FULL.format(date);
}

/** With its date, whatever day it is: for paper, which is read later. */
export function dateText(at: string | number): string {
  return FULL.format(new Date(at));
}

export function Moment({ at }: { readonly at: string | null | undefined }): ReactNode {
  if (!at) return <span className="soft">–</span>;
  return (
    <time className="when" dateTime={at} title={new Date(at).toISOString()}>
      {momentText(at)}
    </time>
  );
}

/** Milliseconds as people say them: `25 min`, `3 h 10 min`, `2 days`. */
export function spanText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** The time now, looked at every so often. */
export function useNow(everyMs = 10_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
