import type { Comparison, Filter } from './parse-filter.ts';
import type { Literal } from './tokens.ts';

/** Does a row meet the condition? Text is compared without regard to case, as Graph does. */
export function matches(filter: Filter, row: Readonly<Record<string, unknown>>): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.parts[0], row) && matches(filter.parts[1], row);
    case 'or':
      return matches(filter.parts[0], row) || matches(filter.parts[1], row);
    case 'not':
      return !matches(filter.part, row);
    case 'startsWith':
      return String(read(row, filter.property) ?? '')
        .toLowerCase()
        .startsWith(filter.value.toLowerCase());
    case 'compare':
      return compare(read(row, filter.property), filter.operator, filter.value);
  }
}

function read(row: Readonly<Record<string, unknown>>, property: string): unknown {
  return property
    .split('/')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : null,
      row,
    );
}

function compare(have: unknown, operator: Comparison, wanted: Literal): boolean {
  const left = typeof have === 'string' ? have.toLowerCase() : (have ?? null);
  const right = typeof wanted === 'string' ? wanted.toLowerCase() : wanted;
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  // Order exists between two texts or two numbers only; `null` and a mixture are neither more nor less.
  if (typeof left === 'string' && typeof right === 'string')
    return ordered(left < right, left === right, operator);
  if (typeof left === 'number' && typeof right === 'number')
    return ordered(left < right, left === right, operator);
  return false;
}

function ordered(less: boolean, equal: boolean, operator: Comparison): boolean {
  switch (operator) {
    case 'lt':
      return less;
    case 'le':
      return less || equal;
    case 'ge':
      return !less;
    case 'gt':
      return !less && !equal;
    default:
      return equal;
  }
}

/** The value that every matching row must have for `property`, where the filter says so by `eq` under `and`. */
export function requiredValue(filter: Filter | undefined, property: string): Literal | undefined {
  if (filter?.kind === 'and') {
    return requiredValue(filter.parts[0], property) ?? requiredValue(filter.parts[1], property);
  }
  if (filter?.kind !== 'compare' || filter.operator !== 'eq' || filter.property !== property)
    return undefined;
  return filter.value;
}
