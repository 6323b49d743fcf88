import { randomUUID } from 'node:crypto';
import type { DirectoryContext } from '../../server-stub/context.ts';
import { createPass } from '../../server-stub/passes/manage.ts';
import { findUser } from '../../server-stub/sign-in/users.ts';

/** Gives somebody of the demo company exactly these roles. */
export async function giveRoles(
  context: DirectoryContext,
  name: string,
  roles: readonly string[],
): Promise<void> {
  const user = await findUser(context, name);
  if (!user) throw new TypeError(`nobody is called ${name}`);
  const { db } = context.store;
  await db.deleteFrom('role_assignments').where('user_id', '=', user.id).execute();
  for (const role of roles)
    await db.insertInto('role_assignments').values({ user_id: user.id, role }).execute();
}

/** A pass that works until it ends, made by the application or by somebody; resolves with its value. */
export async function makePass(context: DirectoryContext, name: string, by?: string): Promise<string> {
  const [user, maker] = await Promise.all([findUser(context, name), by ? findUser(context, by) : undefined]);
  if (!user) throw new TypeError(`nobody is called ${name}`);
  const made = await createPass(context, {
    actor: maker ? { kind: 'user', userId: maker.id } : { kind: 'application', clientId: 'latchkey-admin' },
    user,
    request: { isUsableOnce: false, lifetimeInMinutes: 60 },
  });
  return made.temporaryAccessPass ?? '';
}

const MINUTE = 60_000;

/** Laptops at a staging table. None of them exists. */
const RUNS: readonly {
  readonly name: string;
  readonly began: number;
  readonly last: number;
  readonly event: Readonly<Record<string, string>>;
}[] = [
  { name: 'NW-LT-7F3K2', began: 4, last: 0.3, event: { type: 'step', step: 'credential' } },
  { name: 'NW-LT-8H2M9', began: 6, last: 2, event: { type: 'refused', step: 'pass', slug: 'pass_expired' } },
  { name: 'NW-LT-4C1Q7', began: 11, last: 5, event: { type: 'released' } },
  { name: 'NW-LT-9X5D3', began: 50, last: 38, event: { type: 'joined' } },
];

/** Runs as laptops would have reported them. */
export async function addRuns(context: DirectoryContext): Promise<void> {
  const now = context.clock.now();
  const { db } = context.store;
  for (const { name, began, last, event } of RUNS) {
    const id = randomUUID();
    const at = Math.round(now - last * MINUTE);
    await db
      .insertInto('runs')
      .values({
        id,
        jkt: randomUUID(),
        display_name: name,
        created_at: now - began * MINUTE,
        last_event_at: at,
        event_count: 1,
      })
      .execute();
    const eventId = randomUUID();
    const payload = { id: eventId, occurredDateTime: new Date(at).toISOString(), ...event };
    await db
      .insertInto('run_events')
      .values({
        run_id: id,
        id: eventId,
        type: event.type ?? '',
        occurred_at: at,
        received_at: at,
        payload: JSON.stringify(payload),
      })
      .execute();
  }
}
