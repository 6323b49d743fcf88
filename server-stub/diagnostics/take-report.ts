import { Refusal } from '../../electron/contract/refusal.ts';
import type { Report } from '../../electron/contract/wire/report.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';

/** What one laptop may send in a day, and what is kept of it. Nobody has read twenty reports of one laptop. */
const REPORTS_PER_DAY = 20;
const KEPT_PER_DEVICE = 20;
const DAY = 86_400_000;

/**
 * Keeps a report of a joined device; the id is the device's own. It is the device's word, and changes nothing.
 *
 * @returns whether it is new: the same again from the same key counts once, whatever comes with it
 * @throws Refusal `report_not_joined`, `conflict` when the id is another key's, `throttled`
 */
export function takeReport(context: DirectoryContext, jkt: string, report: Report): Promise<boolean> {
  return context.store.transaction(async () => {
    const device = await joinedDevice(context, jkt);
    const known = await context.store.db
      .selectFrom('device_reports')
      .select('jkt')
      .where('id', '=', report.id)
      .executeTakeFirst();
    if (known && known.jkt !== jkt) throw new Refusal('conflict');
    if (known) return false;
    await checkQuota(context, jkt);
    await store(context, { jkt, deviceId: device.device_id, report });
    await forgetOldest(context, device.device_id);
    await writeAudit(context, {
      activity: ACTIVITIES.reportReceived,
      reason: '',
      actor: { kind: 'directory' },
      category: 'Device',
      service: 'Device Registration Service',
      targets: [{ id: device.id, type: 'Device', displayName: device.display_name }],
      details: {
        report: report.id,
        step: report.standing.step,
        helpCode: report.standing.refusal?.helpCode ?? '',
      },
    });
    return true;
  });
}

/** Whoever has not joined could fill the disk with keys that cost nothing. */
async function joinedDevice(context: DirectoryContext, jkt: string) {
  const device = await context.store.db
    .selectFrom('devices')
    .select(['id', 'device_id', 'display_name'])
    .where('jkt', '=', jkt)
    .where('account_enabled', '=', 1)
    .executeTakeFirst();
  if (!device) throw new Refusal('report_not_joined');
  return device;
}

async function checkQuota(context: DirectoryContext, jkt: string): Promise<void> {
  const { count } = await context.store.db
    .selectFrom('device_reports')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('jkt', '=', jkt)
    .where('received_at', '>', context.clock.now() - DAY)
    .executeTakeFirstOrThrow();
  if (count >= REPORTS_PER_DAY) throw new Refusal('throttled', { retryAfter: 3_600 });
}

async function store(
  context: DirectoryContext,
  { jkt, deviceId, report }: { readonly jkt: string; readonly deviceId: string; readonly report: Report },
): Promise<void> {
  await context.store.db
    .insertInto('device_reports')
    .values({
      id: report.id,
      jkt,
      device_id: deviceId,
      created_at: Date.parse(report.createdDateTime),
      received_at: context.clock.now(),
      step: report.standing.step,
      help_code: report.standing.refusal?.helpCode ?? null,
      payload: JSON.stringify(report),
    })
    .execute();
}

/** Those past thirty days go with the sweep (store/sweep.ts). */
async function forgetOldest(context: DirectoryContext, deviceId: string): Promise<void> {
  const kept = context.store.db
    .selectFrom('device_reports')
    .select('id')
    .where('device_id', '=', deviceId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(KEPT_PER_DEVICE);
  await context.store.db
    .deleteFrom('device_reports')
    .where('device_id', '=', deviceId)
    .where('id', 'not in', kept)
    .execute();
}
