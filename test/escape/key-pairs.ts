import type { KeyInput } from '../../electron/kiosk/keys.ts';
import { isAllowedKey } from '../../electron/kiosk/keys.ts';
import { MODIFIER_SETS } from '../electron/kiosk/every-key.ts';

/** DOM key -> X11 keysym, for the keys that a browser or a desktop acts on. */
const KEYSYMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz0123456789'].map((key) => [key, key])),
  ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`F${index + 1}`, `F${index + 1}`])),
  '+': 'plus',
  '-': 'minus',
  '=': 'equal',
  ',': 'comma',
  Tab: 'Tab',
  Escape: 'Escape',
  Enter: 'Return',
  Backspace: 'BackSpace',
  Delete: 'Delete',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  ContextMenu: 'Menu',
  PrintScreen: 'Print',
  BrowserBack: 'XF86Back',
  BrowserForward: 'XF86Forward',
  BrowserHome: 'XF86HomePage',
  BrowserRefresh: 'XF86Refresh',
  LaunchMail: 'XF86Mail',
  Help: 'Help',
};

/** Chords that end or leave the X session by themselves: the display of the test would go with them. */
const NOT_OURS = /^(control\+alt|alt)\+?(Delete|Backspace|F\d+)/i;

/** Every chord of these keys that the policy refuses on Linux. */
export function chordsToInject(): KeyInput[] {
  return Object.keys(KEYSYMS)
    .flatMap((key) => MODIFIER_SETS.map((held) => ({ key, ...held })))
    .filter((chord) => !isAllowedKey(chord, 'linux') && !NOT_OURS.test(toXdotool(chord)));
}

/** `control+shift+i`, as xdotool writes it. */
export function toXdotool({ key, control, alt, meta, shift }: KeyInput): string {
  const held = [control && 'ctrl', alt && 'alt', meta && 'super', shift && 'shift'].filter(Boolean);
  return [...held, KEYSYMS[key]].join('+');
}
