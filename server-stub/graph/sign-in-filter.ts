import type { Filter } from './odata/parse-filter.ts';

const EVENT_TYPE =
  /signInEventTypes\/any\(\s*(\w+)\s*:\s*\1\s+eq\s+'(interactiveUser|nonInteractiveUser)'\s*\)/gi;

/**
 * Graph's own question for renewals, `signInEventTypes/any(t: t eq 'nonInteractiveUser')`, asked of the member that
 * says the same: a row here is of exactly one of the two types.
 */
export function withoutEventTypes(query: unknown): unknown {
  const { $filter } = (query ?? {}) as { $filter?: unknown };
  if (typeof $filter !== 'string') return query;
  const asked = $filter.replaceAll(
    EVENT_TYPE,
    (_all, _name, type: string) => `isInteractive eq ${type.toLowerCase() === 'interactiveuser'}`,
  );
  return { ...(query as object), $filter: asked };
}

/** Does the filter ask for `property` anywhere? */
export function asksFor(filter: Filter | undefined, property: string): boolean {
  if (filter === undefined) return false;
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some((part) => asksFor(part, property));
    case 'not':
      return asksFor(filter.part, property);
    default:
      return 'property' in filter && filter.property === property;
  }
}
