import { type Entry, eraseText, insertText } from './edit-text.ts';

/** Where the caret is; at the end of what was never entered. */
function entryOf(input: HTMLInputElement, entered: boolean): Entry {
  const { value, selectionStart, selectionEnd } = input;
  const end = value.length;
  return entered
    ? { value, start: selectionStart ?? end, end: selectionEnd ?? end }
    : { value, start: end, end };
}

/**
 * Puts an edit into a field by the way of a key that was typed: its value, its caret and the event of it, so that whatever
 * listens to the field (React's state, groups of a pass, the judge of a PIN) cannot tell the difference.
 */
function put(input: HTMLInputElement, { value, start }: Entry, inputType: string): void {
  // The prototype's setter: React lays its own over each field, and takes what comes through that one for its own doing.
  Reflect.set(HTMLInputElement.prototype, 'value', value, input);
  input.setSelectionRange(start, start);
  // Without `data`: what was typed is in the field and nowhere else.
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType }));
}

/** @param entered whether it had the focus before, so that its caret is where somebody put it */
export function writeInto(input: HTMLInputElement, entered: boolean, text: string): void {
  if (input.readOnly || input.disabled) return;
  const before = entryOf(input, entered);
  const after = insertText(before, text, input.maxLength);
  if (after.value !== before.value || after.start !== before.start) put(input, after, 'insertText');
}

export function eraseFrom(input: HTMLInputElement, entered: boolean): void {
  if (input.readOnly || input.disabled) return;
  const before = entryOf(input, entered);
  const after = eraseText(before);
  if (after.value !== before.value) put(input, after, 'deleteContentBackward');
}
