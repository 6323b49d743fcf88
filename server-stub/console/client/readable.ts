/** Characters that turn the rest of a line around (UAX 9: embeddings, overrides, isolates), and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const TURNING = /[\u202A-\u202E\u2066-\u2069\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/**
 * What the directory answered, with names as they can be shown: somebody chose them, and a name that turns a line around
 * could make “Switch off the account of …” say something else. Such a character is seen as �.
 */
export function readAnswer<T>(text: string): T {
  return JSON.parse(text, (_name, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(TURNING, '\uFFFD') : value,
  ) as T;
}
