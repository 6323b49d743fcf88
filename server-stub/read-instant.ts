const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * A date, or a date and time, of ISO 8601 as milliseconds; without a zone it is UTC: Graph knows no other, and this machine's
 * zone is nobody's. `undefined` for anything else and for a day that the calendar does not have, of which JavaScript would
 * make one of the next month.
 */
export function readInstant(text: string): number | undefined {
  const [match, year, month, day, zone] = INSTANT.exec(text) ?? [];
  if (match === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const at = Date.parse(zone !== undefined || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}
