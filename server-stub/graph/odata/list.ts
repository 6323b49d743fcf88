import { type RawBuilder, type SqlBool, sql } from 'kysely';
import * as z from 'zod/mini';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../../context.ts';
import { type Column, collated } from './column.ts';
import type { Page } from './page.ts';
import type { CollectionQuery, CollectionShape, Direction } from './query.ts';
import { whereOf } from './where.ts';

/** A collection that is one table, a page at a time. */
export interface Listing<Row> {
  readonly table: 'users' | 'groups' | 'devices' | 'policies';
  readonly shape: CollectionShape;
  /** The order without `$orderby`: a column that is unique. */
  readonly key: string;
  readonly present: (row: Row) => Record<string, unknown>;
}

/** The place after which a page begins: the order that it is a place in, the value there, and the key. */
const Place = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()]);
type Place = z.infer<typeof Place>;

interface Ordering {
  /** As the place says it: a token of another order leads nowhere. */
  readonly name: string;
  readonly column: Column;
  readonly direction: Direction;
}

/**
 * Reads one page: the filter, the order and the place are SQL, so that nothing beyond the page is held, whatever the size
 * of the table. Places are values of the last row, not offsets: what is added or removed meanwhile shifts no page.
 *
 * @param within a further condition, such as "owned by this person".
 * @throws Refusal `request_malformed` for a filter or a token that makes no sense here.
 */
export async function listPage<Row extends object>(
  context: DirectoryContext,
  listing: Listing<Row>,
  query: CollectionQuery,
  within: RawBuilder<SqlBool> = sql<SqlBool>`1`,
): Promise<Page<Record<string, unknown>>> {
  const { db } = context.store;
  const filter =
    query.filter === undefined ? sql<SqlBool>`1` : whereOf(query.filter, listing.shape.filter ?? {});
  const wanted = sql<SqlBool>`(${within}) and (${filter})`;
  const ordering = orderingOf(listing, query);
  const place = readPlace(query.skipToken, ordering);
  const key = sql.ref(listing.key);
  const direction = sql.raw(ordering.direction);
  const column = sql.raw(collated(ordering.column));
  const { rows: found } = await sql<Row & { place_value: string | number; place_key: string }>`
    select *, ${sql.raw(ordering.column.sql)} as place_value, ${key} as place_key
    from ${sql.table(listing.table)}
    where ${wanted} and ${afterOf(ordering, listing.key, place)}
    order by ${column} ${direction}, ${key} ${direction} limit ${query.top + 1}`.execute(db);
  const rows = found.slice(0, query.top);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => listing.present(row)),
    ...(query.count ? { count: await countOf(context, listing.table, wanted) } : {}),
    ...(found.length > query.top && last
      ? { next: JSON.stringify([ordering.name, last.place_value, last.place_key] satisfies Place) }
      : {}),
  };
}

function orderingOf(listing: Listing<never>, { order }: CollectionQuery): Ordering {
  if (order === undefined) return { name: '', column: { sql: listing.key, kind: 'lower' }, direction: 'asc' };
  return { name: `${order.property} ${order.direction}`, column: order.column, direction: order.direction };
}

function afterOf(ordering: Ordering, keyName: string, place: Place | undefined): RawBuilder<SqlBool> {
  if (place === undefined) return sql<SqlBool>`1`;
  const [, value, key] = place;
  const column = sql.raw(collated(ordering.column));
  const beyond = sql.raw(ordering.direction === 'asc' ? '>' : '<');
  // The first half says nothing new; it is what lets SQLite begin in the middle of the index.
  return sql<SqlBool>`${column} ${beyond}= ${value} and (${column}, ${sql.ref(keyName)}) ${beyond} (${value}, ${key})`;
}

function readPlace(token: string | undefined, ordering: Ordering): Place | undefined {
  if (token === undefined) return undefined;
  try {
    const place = Place.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    if (place[0] === ordering.name) return place;
  } catch {
    // Not JSON, or not a place: refused like any other token that we did not write.
  }
  throw new Refusal('request_malformed', { detail: '$skiptoken is not one of ours' });
}

async function countOf(
  context: DirectoryContext,
  table: Listing<never>['table'],
  wanted: RawBuilder<SqlBool>,
): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from ${sql.table(table)} where ${wanted}`.execute(context.store.db);
  return rows[0]?.count ?? 0;
}
