import { readScan, type Scan } from '../../electron/contract/pass-entry/scan.ts';
import type { Scanned } from './burst.ts';

/** What a burst of keys was: one of our codes, whole or not; or `null`: anything else that can be typed. */
export function judgeScan({ text, usual, control, tooLong }: Scanned): Scan | null {
  // A scanner that speaks another layout than this laptop turns our codes into other letters; the keys are the same.
  const readings = [readScan(text), readScan(usual)];
  const whole = readings.find((reading) => reading?.ok);
  if (tooLong) return { ok: false, fault: 'flood' };
  if (control) return { ok: false, fault: 'control' };
  return whole ?? readings.find((reading) => reading !== null) ?? null;
}
