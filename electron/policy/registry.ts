import { MachinePolicy } from '../contract/machine-policy.ts';

/** Key of the registry, as Group Policy and Intune write it. */
export const REGISTRY_KEY = 'HKLM\\SOFTWARE\\Policies\\Latchkey';

const ROOTS = ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey', REGISTRY_KEY].map((key) =>
  key.toLowerCase(),
);

/** Members by their lower-case names: the registry does not care about case. */
const MEMBERS = new Map(Object.keys(MachinePolicy.shape).map((name) => [name.toLowerCase(), name]));
const INNER = new Map(
  [
    ...['require', 'forbid', 'kty', 'crv', 'x', 'y'],
    ...['displayName', 'accent', 'accentDark', 'night', 'logo', 'viewBox', 'paths'],
  ].map((name) => [name.toLowerCase(), name]),
);

/**
 * Reads what `reg query KEY /s` prints: a line with the whole key, then four spaces, name, four spaces, type, four spaces, value.
 * REG_SZ is text and REG_MULTI_SZ a list (its ends are printed as `\0`); a subkey is an object. Anything else is kept as the text
 * that it is, so that the schema refuses it by its name. Pure.
 */
export function parseRegQuery(output: string): Record<string, unknown> {
  const policy: Record<string, unknown> = {};
  let target: Record<string, unknown> | null = null;
  for (const line of output.split(/\r?\n/)) {
    if (/^HKEY_|^HKLM\\/i.test(line)) {
      target = objectOf(policy, line.trim());
      continue;
    }
    const [, name, type, value = ''] = /^ {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    if (target === null || name === undefined || type === undefined || name === '(Default)') continue;
    const names = target === policy ? MEMBERS : INNER;
    target[names.get(name.toLowerCase()) ?? name] = readValue(type, value);
  }
  return policy;
}

function objectOf(policy: Record<string, unknown>, key: string): Record<string, unknown> | null {
  const root = ROOTS.find((each) => key.toLowerCase() === each || key.toLowerCase().startsWith(`${each}\\`));
  if (root === undefined) return null;
  const [member = '', ...deeper] = key.slice(root.length + 1).split('\\');
  if (member === '') return policy;
  return deeper.reduce(
    (outer, below) => inside(outer, INNER.get(below.toLowerCase()) ?? below),
    inside(policy, MEMBERS.get(member.toLowerCase()) ?? member),
  );
}

/** The object of that name, which the keys before may have begun. */
function inside(outer: Record<string, unknown>, name: string): Record<string, unknown> {
  const found = Object.hasOwn(outer, name) ? outer[name] : undefined;
  if (typeof found === 'object' && found !== null && !Array.isArray(found))
    return found as Record<string, unknown>;
  const fresh: Record<string, unknown> = {};
  outer[name] = fresh;
  return fresh;
}

function readValue(type: string, value: string): unknown {
  if (type === 'REG_SZ') return value;
  if (type === 'REG_MULTI_SZ') return value.split('\\0').filter((each) => each !== '');
  return { unreadable: type };
}
