/** What `submitAccount` takes (contract/commands.ts). */
const NAME = /^[^\s@]+@[^\s@]+$/;

/** People type what they say: only the part before the @. With one company there is one way to complete it. */
export function completeName(typed: string, domains: readonly string[]): string {
  const name = typed.trim().toLowerCase();
  const [domain] = domains;
  return name === '' || name.includes('@') || domain === undefined ? name : `${name}@${domain}`;
}

export type NameFault = 'missing' | 'malformed';

export function nameFault(name: string): NameFault | null {
  if (name === '') return 'missing';
  return NAME.test(name) && name.length <= 113 ? null : 'malformed';
}
