import type { View } from '../contract/view.ts';

/**
 * Which host is this? Electron says so in `process.versions`. Anything else that runs `main.ts` is the preview, whose
 * authenticator may be Chromium's virtual one; both facts are shown on every screen.
 */
export function kioskHost(
  versions: Readonly<Record<string, string | undefined>>,
  env: Readonly<Record<string, string | undefined>>,
): View['host'] {
  if (versions.electron !== undefined) return { name: 'electron', virtualAuthenticator: false };
  return { name: 'preview', virtualAuthenticator: env.LATCHKEY_PREVIEW_AUTHENTICATOR === 'virtual' };
}
