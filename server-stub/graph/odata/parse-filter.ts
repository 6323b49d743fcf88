import { Refusal } from '../../../electron/contract/refusal.ts';
import { type Literal, type Token, tokenize } from './tokens.ts';

/** How deep parentheses and `not` may nest: the reader recurses, and a caller chooses its depth. */
const DEEPEST = 8;

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A condition. `property` is a path such as `status/errorCode`. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly [Filter, Filter] }
  | { readonly kind: 'not'; readonly part: Filter }
  | {
      readonly kind: 'compare';
      readonly property: string;
      readonly operator: Comparison;
      readonly value: Literal;
    }
  | { readonly kind: 'startsWith'; readonly property: string; readonly value: string };

/**
 * Reads a `$filter`: comparisons of a property with a literal, `startsWith`, `and`, `or`, `not`, parentheses.
 *
 * @param properties paths that may be asked for; any other is refused, so that a misspelt filter never means "everything".
 * @throws Refusal `request_malformed` for everything else, `any` and the other functions included.
 */
export function parseFilter(text: string, properties: readonly string[]): Filter {
  const reader = new Reader(tokenize(text), properties);
  const filter = reader.or(0);
  reader.end();
  return filter;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #properties: readonly string[];
  #at = 0;

  constructor(tokens: readonly Token[], properties: readonly string[]) {
    this.#tokens = tokens;
    this.#properties = properties;
  }

  /** `or` binds weakest, then `and`, then `not` (OData 4.01 URL conventions, 5.1.1.17). */
  or(depth: number): Filter {
    let left = this.#and(depth);
    while (this.#word('or')) left = { kind: 'or', parts: [left, this.#and(depth)] };
    return left;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#refuse();
  }

  #and(depth: number): Filter {
    let left = this.#not(depth);
    while (this.#word('and')) left = { kind: 'and', parts: [left, this.#not(depth)] };
    return left;
  }

  #not(depth: number): Filter {
    if (depth > DEEPEST) throw new Refusal('request_malformed', { detail: '$filter nests too deep' });
    if (this.#word('not')) return { kind: 'not', part: this.#not(depth + 1) };
    if (this.#mark('(')) {
      const inner = this.or(depth + 1);
      this.#need(')');
      return inner;
    }
    return this.#condition();
  }

  #condition(): Filter {
    if (this.#word('startswith')) {
      this.#need('(');
      const property = this.#property();
      this.#need(',');
      const value = this.#literal();
      this.#need(')');
      if (typeof value !== 'string') throw this.#refuse();
      return { kind: 'startsWith', property, value };
    }
    const property = this.#property();
    const operator = COMPARISONS.find((name) => this.#word(name));
    if (operator === undefined) throw this.#refuse();
    return { kind: 'compare', property, operator, value: this.#literal() };
  }

  #property(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word') throw this.#refuse();
    const found = this.#properties.find((name) => name.toLowerCase() === token.text.toLowerCase());
    if (found === undefined) throw this.#refuse();
    this.#at += 1;
    return found;
  }

  #literal(): Literal {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'literal') throw this.#refuse();
    this.#at += 1;
    return token.value;
  }

  #word(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  #mark(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'mark' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #need(text: string): void {
    if (!this.#mark(text)) throw this.#refuse();
  }

  #refuse(): Refusal {
    const detail = `$filter cannot be read at word ${this.#at + 1}, or asks for what is not supported`;
    return new Refusal('request_malformed', { detail });
  }
}
