/** What JSON can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/**
 * JSON in the one spelling that everybody who hashes it agrees on: members sorted by UTF-16 code units, no white space,
 * numbers and text as ECMAScript writes them (RFC 8785). Members that are `undefined` are left out, as in `JSON.stringify`.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const members = value as { readonly [name: string]: Json | undefined };
  const written = Object.keys(members)
    .toSorted()
    .flatMap((name) => {
      const member = members[name];
      return member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`];
    });
  return `{${written.join(',')}}`;
}
