/**
 * A value that must not be seen: a pass, a password, a PIN, a token.
 *
 * Every way in which JavaScript turns a value into text by itself (template, JSON, console, error cause)
 * gives `[secret]`. Reading it takes the word `reveal()`, which is easy to search for in review.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it at the last moment, and give the result to nothing that keeps it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
