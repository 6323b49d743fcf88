import type { App, Input } from 'electron';

/** Keys that move or edit and can do nothing else when pressed alone or with Shift. */
const PLAIN_KEYS: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'Insert',
  ' ',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** Pressing a modifier does nothing by itself; the chord that follows is judged on its own. */
const MODIFIER_KEYS: ReadonlySet<string> = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'Fn',
  'FnLock',
]);

/** Keys of writing systems. Without them nobody types Japanese, Korean, Chinese, or an accent. */
const COMPOSING_KEYS: ReadonlySet<string> = new Set([
  'Dead',
  'Compose',
  'Process',
  'Unidentified',
  'Convert',
  'NonConvert',
  'KanaMode',
  'KanjiMode',
  'HangulMode',
  'HanjaMode',
  'Eisu',
  'Hankaku',
  'Zenkaku',
  'ZenkakuHankaku',
  'Hiragana',
  'Katakana',
  'HiraganaKatakana',
  'Romaji',
  'JunjaMode',
  'FinalMode',
  'ModeChange',
  'Alphanumeric',
  'AllCandidates',
  'PreviousCandidate',
  'CodeInput',
]);

/** Editing with the platform's main modifier: select all, copy, cut, paste, undo, redo. */
const EDITING_LETTERS: ReadonlySet<string> = new Set(['a', 'c', 'x', 'v', 'y', 'z']);

/** Moving and deleting by words and lines, with the main modifier. Alt and these keys is "back" on Windows and Linux. */
const EDITING_MOVES: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'Backspace',
  'Delete',
]);

/** What the rule looks at in Electron's `Input`. */
export type KeyInput = Pick<Input, 'key' | 'shift' | 'control' | 'alt' | 'meta'>;

function isOneCharacter(key: string): boolean {
  return [...key].length === 1;
}

/**
 * A character that needs the third level of the keyboard: `@` on a German one, `ł` on a Polish one. Windows reports
 * AltGr as Control and Alt together, macOS reports Option as Alt. A letter or digit of ASCII is not such a character
 * but a shortcut (Control+Alt+T opens a terminal on many Linux desktops).
 */
function isThirdLevelCharacter(input: KeyInput, platform: NodeJS.Platform): boolean {
  if (!isOneCharacter(input.key) || /^[a-z0-9 ]$/i.test(input.key) || input.meta) return false;
  return platform === 'darwin' ? input.alt && !input.control : input.alt && input.control;
}

function isEditingChord(input: KeyInput, platform: NodeJS.Platform): boolean {
  const mac = platform === 'darwin';
  const main = mac ? input.meta && !input.control : input.control && !input.meta;
  if (mac && input.alt && !input.meta && !input.control) return EDITING_MOVES.has(input.key);
  if (!main || input.alt) return false;
  const letter = input.key.toLowerCase();
  if (EDITING_LETTERS.has(letter)) {
    // Control+Shift+C opens the inspector; with Shift only redo is an editing chord.
    return !input.shift || letter === 'z';
  }
  return EDITING_MOVES.has(input.key);
}

/**
 * May this key reach the page? An allow-list: what types, moves or edits may; every other chord, every function key
 * and every media or browser key may not. Electron sees only keys that the OS gives to the window: Alt+Tab, the Windows
 * key and Ctrl+Alt+Del are the session's business (rule 10).
 */
export function isAllowedKey(input: KeyInput, platform: NodeJS.Platform): boolean {
  if (MODIFIER_KEYS.has(input.key)) return true;
  // Chromium's own task manager.
  if (input.key === 'Escape' && input.shift) return false;
  if (isThirdLevelCharacter(input, platform)) return true;
  if (input.control || input.alt || input.meta) return isEditingChord(input, platform);
  return isOneCharacter(input.key) || PLAIN_KEYS.has(input.key) || COMPOSING_KEYS.has(input.key);
}

/** Mouse buttons of a kiosk. The middle one opens links in tabs, the side ones go back and forward. */
const ALLOWED_BUTTONS: ReadonlySet<string> = new Set(['left', 'right']);

/** What the rule looks at in Electron's `MouseInputEvent`. */
export interface MouseInput {
  readonly type: string;
  readonly button?: string;
}

/** May this mouse event reach the page? Movement and the wheel may; presses only of the buttons above. */
export function isAllowedMouse(mouse: MouseInput): boolean {
  const press = mouse.type === 'mouseDown' || mouse.type === 'mouseUp';
  return !press || mouse.button === undefined || ALLOWED_BUTTONS.has(mouse.button);
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
