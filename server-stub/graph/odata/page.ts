import { Refusal } from '../../../electron/contract/refusal.ts';
import type { CollectionQuery } from './query.ts';

/** One page of a collection before it is written down. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
  /** How many there are over all pages, where that was asked for. */
  readonly count?: number;
}

export interface PageFacts {
  /** Public URL of the collection, without query. */
  readonly url: string;
  /** The part of `@odata.context` after `$metadata#`. */
  readonly contextName: string;
  /** Public URL of the directory. */
  readonly root: string;
}

/** A page as Graph writes it: `@odata.context`, `@odata.nextLink` where there is more, `value`. */
export function writePage(
  page: Page<Readonly<Record<string, unknown>>>,
  query: CollectionQuery,
  { url, contextName, root }: PageFacts,
): Record<string, unknown> {
  return {
    '@odata.context': `${root}/v1.0/$metadata#${contextName}`,
    ...(page.count === undefined ? {} : { '@odata.count': page.count }),
    ...(page.next === undefined ? {} : { '@odata.nextLink': nextLink(url, query, page.next) }),
    value: page.rows.map((row) => selectMembers(row, query.select)),
  };
}

/** The members that were asked for; annotations always come along, as in Graph. */
export function selectMembers(
  row: Readonly<Record<string, unknown>>,
  select: readonly string[] | undefined,
): Record<string, unknown> {
  const entries = Object.entries(row);
  if (select === undefined) return Object.fromEntries(entries);
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('@') || select.includes(name)));
}

function nextLink(url: string, query: CollectionQuery, next: string): string {
  const token = Buffer.from(next, 'utf8').toString('base64url');
  const options = new URLSearchParams({ ...query.given, $skiptoken: token });
  return `${url}?${options.toString().replaceAll('%24', '$')}`;
}

/**
 * The place that a `$skiptoken` of ours stands for.
 *
 * @param shape what such a place looks like.
 * @throws Refusal `request_malformed` for one that we did not write.
 */
export function readSkipToken(token: string | undefined, shape: RegExp): string | undefined {
  if (token === undefined) return undefined;
  const place = Buffer.from(token, 'base64url').toString('utf8');
  if (shape.test(place)) return place;
  throw new Refusal('request_malformed', { detail: '$skiptoken is not one of ours' });
}
