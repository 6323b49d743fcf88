import { Refusal } from '../../electron/contract/refusal.ts';
import type { CreateRunRequest, RunEvent } from '../../electron/contract/wire/provisioning.ts';
import type { DirectoryContext } from '../context.ts';
import { applyEvent } from './apply-event.ts';
import { checkEventsOf, checkRunsOf } from './quota.ts';

/**
 * Opens a run under the id that the client chose.
 *
 * @returns whether it is new; the same id by the same key again is the same run.
 * @throws Refusal `conflict` when another key has that id, `throttled`
 */
export async function createRun(
  context: DirectoryContext,
  jkt: string,
  request: CreateRunRequest,
): Promise<boolean> {
  return context.store.transaction(async () => {
    const known = await findRun(context, request.id);
    if (known && known.jkt !== jkt) throw new Refusal('conflict');
    if (known) return false;
    await checkRunsOf(context, jkt);
    await context.store.db
      .insertInto('runs')
      .values({
        id: request.id,
        jkt,
        display_name: request.displayName,
        created_at: context.clock.now(),
        last_event_at: null,
        event_count: 0,
      })
      .execute();
    return true;
  });
}

/**
 * Takes events of a run; each id counts once, whatever comes with it the second time. What a `released` or `abandoned`
 * means for the device is done in the same transaction.
 *
 * @throws Refusal `not_found`, `conflict` when the run belongs to another key, `throttled`
 */
export async function reportEvents(
  context: DirectoryContext,
  report: { readonly runId: string; readonly jkt: string; readonly events: readonly RunEvent[] },
): Promise<void> {
  const { runId, jkt, events } = report;
  await context.store.transaction(async () => {
    const run = await findRun(context, runId);
    if (!run) throw new Refusal('not_found');
    if (run.jkt !== jkt) throw new Refusal('conflict');
    const fresh = await freshEvents(context, runId, events);
    checkEventsOf(run.event_count, fresh.length);
    for (const event of fresh) {
      await storeEvent(context, runId, event);
      await applyEvent(context, run, event);
    }
    await context.store.db
      .updateTable('runs')
      .set({ last_event_at: context.clock.now(), event_count: run.event_count + fresh.length })
      .where('id', '=', runId)
      .execute();
  });
}

function findRun(context: DirectoryContext, id: string) {
  return context.store.db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those not stored yet, the first of each id. */
async function freshEvents(context: DirectoryContext, runId: string, events: readonly RunEvent[]) {
  const ids = events.map((event) => event.id);
  const stored = await context.store.db
    .selectFrom('run_events')
    .select('id')
    .where('run_id', '=', runId)
    .where('id', 'in', ids)
    .execute();
  const seen = new Set(stored.map((row) => row.id));
  return events.filter((event) => !seen.has(event.id) && seen.add(event.id));
}

/** Stores one event as it stands; call it in a transaction. */
export async function storeEvent(context: DirectoryContext, runId: string, event: RunEvent): Promise<void> {
  await context.store.db
    .insertInto('run_events')
    .values({
      run_id: runId,
      id: event.id,
      type: event.type,
      occurred_at: Date.parse(event.occurredDateTime),
      received_at: context.clock.now(),
      payload: JSON.stringify(event),
    })
    .execute();
}
