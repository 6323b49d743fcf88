/** Clock time as people say it to each other: `10:42`. @param locale for Intl */
export function clockTime(secondsSince1970: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    secondsSince1970 * 1000,
  );
}

/** `14:30`, and the day before it where that is another one: `Tuesday 08:00`, `24 December 08:00`. Seconds since 1970. */
export function dayAndTime(at: number, now: number, locale: string): string {
  const dayOf = (seconds: number): string => new Date(seconds * 1000).toDateString();
  if (dayOf(at) === dayOf(now)) return clockTime(at, locale);
  const soon = at - now < 6 * 86_400;
  const day = soon ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  const options = { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(locale, options).format(at * 1000);
}

/** Rounded to what people would say; at least one. */
export function minutesOf(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

/** `0:09`, `4:30`, `1:02:05`: digits that can be watched running down. */
export function countdownTime(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
