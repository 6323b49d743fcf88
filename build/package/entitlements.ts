import { APP_ID } from './config.ts';

/** Keychain group of Touch ID's keys. Machine policy names the same one in `LATCHKEY_KEYCHAIN_GROUP`. */
export function keychainGroup(teamId: string): string {
  if (!/^[A-Z0-9]{10}$/.test(teamId)) throw new TypeError('APPLE_TEAM_ID has ten capital letters and digits');
  return `${teamId}.${APP_ID}.webauthn`;
}

/**
 * Entitlements of a signed build: those of `build/entitlements/mac.plist`, and the team's keychain group. macOS kills an app
 * that claims a group which its provisioning profile does not grant, so an unsigned one must not have it.
 * https://www.electronjs.org/docs/latest/api/app#appconfigurewebauthnoptions-macos
 */
export function signedEntitlements(plist: string, teamId: string): string {
  const end = plist.lastIndexOf('</dict>');
  const group = `  <key>keychain-access-groups</key>\n  <array>\n    <string>${keychainGroup(teamId)}</string>\n  </array>\n`;
  return `${plist.slice(0, end)}${group}${plist.slice(end)}`;
}
