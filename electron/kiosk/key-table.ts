type Held<Name extends string, Rest extends string> = `${Name}` | `${Name}+${Rest}`;

/** Modifiers that are held together, always in this order; `''` is none. */
export type Modifiers =
  | ''
  | 'Shift'
  | Held<'Meta', 'Shift'>
  | Held<'Alt', 'Shift' | Held<'Meta', 'Shift'>>
  | Held<'Control', 'Shift' | Held<'Meta', 'Shift'> | Held<'Alt', 'Shift' | Held<'Meta', 'Shift'>>>;

export type Platforms = 'everywhere' | 'macOS' | 'Windows and Linux';

/** Keys that may reach the page, with which modifiers, where, and why. */
export interface KeyRow {
  /** Names as in UI Events KeyboardEvent key Values, letters in lower case; or a kind of key. */
  readonly keys: readonly string[] | 'characters' | 'third-level characters';
  /** Exactly these sets of held modifiers; `any` for keys that are modifiers themselves. */
  readonly modifiers: readonly Modifiers[] | 'any';
  readonly on: Platforms;
  readonly why: string;
}

/**
 * Every key that the page may hear. What no row names is refused, on every platform.
 * https://www.w3.org/TR/uievents-key/
 */
export const ALLOWED_KEYS: readonly KeyRow[] = [
  {
    keys: ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn', 'FnLock'],
    modifiers: 'any',
    on: 'everywhere',
    why: 'a modifier does nothing by itself; the chord that follows is judged on its own',
  },
  {
    keys: 'characters',
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'typing, in every script',
  },
  {
    keys: 'third-level characters',
    modifiers: ['Control+Alt', 'Control+Alt+Shift'],
    on: 'Windows and Linux',
    why: 'AltGr: @ on a German keyboard, and every address has one',
  },
  {
    keys: 'third-level characters',
    modifiers: ['Alt', 'Alt+Shift'],
    on: 'macOS',
    why: 'Option: the same on a Mac',
  },
  {
    keys: ['Tab', 'Enter', 'Backspace', 'Delete', 'Insert'],
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'going from field to field, pressing buttons, correcting; with Shift also cut and paste of old',
  },
  {
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'moving, and selecting with Shift',
  },
  {
    keys: ['Escape'],
    modifiers: [''],
    on: 'everywhere',
    why: 'leaves a list or a composition; with Shift it would be Chromium’s task manager',
  },
  {
    keys: ['Dead', 'Compose', 'Process', 'Unidentified', 'ModeChange', 'AllCandidates', 'PreviousCandidate'],
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'accents and input methods; an input method reports Process or Unidentified for what it takes',
  },
  {
    keys: ['Convert', 'NonConvert', 'KanaMode', 'KanjiMode', 'Eisu', 'Hankaku', 'Zenkaku', 'ZenkakuHankaku'],
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'Japanese',
  },
  {
    keys: ['Hiragana', 'Katakana', 'HiraganaKatakana', 'Romaji', 'Alphanumeric'],
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'Japanese',
  },
  {
    keys: ['HangulMode', 'HanjaMode', 'JunjaMode', 'FinalMode', 'CodeInput'],
    modifiers: ['', 'Shift'],
    on: 'everywhere',
    why: 'Korean and Chinese',
  },
  {
    keys: ['a', 'c', 'x', 'v', 'y', 'z'],
    modifiers: ['Control'],
    on: 'Windows and Linux',
    why: 'select all, copy, cut, paste, redo, undo',
  },
  {
    keys: ['a', 'c', 'x', 'v', 'y', 'z'],
    modifiers: ['Meta'],
    on: 'macOS',
    why: 'select all, copy, cut, paste, redo, undo',
  },
  {
    keys: ['z'],
    modifiers: ['Control+Shift'],
    on: 'Windows and Linux',
    why: 'redo; no other letter with Control and Shift, because C is the inspector',
  },
  { keys: ['z'], modifiers: ['Meta+Shift'], on: 'macOS', why: 'redo' },
  {
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Backspace', 'Delete'],
    modifiers: ['Control', 'Control+Shift'],
    on: 'Windows and Linux',
    why: 'moving, selecting and deleting by words; the same with Alt would be "back"',
  },
  {
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Backspace', 'Delete'],
    modifiers: ['Meta', 'Meta+Shift', 'Alt', 'Alt+Shift'],
    on: 'macOS',
    why: 'moving, selecting and deleting by lines and words',
  },
];
