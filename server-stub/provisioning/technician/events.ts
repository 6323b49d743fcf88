import { Refusal } from '../../../electron/contract/refusal.ts';
import type { TechnicianEvent, TechnicianEvents } from '../../../electron/contract/wire/technician.ts';
import { ACTIVITIES, type Activity, writeAudit } from '../../audit/directory-audits.ts';
import type { DirectoryContext } from '../../context.ts';

/** What one device may report in a day: its own lock lets through some thirty wrong codes. */
const EVENTS_PER_DAY = 200;
const DAY = 86_400_000;

const ACTIVITY_OF: Readonly<Record<TechnicianEvent['type'], Activity>> = {
  accepted: ACTIVITIES.technicianUsed,
  wrong: ACTIVITIES.technicianWrong,
  locked: ACTIVITIES.technicianLocked,
};

/**
 * Takes what a device tells of its technician panel; each id counts once. It is the device's word, and changes nothing: what
 * an abandoned run means is the run's own event (apply-event.ts).
 *
 * @throws Refusal `throttled`
 */
export async function reportTechnicianEvents(
  context: DirectoryContext,
  jkt: string,
  { serialNumber, events }: TechnicianEvents,
): Promise<void> {
  await context.store.transaction(async () => {
    const fresh = await freshEvents(context, events);
    await checkQuota(context, jkt, fresh.length);
    for (const event of fresh) {
      await store(context, jkt, event);
      await audit(context, { jkt, serialNumber, event });
    }
  });
}

async function freshEvents(context: DirectoryContext, events: readonly TechnicianEvent[]) {
  const stored = await context.store.db
    .selectFrom('technician_events')
    .select('id')
    .where(
      'id',
      'in',
      events.map(({ id }) => id),
    )
    .execute();
  const seen = new Set(stored.map(({ id }) => id));
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
}

async function checkQuota(context: DirectoryContext, jkt: string, more: number): Promise<void> {
  const { count } = await context.store.db
    .selectFrom('technician_events')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('jkt', '=', jkt)
    .where('received_at', '>', context.clock.now() - DAY)
    .executeTakeFirstOrThrow();
  if (count + more > EVENTS_PER_DAY) throw new Refusal('throttled', { retryAfter: 3_600 });
}

async function store(context: DirectoryContext, jkt: string, event: TechnicianEvent): Promise<void> {
  await context.store.db
    .insertInto('technician_events')
    .values({
      id: event.id,
      jkt,
      type: event.type,
      action: event.action,
      challenge: event.challenge,
      occurred_at: Date.parse(event.occurredDateTime),
      received_at: context.clock.now(),
    })
    .execute();
}

/** A device that has not joined is named by what it says itself, and by the key that signed. */
async function audit(
  context: DirectoryContext,
  report: { readonly jkt: string; readonly serialNumber: string; readonly event: TechnicianEvent },
): Promise<void> {
  const { jkt, serialNumber, event } = report;
  const device = await context.store.db
    .selectFrom('devices')
    .select(['id', 'display_name'])
    .where('jkt', '=', jkt)
    .executeTakeFirst();
  await writeAudit(context, {
    activity: ACTIVITY_OF[event.type],
    reason: event.reason,
    actor: { kind: 'directory' },
    category: 'Device',
    service: 'Device Registration Service',
    result: event.type === 'accepted' ? 'success' : 'failure',
    targets: device ? [{ id: device.id, type: 'Device', displayName: device.display_name }] : [],
    details: {
      action: event.action,
      challenge: event.challenge,
      keyId: event.keyId,
      serialNumber,
      deviceKey: jkt,
      occurredDateTime: event.occurredDateTime,
    },
  });
}
