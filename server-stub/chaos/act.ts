import type { DirectoryContext } from '../context.ts';
import { currentPass } from '../passes/find.ts';
import { lapseReservations } from '../passes/lapse.ts';
import { deletePass } from '../passes/manage.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import { findUserByName } from '../sign-in/users.ts';
import { updateUser } from '../users/manage.ts';
import type { Chaos } from './chaos.ts';
import type { Moment } from './scenario.ts';

const ACTOR = { kind: 'directory' } as const;
const MINUTE = 60_000;

/** Moves a pass so far back that it ends now; what it opened ends with it, as it does when a pass ends by itself. */
async function expirePass(context: DirectoryContext, userId: string): Promise<void> {
  const pass = await currentPass(context, userId);
  if (!pass) return;
  const now = context.clock.now();
  await context.store.transaction(async () => {
    const { db } = context.store;
    await db
      .updateTable('passes')
      .set({ start_at: now - pass.lifetime_minutes * MINUTE })
      .where('id', '=', pass.id)
      .execute();
    await db
      .updateTable('reservations')
      .set({ ends_at: now })
      .where('pass_id', '=', pass.id)
      .where('ended_at', 'is', null)
      .execute();
    await endSessions(context, { pass: pass.id });
  });
  await lapseReservations(context);
}

/** Does what a scenario has planned for this moment, through the same doors as an administrator where there is one. */
export async function act(context: DirectoryContext, chaos: Chaos, { act: what }: Moment): Promise<void> {
  if (what.kind === 'move-clock') return chaos.moveClock(what.seconds);
  const user = await findUserByName(context, what.user);
  if (!user) return;
  switch (what.kind) {
    case 'disable-user':
      return updateUser(context, ACTOR, user, { accountEnabled: false });
    case 'expire-pass':
      return expirePass(context, user.id);
    case 'delete-pass': {
      const pass = await currentPass(context, user.id);
      if (pass) await deletePass(context, { actor: ACTOR, user, passId: pass.id });
    }
  }
}
