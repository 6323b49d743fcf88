import type { DirectoryContext } from '../context.ts';

/** Which rows. */
export interface LogQuery {
  readonly userId?: string;
  /** 1 to 1000. */
  readonly top?: number;
  /** `next` of the page before. */
  readonly before?: number;
}

/** One page of rows, newest first; `next` where there are older ones. */
export interface LogPage<Row> {
  readonly rows: readonly Row[];
  readonly next?: number;
}

/** Reads one page of a log. Rows are never changed, so a position in it stays good. */
export async function listRows<Row>(
  context: DirectoryContext,
  table: 'sign_ins' | 'directory_audits',
  { userId, top = 1000, before }: LogQuery,
): Promise<LogPage<Row>> {
  const limit = Math.min(Math.max(1, Math.trunc(top)), 1000);
  let query = context.store.db
    .selectFrom(table)
    .select(['seq', 'payload'])
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (userId !== undefined) query = query.where('user_id', '=', userId);
  if (before !== undefined) query = query.where('seq', '<', before);
  const found = await query.execute();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => JSON.parse(row.payload) as Row),
    ...(found.length > limit && last ? { next: last.seq } : {}),
  };
}
