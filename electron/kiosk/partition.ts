/** Name of the window's session. Without the prefix `persist:` it lives in memory and leaves nothing on disk. */
export const KIOSK_PARTITION = 'latchkey';

/**
 * The one session. It lives in memory, except on a Mac with Touch ID configured: Electron keeps the secret that ties
 * Touch ID keys to a session in that session's own store, and a session in memory would orphan the key at each start
 * (`app.configureWebAuthn` in electron.d.ts 45). Nothing else is kept there: the page stores nothing.
 */
export function kioskPartition(platform: NodeJS.Platform, keychainGroup: string | null): string {
  return platform === 'darwin' && keychainGroup !== null ? `persist:${KIOSK_PARTITION}` : KIOSK_PARTITION;
}
