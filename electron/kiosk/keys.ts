import type { App, Input } from 'electron';
import { ALLOWED_KEYS, type KeyRow, type Modifiers, type Platforms } from './key-table.ts';

/** What the rule looks at in Electron's `Input`. */
export type KeyInput = Pick<Input, 'key' | 'shift' | 'control' | 'alt' | 'meta'>;

/** The modifiers that are held, in the one spelling that the table uses. */
export function modifiersOf(input: Omit<KeyInput, 'key'>): Modifiers {
  const held = [input.control && 'Control', input.alt && 'Alt', input.meta && 'Meta', input.shift && 'Shift'];
  return held.filter(Boolean).join('+') as Modifiers;
}

function isOneCharacter(key: string): boolean {
  return [...key].length === 1;
}

/**
 * A character that needs the third level of the keyboard: `@` on a German one, `ł` on a Polish one. Windows reports
 * AltGr as Control and Alt together, macOS reports Option as Alt. A letter or digit of ASCII is not such a character
 * but a shortcut (Control+Alt+T opens a terminal on many Linux desktops).
 */
function isThirdLevelCharacter(key: string): boolean {
  return isOneCharacter(key) && !/^[a-z0-9 ]$/i.test(key);
}

function hasKey(row: KeyRow, key: string): boolean {
  if (row.keys === 'characters') return isOneCharacter(key);
  if (row.keys === 'third-level characters') return isThirdLevelCharacter(key);
  // Caps Lock makes `A` of Control+a; the chord is the same.
  return row.keys.includes(isOneCharacter(key) ? key.toLowerCase() : key);
}

function isOn(platforms: Platforms, platform: NodeJS.Platform): boolean {
  return platforms === 'everywhere' || (platforms === 'macOS') === (platform === 'darwin');
}

/**
 * May this key reach the page? Only what a row of the table allows: what types, moves or edits. Every other chord, every
 * function key and every media or browser key may not. Electron sees only keys that the OS gives to the window: Alt+Tab,
 * the Windows key and Ctrl+Alt+Del are the session's business (rule 10).
 */
export function isAllowedKey(input: KeyInput, platform: NodeJS.Platform): boolean {
  const held = modifiersOf(input);
  return ALLOWED_KEYS.some(
    (row) =>
      isOn(row.on, platform) &&
      (row.modifiers === 'any' || row.modifiers.includes(held)) &&
      hasKey(row, input.key),
  );
}

/** A mouse button that may press, and why. */
export const ALLOWED_BUTTONS: readonly { readonly button: string; readonly why: string }[] = [
  { button: 'left', why: 'presses buttons' },
  { button: 'right', why: 'does nothing here, and is the left one of left-handed people on some systems' },
];

/** What the rule looks at in Electron's `MouseInputEvent`. */
export interface MouseInput {
  readonly type: string;
  readonly button?: string;
  readonly modifiers?: readonly string[];
}

/** Modifiers with which a wheel zooms or goes back instead of scrolling. */
const WHEEL_CHORDS: readonly string[] = ['control', 'ctrl', 'alt', 'meta', 'command', 'cmd', 'shift'];

/**
 * May this mouse event reach the page? Movement and the wheel may; presses only of the buttons above (the middle one
 * opens links in tabs, the side ones go back and forward); no wheel together with a modifier.
 */
export function isAllowedMouse(mouse: MouseInput): boolean {
  if (mouse.type === 'mouseWheel') return !mouse.modifiers?.some((name) => WHEEL_CHORDS.includes(name));
  const press = mouse.type === 'mouseDown' || mouse.type === 'mouseUp';
  return (
    !press || mouse.button === undefined || ALLOWED_BUTTONS.some(({ button }) => button === mouse.button)
  );
}

/** Judges every key and mouse button before the page sees it, on every page that this app makes. */
export function installKeys({ app, platform }: { app: Pick<App, 'on'>; platform: NodeJS.Platform }): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('before-input-event', (event, input) => {
      if (!isAllowedKey(input, platform)) event.preventDefault();
    });
    contents.on('before-mouse-event', (event, mouse) => {
      if (!isAllowedMouse(mouse)) event.preventDefault();
    });
  });
}
