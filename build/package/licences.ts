import type { LockFile } from './packages.ts';

/** Licences under which something may ship with Latchkey. All of them ask for their text to be passed on, and no more. */
export const ALLOWED_LICENCES: readonly { readonly id: string; readonly why: string }[] = [
  { id: 'MIT', why: 'permissive' },
  { id: 'ISC', why: 'permissive' },
  { id: '0BSD', why: 'permissive, asks for nothing' },
  { id: 'BSD-2-Clause', why: 'permissive' },
  { id: 'BSD-3-Clause', why: 'permissive' },
  { id: 'Apache-2.0', why: 'permissive, with a patent grant' },
  { id: 'BlueOak-1.0.0', why: 'permissive' },
  { id: 'CC0-1.0', why: 'public domain' },
  { id: 'OFL-1.1', why: 'fonts may be shipped with software, under their own name' },
];

/** Does an SPDX expression leave a choice that is allowed? `A OR B` does when one does, `A AND B` when both do. */
export function isAllowedLicence(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, '$1');
  // A bracket that is left is an expression that nobody has needed yet: refused, and somebody looks.
  if (/[()]/.test(inner)) return false;
  return inner
    .split(' OR ')
    .some((choice) =>
      choice.split(' AND ').every((id) => ALLOWED_LICENCES.some((row) => row.id === id.trim())),
    );
}

/** Production packages whose licence is not on the list, as `folder: licence`. */
export function refusedLicences(lock: LockFile): string[] {
  return Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== '' && entry.dev !== true)
    .filter(([, entry]) => !isAllowedLicence(entry.license ?? ''))
    .map(([folder, entry]) => `${folder}: ${entry.license ?? 'none named'}`);
}
