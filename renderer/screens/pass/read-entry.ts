import {
  type PassFault,
  type PassReading,
  readPass,
} from '../../../electron/contract/pass-entry/read-pass.ts';

/** What is wrong with what was entered; `other`: it is somebody else's. */
export type EntryFault = PassFault | 'other';

export interface Fault {
  readonly fault: EntryFault;
  /** Whose it is; with `other` only. */
  readonly theirs: string;
}

export type Entry = { readonly ok: true; readonly pass: string } | ({ readonly ok: false } & Fault);

/** Reads what is in the field for this person. Pure. */
export function readEntry(text: string, userPrincipalName: string): Entry {
  return entryOf(readPass(text), userPrincipalName);
}

export function entryOf(reading: PassReading, userPrincipalName: string): Entry {
  if (!reading.ok) return { ok: false, fault: reading.fault, theirs: '' };
  const { pass, userPrincipalName: named } = reading;
  if (named === null || named === userPrincipalName.toLowerCase()) return { ok: true, pass };
  return { ok: false, fault: 'other', theirs: named };
}
