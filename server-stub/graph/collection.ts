import type { FastifyRequest } from 'fastify';
import type { RawBuilder, SqlBool } from 'kysely';
import type { DirectoryContext } from '../context.ts';
import { type Listing, listPage } from './odata/list.ts';
import { selectMembers, writePage } from './odata/page.ts';
import { readQuery } from './odata/query.ts';

/** A part of a collection: "the members of this group". */
export interface Part {
  readonly within: RawBuilder<SqlBool>;
  /** Members of a mixed collection say what they are. */
  readonly type?: string;
  /** The part of `@odata.context` after `$metadata#`. */
  readonly contextName?: string;
}

/** Answers a list: one page of a table, or of a part of it, as the query asks. The next link repeats the path that was called. */
export async function answerList<Row extends object>(
  context: DirectoryContext,
  request: FastifyRequest,
  listing: Listing<Row>,
  part?: Part,
): Promise<Record<string, unknown>> {
  const query = readQuery(request.query, listing.shape);
  const page = await listPage(context, listing, query, part?.within);
  const { root } = context.urls;
  const [path = ''] = request.url.split('?', 1);
  const type = part?.type;
  const rows = type === undefined ? page.rows : page.rows.map((row) => ({ '@odata.type': type, ...row }));
  return writePage({ ...page, rows }, query, {
    url: `${root}${path}`,
    contextName: part?.contextName ?? listing.table,
    root,
  });
}

/** Answers one object; it knows `$select` alone. */
export function answerOne<Row extends object>(
  context: DirectoryContext,
  request: FastifyRequest,
  listing: Listing<Row>,
  row: Row,
): Record<string, unknown> {
  const { select } = readQuery(request.query, {
    select: listing.shape.select,
    largestPage: 1,
    defaultPage: 1,
  });
  const shown = selectMembers(listing.present(row), select);
  return { '@odata.context': `${context.urls.root}/v1.0/$metadata#${listing.table}/$entity`, ...shown };
}
