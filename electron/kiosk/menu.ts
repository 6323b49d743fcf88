import type { Menu } from 'electron';

/**
 * Takes away the default menu and with it every accelerator it brings (reload, zoom, developer tools, quit). macOS loses
 * copy and paste along with the Edit menu, so there a menu with nothing else stays.
 */
export function installMenu({
  menu,
  platform,
}: {
  menu: Pick<typeof Menu, 'setApplicationMenu' | 'buildFromTemplate'>;
  platform: NodeJS.Platform;
}): void {
  const keep = platform === 'darwin' ? menu.buildFromTemplate([{ role: 'editMenu' }]) : null;
  menu.setApplicationMenu(keep);
}
