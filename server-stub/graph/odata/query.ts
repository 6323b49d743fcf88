import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Column, Columns } from './column.ts';
import { type Filter, parseFilter } from './parse-filter.ts';

export type Direction = 'asc' | 'desc';

/** A property that rows may be ordered by; it never lacks a value. `only`: the one direction that is offered. */
export interface OrderColumn extends Column {
  readonly only?: Direction;
}

/** What a collection offers: one table for each. Everything else is refused, so that no option is ever ignored in silence. */
export interface CollectionShape {
  /** Members of an item that `$select` may name. */
  readonly select: readonly string[];
  /** Paths that `$filter` may name; none means no `$filter`. */
  readonly filter?: Columns;
  readonly orderBy?: Readonly<Record<string, OrderColumn>>;
  /** Whether `$count=true` is answered with `@odata.count`. */
  readonly count?: boolean;
  readonly largestPage: number;
  readonly defaultPage: number;
}

/** The order that was asked for. */
export interface Order {
  readonly property: string;
  readonly column: Column;
  readonly direction: Direction;
}

/** The OData options of one request. */
export interface CollectionQuery {
  readonly top: number;
  readonly filter: Filter | undefined;
  readonly select: readonly string[] | undefined;
  readonly order: Order | undefined;
  readonly count: boolean;
  /** What `@odata.nextLink` carried; opaque to the client. */
  readonly skipToken: string | undefined;
  /** The options as they came, for the next link. */
  readonly given: Readonly<Record<string, string>>;
}

const KNOWN = ['$top', '$filter', '$select', '$orderby', '$skiptoken', '$count'];

/**
 * Reads the query of a collection.
 *
 * @param query as Fastify parsed it.
 * @throws Refusal `request_malformed` for an option, a member or an order that the collection does not offer.
 */
export function readQuery(query: unknown, shape: CollectionShape): CollectionQuery {
  const given = readGiven(query);
  if (given.$filter !== undefined && shape.filter === undefined) throw refused('$filter is not offered here');
  return {
    top: readTop(given.$top, shape),
    filter:
      given.$filter === undefined ? undefined : parseFilter(given.$filter, Object.keys(shape.filter ?? {})),
    select: given.$select === undefined ? undefined : readSelect(given.$select, shape.select),
    order: given.$orderby === undefined ? undefined : readOrder(given.$orderby, shape),
    count: readCount(given.$count, shape),
    skipToken: given.$skiptoken,
    given,
  };
}

/** For what takes no options at all: listing methods, single items. */
export function refuseQuery(query: unknown): void {
  if (Object.keys(readGiven(query)).length > 0) throw refused('query options are not offered here');
}

/** Graph's names begin with `$`; without it they are ours to refuse, except what clients add for tracing. */
function readGiven(query: unknown): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (name === 'client-request-id') continue;
    if (!KNOWN.includes(name) || typeof value !== 'string' || value.length > 2048) {
      throw refused('a query option is unknown, given twice or too long');
    }
    given[name] = value;
  }
  return given;
}

function readTop(text: string | undefined, { largestPage, defaultPage }: CollectionShape): number {
  if (text === undefined) return defaultPage;
  const top = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (top < 1 || top > largestPage) throw refused(`$top is a number from 1 to ${largestPage}`);
  return top;
}

function readSelect(text: string, members: readonly string[]): string[] {
  const wanted = text.split(',').map((name) => name.trim().toLowerCase());
  const found = members.filter((name) => wanted.includes(name.toLowerCase()));
  const known = new Set(found.map((name) => name.toLowerCase()));
  if (wanted.some((name) => !known.has(name))) throw refused('$select names a member that is not there');
  return found;
}

function readOrder(text: string, { orderBy = {} }: CollectionShape): Order {
  const [, name = '', word = 'asc'] = /^ *(\w+)(?: +(asc|desc))? *$/i.exec(text) ?? [];
  const [property, column] =
    Object.entries(orderBy).find(([known]) => known.toLowerCase() === name.toLowerCase()) ?? [];
  const direction = word.toLowerCase() as Direction;
  if (property === undefined || !column || (column.only ?? direction) !== direction) {
    throw refused('$orderby asks for an order that is not offered');
  }
  return { property, column, direction };
}

function readCount(text: string | undefined, shape: CollectionShape): boolean {
  if (text === undefined) return false;
  if (shape.count !== true || (text !== 'true' && text !== 'false'))
    throw refused('$count is not offered here');
  return text === 'true';
}

function refused(detail: string): Refusal {
  return new Refusal('request_malformed', { detail });
}
