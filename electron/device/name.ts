import { createHash } from 'node:crypto';

/** The NetBIOS limit: longer computer names are cut by Windows, and then two devices share one. */
const MAX_LENGTH = 15;

/** What the template may draw on. */
export interface NameFacts {
  readonly serialNumber: string;
  readonly keyThumbprint: string;
}

/**
 * Device name from the profile's template: `%SERIAL%`, `%RAND:n%` (n digits) and plain text, as in Windows Autopilot.
 * "Random" digits come from the device key, so that the same device gets the same name each time it asks. The serial
 * number gives way first when the name is too long, and keeps its end, where serial numbers differ.
 *
 * @returns 1 to 15 of `[A-Za-z0-9-]`, no hyphen at either end, never digits alone (Windows refuses such a name)
 */
export function nameFromTemplate(template: string, facts: NameFacts): string {
  const parts = template.split(/(%SERIAL%|%RAND:\d{1,2}%)/i).map((part) => expand(part, facts));
  const fixed = parts.reduce((sum, part) => sum + (part.serial ? 0 : part.text.length), 0);
  const serials = parts.filter((part) => part.serial).length;
  const room = serials === 0 ? 0 : Math.max(0, Math.floor((MAX_LENGTH - fixed) / serials));
  const name = parts.map((part) => (part.serial ? trimHyphens(lastOf(part.text, room)) : part.text)).join('');
  return usable(trimHyphens(name.slice(0, MAX_LENGTH)), facts);
}

interface Part {
  readonly text: string;
  readonly serial: boolean;
}

function expand(part: string, facts: NameFacts): Part {
  if (/^%SERIAL%$/i.test(part)) return { text: plain(facts.serialNumber), serial: true };
  const digits = /^%RAND:(\d{1,2})%$/i.exec(part)?.[1];
  if (digits !== undefined) return { text: digitsFrom(facts.keyThumbprint, Number(digits)), serial: false };
  return { text: plain(part), serial: false };
}

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/g, '');
}

function lastOf(text: string, count: number): string {
  return count === 0 ? '' : text.slice(-count);
}

function digitsFrom(keyThumbprint: string, count: number): string {
  const length = Math.min(count, MAX_LENGTH);
  if (length === 0) return '';
  const number = BigInt(`0x${createHash('sha256').update(`name:${keyThumbprint}`).digest('hex')}`);
  return (number % 10n ** BigInt(length)).toString().padStart(length, '0');
}

function trimHyphens(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}

function usable(name: string, facts: NameFacts): string {
  if (name === '') return `LK-${digitsFrom(facts.keyThumbprint, 8)}`;
  if (/^\d+$/.test(name)) return trimHyphens(`LK-${lastOf(name, MAX_LENGTH - 3)}`);
  return name;
}
