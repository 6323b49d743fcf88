/** Where something stands in a file. Both count from 1; columns count characters. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** JSON with the place of everything in it, or the first thing that is no JSON. */
export type ReadJson =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Of a member's name; of the value where it has none. @param path as in zod's issues */
      placeOf(path: readonly PropertyKey[]): Place;
    }
  | { readonly ok: false; readonly place: Place; readonly sentence: string };

/** Nothing that people write lies deeper; and a file cannot exhaust the stack. */
const DEEPEST = 16;

/** Ends the reading; never leaves this file. */
class Misread {
  readonly at: number;
  readonly sentence: string;

  constructor(at: number, sentence: string) {
    this.at = at;
    this.sentence = sentence;
  }
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![0-9A-Za-z_.+-])/y;

/** Reads strict JSON (RFC 8259) and remembers where everything stood; of two members of one name neither is taken. */
export function readJson(text: string): ReadJson {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return { ok: true, value, placeOf: (path) => placeIn(text, reader.offsetOf(path)) };
  } catch (thrown) {
    if (!(thrown instanceof Misread)) throw thrown;
    return { ok: false, place: placeIn(text, thrown.at), sentence: thrown.sentence };
  }
}

function placeIn(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(start)].length + 1 };
}

const pointer = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

class Reader {
  readonly #text: string;
  readonly #offsets = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value([]);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#misread('Nothing may follow after the closing brace.');
    return value;
  }

  /** The nearest that was remembered: a member that is missing stands where its object does. */
  offsetOf(path: readonly PropertyKey[]): number {
    const found = this.#offsets.get(pointer(path));
    return found ?? (path.length === 0 ? 0 : this.offsetOf(path.slice(0, -1)));
  }

  #value(path: readonly PropertyKey[]): unknown {
    this.#skip();
    if (path.length > DEEPEST) throw this.#misread(`Nothing here goes deeper than ${DEEPEST} levels.`);
    const key = pointer(path);
    if (!this.#offsets.has(key)) this.#offsets.set(key, this.#at);
    const next = this.#text[this.#at];
    if (next === '{') return this.#object(path);
    if (next === '[') return this.#list(path);
    return JSON.parse(this.#take(next === '"' ? STRING : SCALAR) ?? this.#unreadable());
  }

  #object(path: readonly PropertyKey[]): Record<string, unknown> {
    this.#at += 1;
    const members: [string, unknown][] = [];
    if (this.#ends('}')) return {};
    do {
      this.#skip();
      const start = this.#at;
      const name = this.#name();
      const here = [...path, name];
      if (this.#offsets.has(pointer(here))) {
        throw new Misread(start, `“${name}” stands here twice.`);
      }
      this.#offsets.set(pointer(here), start);
      this.#skip();
      this.#expect(':', `After “${name}” comes a colon.`);
      members.push([name, this.#value(here)]);
    } while (this.#goesOn('}', 'name'));
    return Object.fromEntries(members);
  }

  #list(path: readonly PropertyKey[]): unknown[] {
    this.#at += 1;
    const values: unknown[] = [];
    if (this.#ends(']')) return values;
    do values.push(this.#value([...path, values.length]));
    while (this.#goesOn(']', 'value'));
    return values;
  }

  #name(): string {
    const name = this.#take(STRING);
    if (name === undefined) throw this.#misread('A name in double quotes has to stand here.');
    return JSON.parse(name) as string;
  }

  #goesOn(closing: string, what: string): boolean {
    if (this.#ends(closing)) return false;
    this.#expect(',', `A comma or “${closing}” has to stand here.`);
    this.#skip();
    if (this.#text[this.#at] === closing) throw this.#misread(`After a comma comes another ${what}.`);
    return true;
  }

  #ends(closing: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== closing) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string, sentence: string): void {
    if (this.#text[this.#at] !== sign) throw this.#misread(sentence);
    this.#at += 1;
  }

  #take(what: RegExp): string | undefined {
    what.lastIndex = this.#at;
    const [found] = what.exec(this.#text) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(): void {
    this.#take(SPACE);
  }

  #unreadable(): never {
    const next = this.#text.slice(this.#at, this.#at + 2);
    if (next === '') throw this.#misread('The file ends too early: a brace or a bracket is still open.');
    if (next === '//' || next === '/*' || next.startsWith('#')) throw this.#misread('JSON has no comments.');
    if (next.startsWith("'")) throw this.#misread('Text stands in double quotes.');
    throw this.#misread(
      'This is no value: text stands in double quotes, and \\ before a sign that is not meant.',
    );
  }

  #misread(sentence: string): Misread {
    return new Misread(this.#at, sentence);
  }
}
