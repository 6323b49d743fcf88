import { sql } from 'kysely';
import type { DirectoryContext } from '../context.ts';
import type { Page } from '../graph/odata/page.ts';

/** Where a page begins: time and id of the last run before it. */
export const RUN_PLACE: RegExp = /^(\d+) ([0-9a-f-]{36})$/i;

/** Which page of runs. */
export interface RunsQuery {
  readonly top: number;
  /** `next` of the page before. */
  readonly from: string | undefined;
}

/** Runs as administrators see them, newest first, each with its device and the last thing it reported. */
export async function listRuns(
  context: DirectoryContext,
  { top, from }: RunsQuery,
): Promise<Page<Record<string, unknown>>> {
  const [, createdAt, id] = RUN_PLACE.exec(from ?? '') ?? [];
  let query = context.store.db
    .selectFrom('runs')
    .leftJoin('devices', 'devices.jkt', 'runs.jkt')
    .selectAll('runs')
    .select(['devices.device_id', 'devices.serial_number', 'devices.provisioned_at'])
    .select(lastEvent)
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id', 'desc')
    .limit(top + 1);
  if (createdAt !== undefined && id !== undefined) {
    query = query.where(sql<boolean>`(runs.created_at, runs.id) < (${Number(createdAt)}, ${id})`);
  }
  const found = await query.execute();
  const rows = found.slice(0, top);
  const last = rows.at(-1);
  return {
    rows: rows.map(present),
    ...(found.length > top && last ? { next: `${last.created_at} ${last.id}` } : {}),
  };
}

const lastEvent = sql<string | null>`(select payload from run_events where run_id = runs.id
  order by received_at desc, rowid desc limit 1)`.as('last_event');

interface RunRow {
  readonly id: string;
  readonly display_name: string;
  readonly created_at: number;
  readonly last_event_at: number | null;
  readonly event_count: number;
  readonly device_id: string | null;
  readonly serial_number: string | null;
  readonly provisioned_at: number | null;
  readonly last_event: string | null;
}

function present(row: RunRow): Record<string, unknown> {
  return {
    id: row.id,
    displayName: row.display_name,
    createdDateTime: isoOrNull(row.created_at),
    lastEventDateTime: isoOrNull(row.last_event_at),
    lastEvent: row.last_event === null ? null : (JSON.parse(row.last_event) as unknown),
    eventCount: row.event_count,
    deviceId: row.device_id,
    serialNumber: row.serial_number,
    provisionedDateTime: isoOrNull(row.provisioned_at),
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
