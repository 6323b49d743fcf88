/** Nothing that is asked for here nests deeper than a dozen; what does is there to exhaust the stack of whoever walks it. */
export const DEEPEST = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: readonly number[] = [0x5b, 0x7b];
const CLOSING: readonly number[] = [0x5d, 0x7d];

/** Does this JSON text nest deeper than `DEEPEST`? Looks at brackets outside of strings and nothing else. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (OPENING.includes(code)) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (CLOSING.includes(code)) depth -= 1;
  }
  return false;
}
