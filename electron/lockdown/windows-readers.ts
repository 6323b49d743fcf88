import { enforced, type Finding, missing, partial, reading } from './control.ts';

/** One value as `reg query KEY /v NAME` prints it; `null` where the text is no such answer. */
function registryValue(text: string, name: string): string | null {
  if (!/^HKEY_[A-Z_]+\\/m.test(text)) return null;
  for (const line of text.split(/\r?\n/)) {
    const [, found, kind, value] = /^ {4}(\S.*?) {4}(REG_(?:DWORD|SZ|EXPAND_SZ)) {4}(.*)$/.exec(line) ?? [];
    if (found?.toLowerCase() !== name.toLowerCase() || value === undefined) continue;
    if (kind !== 'REG_DWORD') return value;
    return /^0x[0-9a-f]{1,8}$/i.test(value) ? String(Number(value)) : null;
  }
  return null;
}

/** `reg query` ends with 1 where the value is not set, and Windows then does what it does by default. */
const NOT_SET = { failed: missing('not set') };

/** A policy that is a number: set to `wanted`, or open. */
export function readPolicy(name: string, wanted: number, seen: string) {
  return reading((text): Finding | null => {
    const value = registryValue(text, name);
    if (value === null || !/^\d+$/.test(value)) return null;
    return Number(value) === wanted ? enforced(seen) : missing(`${name} is ${value}`);
  }, NOT_SET);
}

/** Winlogon\Shell: Explorer, or what took its place. */
export const readWindowsShell = reading((text): Finding | null => {
  const shell = registryValue(text, 'Shell')?.trim().toLowerCase();
  if (!shell) return null;
  if (/explorer\.exe/.test(shell)) return missing('Explorer is the shell');
  return /latchkey/.test(shell)
    ? enforced('Latchkey is the shell')
    : partial('neither Explorer nor Latchkey');
});

/** StickyKeys\Flags: bit 4 is SKF_HOTKEYACTIVE (STICKYKEYS structure). */
export const readStickyKeys = reading((text): Finding | null => {
  const value = registryValue(text, 'Flags');
  if (value === null || !/^\d{1,6}$/.test(value)) return null;
  return (Number(value) & 4) === 0
    ? enforced('five times Shift does nothing')
    : missing('five times Shift asks');
}, NOT_SET);

/** `Get-CimInstance … WEKF_PredefinedKey | Select-Object Id, Enabled | ConvertTo-Json`: the keys that have to be blocked. */
const BLOCKED_KEYS = [
  'Alt+Tab',
  'Alt+F4',
  'Win+L',
  'Win+R',
  'Ctrl+Esc',
  'Ctrl+Alt+Del',
  'Shift+Ctrl+Esc',
] as const;

export const readKeyboardFilter = reading((text): Finding | null => {
  const rows = jsonRows(text);
  const on = new Set(
    rows.flatMap(({ Id, Enabled }) => (typeof Id === 'string' && Enabled === true ? [Id] : [])),
  );
  if (!rows.some(({ Id, Enabled }) => typeof Id === 'string' && typeof Enabled === 'boolean')) return null;
  const open = BLOCKED_KEYS.filter((key) => !on.has(key));
  if (open.length === 0) return enforced('the keys that lead out are blocked');
  return open.length < BLOCKED_KEYS.length
    ? partial(`open: ${open.join(', ')}`)
    : missing('no key is blocked');
});

function jsonRows(text: string): Record<string, unknown>[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return (Array.isArray(parsed) ? parsed : [parsed]).filter(
      (row) => typeof row === 'object' && row !== null,
    );
  } catch {
    return [];
  }
}

/** `powercfg /query SCHEME_CURRENT SUB_BUTTONS LIDACTION`: 0 is "do nothing". The words are translated, so the last two numbers count. */
export const readLid = reading((text): Finding | null => {
  if (!/\(GUID: |GUID:|LIDACTION/.test(text)) return null;
  const numbers = [...text.matchAll(/: (0x[0-9a-f]{8})\s*$/gim)].slice(-2).map(([, value]) => Number(value));
  if (numbers.length !== 2) return null;
  const open = numbers.filter((value) => value !== 0).length;
  if (open === 0) return enforced('the lid does nothing');
  return open === 1
    ? partial('only on battery, or only on mains')
    : missing('closing the lid ends the session');
});

/** `Confirm-SecureBootUEFI` */
export const readWindowsSecureBoot = reading((text): Finding | null => {
  if (/^True\s*$/.test(text)) return enforced('on');
  return /^False\s*$/.test(text) ? missing('off') : null;
});
