import { enforced, type Finding, missing, partial, reading, unknown } from './control.ts';

/** Programs that show one window and nothing else. */
const KIOSK_COMPOSITORS: ReadonlySet<string> = new Set(['cage', 'ubuntu-frame', 'gamescope']);

/** Desktops and window managers with bindings, menus or a launcher of their own. */
const DESKTOPS: ReadonlySet<string> = new Set([
  'gnome-shell',
  'plasmashell',
  'kwin_wayland',
  'kwin_x11',
  'cinnamon',
  'mate-panel',
  'xfce4-panel',
  'xfwm4',
  'lxqt-panel',
  'budgie-panel',
  'cosmic-comp',
  'sway',
  'labwc',
  'weston',
  'openbox',
  'i3',
]);

const NOTIFIERS: ReadonlySet<string> = new Set([
  'dunst',
  'mako',
  'swaync',
  'xfce4-notifyd',
  'notification-daem',
  'notify-osd',
  'gnome-shell',
  'plasmashell',
]);

/** Command lines as `ps -eo args=` prints them. Without the first process (always there) it is no such list. */
function commandLines(text: string): readonly string[][] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([program]) => program);
  const isList = lines.some(([program, ...rest]) => nameOf(program) === 'ps' && rest.includes('args='));
  return isList ? lines : null;
}

function nameOf(program: string | undefined): string {
  return (program ?? '').split('/').at(-1) ?? '';
}

function running(lines: readonly string[][], names: ReadonlySet<string>): string[] {
  return [...new Set(lines.map(([program]) => nameOf(program)).filter((name) => names.has(name)))];
}

const NEITHER = unknown('neither a kiosk nor a desktop that is known here is running');

/** What the session runs beside this program. */
export const readShell = reading((text): Finding | null => {
  const lines = commandLines(text);
  if (!lines) return null;
  const [desktop] = running(lines, DESKTOPS);
  if (desktop) return missing(`${desktop} is running`);
  const [compositor] = running(lines, KIOSK_COMPOSITORS);
  return compositor ? enforced(`${compositor} is running, and no desktop`) : NEITHER;
});

/** cage switches virtual terminals only with `-s` (cage(1)). */
export const readVtSwitching = reading((text): Finding | null => {
  const lines = commandLines(text);
  if (!lines) return null;
  const [desktop] = running(lines, DESKTOPS);
  if (desktop) return missing(`${desktop} switches terminals`);
  const cage = lines.find(([program]) => nameOf(program) === 'cage');
  if (!cage) return NEITHER;
  const end = cage.indexOf('--');
  const options = cage.slice(1, end === -1 ? undefined : end).filter((word) => /^-[a-z]*s/.test(word));
  if (options.length > 0) return missing('cage runs with -s');
  return end === -1 ? partial('cage runs, its options end unclearly') : enforced('cage runs without -s');
});

export const readNotifications = reading((text): Finding | null => {
  const lines = commandLines(text);
  if (!lines) return null;
  const [notifier] = running(lines, NOTIFIERS);
  if (notifier) return missing(`${notifier} shows notifications`);
  return running(lines, KIOSK_COMPOSITORS).length > 0
    ? enforced('nothing that shows them is running')
    : NEITHER;
});
