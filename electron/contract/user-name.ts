/** Why something that was entered cannot be a user principal name. */
export type NameFault =
  | 'missing'
  | 'malformed'
  /** White space inside: leaving it out would be a guess. */
  | 'spaces'
  /** Invisible characters inside, or ones that turn the line around: what is read is not what would be sent. */
  | 'hidden'
  | 'characters'
  | 'long';

export type NameReading =
  | {
      readonly ok: true;
      readonly name: string;
      /** The part after the @ was left out, and the first domain was taken. */
      readonly completed: boolean;
      /** The name that was meant, perhaps: the company has no such domain. */
      readonly meant: string | null;
    }
  | { readonly ok: false; readonly fault: NameFault };

/** Entra: 64 characters before the @, 113 in all. */
const LONGEST = 113;
const LOCAL = /^[a-z0-9'._!#^~+-]{1,64}$/;
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Reads what somebody entered as their name. Capital letters, full-width forms, white space around it or around its
 * signs, full stops at the end, `mailto:` and `Amal <amal@…>` are how people and programs write the same name; anything
 * that would have to be guessed is refused with a reason. Pure.
 *
 * @param domains of the company, its own first
 */
export function readUserName(typed: string, domains: readonly string[]): NameReading {
  const bare = peel(typed);
  const fault = bare.length > 2 * LONGEST ? 'long' : /\p{C}/u.test(bare) ? 'hidden' : null;
  if (fault) return { ok: false, fault };
  const text = bare
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[。｡]/gu, '.')
    .replace(/\s*([@.])\s*/gu, '$1');
  const [local = '', ...rest] = text.replace(/\.+$/, '').split('@');
  const [first] = domains;
  const completed = rest.length === 0 && first !== undefined;
  const name = completed ? `${local}@${first}` : [local, ...rest].join('@');
  if (text === '') return { ok: false, fault: 'missing' };
  const wrong = faultOf(local, completed ? first : rest.join('@'), name);
  if (wrong) return { ok: false, fault: wrong };
  return { ok: true, name, completed, meant: meantBy(name, domains) };
}

/** What programs put around an address, and what nobody sees at its ends. */
function peel(typed: string): string {
  const [, inside = typed] = /<([^<>]*)>[\s\p{Cf}]*$/u.exec(typed) ?? [];
  return inside.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '').replace(/^mailto:/i, '');
}

function faultOf(local: string, domain: string | undefined, name: string): NameFault | null {
  if (/\s/u.test(name)) return 'spaces';
  if (local === '' || !domain || domain.includes('@')) return 'malformed';
  if (name.length > LONGEST) return 'long';
  if (!LOCAL.test(local)) return 'characters';
  return DOMAIN.test(domain) ? null : 'malformed';
}

/** The same person at the nearest domain of the company, where the domain is none of them. */
function meantBy(name: string, domains: readonly string[]): string | null {
  const [local = '', domain = ''] = name.split('@');
  const own = domains.map((each) => each.toLowerCase());
  if (own.length === 0 || own.includes(domain)) return null;
  const [nearest = ''] = own.toSorted((one, other) => distance(domain, one) - distance(domain, other));
  return `${local}@${nearest}`;
}

/** Levenshtein's: how many characters have to be put in, taken out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [at, character] of [...from].entries()) {
    const next = [at + 1];
    for (let index = 1; index <= to.length; index += 1) {
      const changed = (row[index - 1] ?? 0) + (to[index - 1] === character ? 0 : 1);
      next.push(Math.min(changed, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Ways to finish what is being typed: the domains that begin with what stands after the @, whole names. Pure. */
export function completionsOf(typed: string, domains: readonly string[]): readonly string[] {
  const [local = '', begun, ...more] = peel(typed).normalize('NFKC').toLowerCase().split('@');
  if (!LOCAL.test(local) || more.length > 0) return [];
  const fitting = domains.filter((domain) => domain.startsWith(begun ?? '') && domain !== begun);
  // Without an @ the only domain is taken by itself.
  return begun === undefined && domains.length < 2 ? [] : fitting.map((domain) => `${local}@${domain}`);
}
