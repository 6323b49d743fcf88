/** How a property is compared: what SQLite holds for it, and which literals make sense. */
export type ColumnKind =
  /** Text, compared without regard to the case of ASCII letters (SQLite's `nocase`). */
  | 'text'
  /** Text that is stored in lower case: names and ids. Its plain index serves it. */
  | 'lower'
  /** Milliseconds since 1970; asked for as a date. */
  | 'time'
  /** 1 or 0; asked for as true or false. */
  | 'flag'
  | 'number'
  /** One of a few words; `words` has Graph's word and ours. */
  | 'choice';

/** A property of a collection as SQL. `sql` is ours and never made of what came in. */
export interface Column {
  readonly sql: string;
  readonly kind: ColumnKind;
  readonly words?: Readonly<Record<string, string>>;
}

/** Properties by Graph's names, such as `status/errorCode`. */
export type Columns = Readonly<Record<string, Column>>;

export const text = (sql: string): Column => ({ sql, kind: 'text' });
export const lower = (sql: string): Column => ({ sql, kind: 'lower' });
export const time = (sql: string): Column => ({ sql, kind: 'time' });
export const flag = (sql: string): Column => ({ sql, kind: 'flag' });
export const number = (sql: string): Column => ({ sql, kind: 'number' });
export const choice = (sql: string, words: Readonly<Record<string, string>>): Column => ({
  sql,
  kind: 'choice',
  words,
});

/** The expression with the collation that its comparisons, orders and indexes share. */
export function collated({ sql, kind }: Column): string {
  return kind === 'text' ? `${sql} collate nocase` : sql;
}
