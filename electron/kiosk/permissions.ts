import type { Session } from 'electron';

/**
 * What a page may ask the browser for: nothing. Written as an allow-list, because the list of permissions grows
 * with every Chromium (43 names in Electron 45), and a deny-list would let each new one in.
 * WebAuthn is not among them: it is governed by origin and Permissions-Policy.
 */
export const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set<string>();

export function isAllowedPermission(permission: string): boolean {
  return ALLOWED_PERMISSIONS.has(permission);
}

/** The calls and events of a session that this file uses. */
export type PermissionSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'on'
>;

/**
 * Denies every permission. All handlers are needed: most web APIs check first and ask only when the check says no,
 * so one handler alone leaves a way (https://www.electronjs.org/docs/latest/api/session).
 */
export function installPermissions({ session }: { session: PermissionSession }): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    callback(isAllowedPermission(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  // Unhandled, some choosers take the first device that fits.
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
}

/** A kiosk saves no files: a download would be a way to plant one. */
export function installDownloads({ session }: { session: Pick<Session, 'on'> }): void {
  session.on('will-download', (event) => event.preventDefault());
}
