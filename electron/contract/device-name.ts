/** The NetBIOS limit: longer computer names are cut by Windows, and then two devices share one. */
export const LONGEST_DEVICE_NAME = 15;

/**
 * Names that Windows keeps for itself or that networks use for others. Those with a space in them are not listed: a space is no
 * character of a name. https://learn.microsoft.com/troubleshoot/windows-server/active-directory/naming-conventions-for-computer-domain-site-ou
 */
const KEPT: ReadonlySet<string> = new Set([
  ...['anonymous', 'batch', 'builtin', 'dialup', 'domain', 'enterprise', 'interactive', 'internet', 'local'],
  ...['network', 'null', 'proxy', 'restricted', 'self', 'server', 'service', 'system', 'users', 'world'],
  ...['localhost', 'gateway', 'gw', 'tac'],
]);

/** What is wrong with a name, for the sentence under the field. */
export type DeviceNameFault = 'missing' | 'too_long' | 'characters' | 'hyphen' | 'digits' | 'kept';

/** Judges a name that a person gives a laptop; `null`: it will do. Pure. */
export function judgeDeviceName(name: string): DeviceNameFault | null {
  if (name === '') return 'missing';
  if (!/^[A-Za-z0-9-]*$/.test(name)) return 'characters';
  if (name.length > LONGEST_DEVICE_NAME) return 'too_long';
  if (name.startsWith('-') || name.endsWith('-')) return 'hyphen';
  if (/^\d+$/.test(name)) return 'digits';
  return KEPT.has(name.toLowerCase()) ? 'kept' : null;
}
