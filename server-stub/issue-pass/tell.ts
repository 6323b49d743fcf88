import { writeScan } from '../../electron/contract/pass-entry/scan.ts';
import type { PassOrder } from './read-arguments.ts';
import type { IssuedPass } from './request-pass.ts';

const MINUTE = 60_000;

/** How times are shown; `now` in milliseconds since 1970. */
export interface Telling {
  readonly now: number;
  /** IANA name; the machine's own without it. */
  readonly timeZone?: string;
}

/** The end of a pass, in milliseconds since 1970. */
export function endOf(pass: IssuedPass): number {
  return Date.parse(pass.startDateTime) + pass.lifetimeInMinutes * MINUTE;
}

/** The pass for a person: itself first, then whose it is, from when, until when, how often. */
export function tellPass(pass: IssuedPass, order: PassOrder, telling: Telling): string {
  const { format } = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    // Whoever reads the pass out may sit in another time zone than whoever hears it.
    timeZoneName: 'short',
    ...(telling.timeZone === undefined ? {} : { timeZone: telling.timeZone }),
  });
  const start = Date.parse(pass.startDateTime);
  const later = start > telling.now + MINUTE;
  const how = pass.isUsableOnce
    ? 'once: setting up one device uses it up, a failed try does not'
    : 'as often as needed until it ends';
  return [
    '',
    `    ${pass.temporaryAccessPass}`,
    '',
    `  Temporary Access Pass for ${order.user}`,
    `  good from   ${later ? format(start) : 'now'}`,
    `  good until  ${format(endOf(pass))} (${pass.lifetimeInMinutes} minutes)`,
    `  good        ${how}`,
    '',
    '  It is shown here once and is kept nowhere. A new pass for the same person replaces it.',
    '',
  ].join('\n');
}

/** The same as one line of JSON. */
export function passEvent(pass: IssuedPass, order: PassOrder): Record<string, unknown> {
  return {
    event: 'pass_issued',
    user: order.user,
    id: pass.id,
    temporaryAccessPass: pass.temporaryAccessPass,
    scan: writeScan(pass.temporaryAccessPass, order.user.includes('@') ? order.user : null),
    startDateTime: pass.startDateTime,
    endDateTime: new Date(endOf(pass)).toISOString(),
    lifetimeInMinutes: pass.lifetimeInMinutes,
    isUsableOnce: pass.isUsableOnce,
  };
}
