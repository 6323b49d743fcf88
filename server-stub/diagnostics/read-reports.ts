import { sql } from 'kysely';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { Report, ReportRow } from '../../electron/contract/wire/report.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import type { Page } from '../graph/odata/page.ts';

/** Where a page begins: time and id of the last report before it. */
export const REPORT_PLACE: RegExp = /^(\d+) ([0-9a-f-]{36})$/;

/** Which page of reports. */
export interface ReportsQuery {
  readonly top: number;
  /** `next` of the page before. */
  readonly from: string | undefined;
  /** Of this device only. */
  readonly deviceId: string | undefined;
}

/** Reports as a list, newest first; what is in them takes a look at one, which is audited. */
export async function listReports(
  context: DirectoryContext,
  { top, from, deviceId }: ReportsQuery,
): Promise<Page<ReportRow>> {
  const [, receivedAt, id] = REPORT_PLACE.exec(from ?? '') ?? [];
  let query = selectReports(context)
    .orderBy('device_reports.received_at', 'desc')
    .orderBy('device_reports.id', 'desc')
    .limit(top + 1);
  if (deviceId !== undefined) query = query.where('device_reports.device_id', '=', deviceId);
  if (receivedAt !== undefined && id !== undefined) {
    query = query.where(
      sql<boolean>`(device_reports.received_at, device_reports.id) < (${Number(receivedAt)}, ${id})`,
    );
  }
  const found = await query.execute();
  const rows = found.slice(0, top);
  const last = rows.at(-1);
  return {
    rows: rows.map(present),
    ...(found.length > top && last ? { next: `${last.received_at} ${last.id}` } : {}),
  };
}

/** All of one report. Who looks at it is in the log. @throws Refusal `not_found` */
export function readReport(
  context: DirectoryContext,
  actor: Actor,
  id: string,
): Promise<ReportRow & { readonly report: Report }> {
  return context.store.transaction(async () => {
    const row = await selectReports(context)
      .select('device_reports.payload')
      .where('device_reports.id', '=', id)
      .executeTakeFirst();
    if (!row) throw new Refusal('not_found');
    await writeAudit(context, {
      activity: ACTIVITIES.reportRead,
      reason: '',
      actor,
      category: 'Device',
      service: 'Device Registration Service',
      targets: row.object_id
        ? [{ id: row.object_id, type: 'Device', displayName: row.display_name ?? '' }]
        : [],
      details: { report: id },
    });
    return { ...present(row), report: JSON.parse(row.payload) as Report };
  });
}

function selectReports(context: DirectoryContext) {
  return context.store.db
    .selectFrom('device_reports')
    .leftJoin('devices', 'devices.device_id', 'device_reports.device_id')
    .select([
      'device_reports.id',
      'device_reports.device_id',
      'device_reports.created_at',
      'device_reports.received_at',
      'device_reports.step',
      'device_reports.help_code',
      'devices.id as object_id',
      'devices.display_name',
      'devices.serial_number',
    ]);
}

function present(row: {
  readonly id: string;
  readonly device_id: string;
  readonly created_at: number;
  readonly received_at: number;
  readonly step: string;
  readonly help_code: string | null;
  readonly display_name: string | null;
  readonly serial_number: string | null;
}): ReportRow {
  return {
    id: row.id,
    receivedDateTime: new Date(row.received_at).toISOString(),
    createdDateTime: new Date(row.created_at).toISOString(),
    deviceId: row.device_id,
    deviceDisplayName: row.display_name ?? '',
    serialNumber: row.serial_number,
    step: row.step,
    helpCode: row.help_code,
  };
}
