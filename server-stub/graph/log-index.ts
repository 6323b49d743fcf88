import { LOG_LOOKUPS } from '../store/schema/log-lookups.ts';
import type { Filter } from './odata/parse-filter.ts';

/**
 * The index of a log that a filter names few rows of, by a value that every row it lets through must have; `undefined` where
 * the filter names none.
 */
export function lookupIndex(table: keyof typeof LOG_LOOKUPS, filter: Filter | undefined): string | undefined {
  if (filter?.kind === 'and')
    return lookupIndex(table, filter.parts[0]) ?? lookupIndex(table, filter.parts[1]);
  if (filter?.kind !== 'compare' || filter.operator !== 'eq') return undefined;
  const lookups: Readonly<Record<string, string>> = LOG_LOOKUPS[table];
  return lookups[filter.property];
}
