import { createHash } from 'node:crypto';

/** What firmware says where nobody filled in a serial number. Compared without case and outer white space. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'to be filled by o.e.m.',
  'to be filled by o.e.m',
  'default string',
  'system serial number',
  'system product name',
  'system manufacturer',
  'chassis serial number',
  'serial number',
  'not specified',
  'not applicable',
  'not available',
  'unknown',
  'none',
  'null',
  'n/a',
  'na',
  'oem',
  'o.e.m.',
  'invalid',
  'empty',
  'undefined',
  '123456789',
  '0123456789',
  'xxxxxxxx',
]);

/** A firmware text as it may be shown and sent: one line of at most 128 characters, or `null` where it says nothing. */
export function readFirmwareText(raw: string | null | undefined): string | null {
  // Firmware strings do contain control characters, and the wire refuses them.
  const text = (raw ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 128);
  if (text === '' || PLACEHOLDERS.has(text.toLowerCase())) return null;
  // "00000000", "........", "FFFFFFFF": one character over and over is nobody's serial number.
  if (/^(.)\1*$/.test(text)) return null;
  return text;
}

/**
 * Stands in for a serial number where the firmware has none or only root may read it: the same every time on this device,
 * different on every other, and visibly not a manufacturer's.
 *
 * @param keyThumbprint RFC 7638 thumbprint of the device key
 */
export function serialFromKey(keyThumbprint: string): string {
  return `LK-${createHash('sha256').update(`serial:${keyThumbprint}`).digest('hex').slice(0, 8).toUpperCase()}`;
}
