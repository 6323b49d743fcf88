import type { BrowserWindow } from 'electron';
import type { View } from '../contract/view.ts';

/** Is the person about to answer a window of the operating system? */
export function isCeremonyOnScreen({ screen: shown }: Pick<View, 'screen'>): boolean {
  if (shown.kind !== 'credential' && shown.kind !== 'proof') return false;
  return shown.phase === 'prompt' && shown.ceremony !== undefined;
}

/**
 * Keeps the window above everything, except while Hello or Touch ID asks: their prompt is a window of the system, and
 * under an always-on-top window it opens out of sight (keepassxreboot/keepassxc#11864). Gives back what to call with
 * every view.
 */
export function installTopmost({
  window,
}: {
  window: Pick<BrowserWindow, 'setAlwaysOnTop' | 'isDestroyed'>;
}): (view: Pick<View, 'screen'>) => void {
  let onTop = true;
  // Above the taskbar and the Dock; no effect on Wayland, where the compositor decides.
  window.setAlwaysOnTop(true, 'screen-saver');
  return (view) => {
    const wanted = !isCeremonyOnScreen(view);
    if (wanted === onTop || window.isDestroyed()) return;
    onTop = wanted;
    if (wanted) window.setAlwaysOnTop(true, 'screen-saver');
    else window.setAlwaysOnTop(false);
  };
}
