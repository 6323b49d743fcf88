/** Text and what is selected in it: offsets in UTF-16 units, as fields count; both the same where there is only a caret. */
export interface Entry {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** How many units of `text` go into `room` without cutting a character in two. */
function fitting(text: string, room: number): string {
  let fits = '';
  for (const character of text) {
    if (fits.length + character.length > room) break;
    fits += character;
  }
  return fits;
}

/**
 * What a key writes takes the place of what is selected. A field that is full takes nothing more, as it does from keys of
 * plastic. Pure.
 * @param maxLength in UTF-16 units, as the attribute counts; negative: no limit
 */
export function insertText({ value, start, end }: Entry, text: string, maxLength: number): Entry {
  const room = maxLength < 0 ? text.length : Math.max(0, maxLength - (value.length - (end - start)));
  const taken = fitting(text, room);
  if (taken === '') return { value, start, end };
  const caret = start + taken.length;
  return { value: value.slice(0, start) + taken + value.slice(end), start: caret, end: caret };
}

/** Takes away what is selected, or the character before the caret. Pure. */
export function eraseText({ value, start, end }: Entry): Entry {
  const before = [...value.slice(0, start)];
  const from = start === end ? start - (before.at(-1)?.length ?? 0) : start;
  return { value: value.slice(0, from) + value.slice(end), start: from, end: from };
}
