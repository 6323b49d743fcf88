import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { readInstant } from '../../read-instant.ts';
import { type Column, type Columns, collated } from './column.ts';
import type { Comparison, Filter } from './parse-filter.ts';
import type { Literal } from './tokens.ts';

type Condition = RawBuilder<SqlBool>;

/** No text sorts after it, so that "begins with" is a range that an index serves. */
const LAST = '\u{10FFFF}';

const OPERATORS: Readonly<Record<Comparison, string>> = {
  eq: '=',
  ne: 'is not',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};
/** What has no order is only equal or not. */
const UNORDERED: readonly Column['kind'][] = ['flag', 'choice'];

/**
 * A `$filter` as a condition of SQL. Values are parameters; the names were matched with our own table. A comparison with
 * an absent value is false (and so `not` of it true), as in OData 4.01 with two values of truth.
 *
 * @throws Refusal `request_malformed` where a property is compared with what it cannot be.
 */
export function whereOf(filter: Filter, columns: Columns): Condition {
  return conditionOf(filter, columns, false);
}

function conditionOf(filter: Filter, columns: Columns, negated: boolean): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const [left, right] = filter.parts.map((part) => conditionOf(part, columns, negated));
      return sql<SqlBool>`(${left} ${sql.raw(filter.kind)} ${right})`;
    }
    case 'not':
      return sql<SqlBool>`not (${conditionOf(filter.part, columns, true)})`;
    default:
      return settled(leafOf(filter, columnOf(columns, filter.property)), negated);
  }
}

/** Under a `not` the unknown must become false first; elsewhere the plain form lets an index be used. */
function settled(condition: Condition, negated: boolean): Condition {
  return negated ? sql<SqlBool>`ifnull(${condition}, 0)` : condition;
}

function columnOf(columns: Columns, property: string): Column {
  const column = Object.hasOwn(columns, property) ? columns[property] : undefined;
  if (!column) throw new TypeError(`no column for ${property}`);
  return column;
}

type Leaf = Extract<Filter, { readonly property: string }>;

function leafOf(filter: Leaf, column: Column): Condition {
  const left = sql.raw(collated(column));
  if (filter.kind === 'startsWith') {
    if (column.kind !== 'text' && column.kind !== 'lower') throw mismatch(filter.property);
    const prefix = String(heldAs(column, filter.value, filter.property));
    return sql<SqlBool>`(${left} >= ${prefix} and ${left} < ${prefix + LAST})`;
  }
  const { operator, value, property } = filter;
  if (UNORDERED.includes(column.kind) && operator !== 'eq' && operator !== 'ne') throw mismatch(property);
  if (value === null) {
    if (operator !== 'eq' && operator !== 'ne') return sql<SqlBool>`0`;
    return sql<SqlBool>`${left} ${sql.raw(operator === 'eq' ? 'is' : 'is not')} null`;
  }
  return sql<SqlBool>`${left} ${sql.raw(OPERATORS[operator])} ${heldAs(column, value, property)}`;
}

/** The literal as SQLite holds it. */
function heldAs(column: Column, value: Exclude<Literal, null>, property: string): string | number {
  switch (column.kind) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'lower':
      if (typeof value === 'string') return value.toLowerCase();
      break;
    case 'number':
      if (typeof value === 'number') return value;
      break;
    case 'flag':
      if (typeof value === 'boolean') return value ? 1 : 0;
      break;
    case 'time': {
      const at = typeof value === 'string' ? readInstant(value) : undefined;
      if (at !== undefined) return at;
      break;
    }
    case 'choice': {
      if (typeof value !== 'string') break;
      const word = Object.keys(column.words ?? {}).find((one) => one.toLowerCase() === value.toLowerCase());
      // A word that nothing has: the comparison is fair and finds nothing.
      return word === undefined ? '' : (column.words?.[word] ?? '');
    }
  }
  throw mismatch(property);
}

function mismatch(property: string): Refusal {
  return new Refusal('request_malformed', {
    detail: `$filter compares ${property} with what it cannot be, or in a way that it has not`,
  });
}
