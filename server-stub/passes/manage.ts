import { randomUUID } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { CreatePassRequest, PassMethod } from '../../electron/contract/wire/graph.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import type { DirectoryContext } from '../context.ts';
import { readInstant } from '../read-instant.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import { isExternalGuest, memberships } from '../sign-in/users.ts';
import type { PassRow, UserRow } from '../store/tables.ts';
import { checkExists } from '../users/exists.ts';
import { drawPass } from './draw.ts';
import { currentPass } from './find.ts';
import { endReservation } from './lapse.ts';
import { inPassScope, type PassPolicy, readPassPolicy } from './policy.ts';
import { passUsability } from './usability.ts';

/** A start up to this far in the past is read as now (clocks differ); further back it is a mistake. */
const START_TOLERANCE = 5 * 60_000;
const LATEST_START = 365 * 86_400_000;

/** A pass in Graph's shape. `value` is given once, when it is made. */
function asMethod(
  pass: PassRow,
  policy: PassPolicy,
  groups: readonly string[],
  now: number,
  value: string | null = null,
): PassMethod {
  const reason = passUsability(pass, policy, groups, now);
  return {
    id: pass.id,
    temporaryAccessPass: value,
    createdDateTime: new Date(pass.created_at).toISOString(),
    startDateTime: new Date(pass.start_at).toISOString(),
    lifetimeInMinutes: pass.lifetime_minutes,
    isUsableOnce: pass.is_usable_once === 1,
    isUsable: reason === 'EnabledByPolicy',
    methodUsabilityReason: reason,
  };
}

/** A time without a zone, as PowerShell's users write it, is UTC. */
function startOf(request: CreatePassRequest, now: number): number {
  const given = request.startDateTime;
  if (given == null) return now;
  // A day alone says too little: it is the first minute in one zone, and the evening before in another.
  const start = given.includes('T') || given.includes('t') ? readInstant(given) : undefined;
  if (start === undefined)
    throw new Refusal('request_malformed', { detail: 'startDateTime is not a date and time' });
  if (start < now - START_TOLERANCE || start > now + LATEST_START) {
    throw new Refusal('request_malformed', {
      detail: 'startDateTime lies in the past or more than a year ahead',
    });
  }
  return Math.max(start, now);
}

function lifetimeOf(request: CreatePassRequest, policy: PassPolicy): number {
  const { minimumLifetimeInMinutes: low, maximumLifetimeInMinutes: high } = policy;
  const lifetime = request.lifetimeInMinutes ?? policy.defaultLifetimeInMinutes;
  if (lifetime >= low && lifetime <= high) return lifetime;
  throw new Refusal('lifetime_invalid', { detail: `The valid range between ${low} and ${high}.` });
}

function usableOnce(request: CreatePassRequest, policy: PassPolicy): boolean {
  if (policy.isUsableOnce && request.isUsableOnce === false) throw new Refusal('multi_use_not_allowed');
  // Entra's default follows the policy; without a wish and without force a pass is multi-use there, too.
  return request.isUsableOnce ?? policy.isUsableOnce;
}

/** Takes a pass away: nobody signs in with it again, and what it opened is over at once. */
async function retirePass(
  context: DirectoryContext,
  pass: PassRow,
  reason: 'pass_deleted' | 'pass_replaced',
): Promise<void> {
  const { db } = context.store;
  await db.updateTable('passes').set({ deleted_at: context.clock.now() }).where('id', '=', pass.id).execute();
  const held = await db
    .selectFrom('reservations')
    .select(['id', 'user_id', 'pass_id'])
    .where('pass_id', '=', pass.id)
    .where('ended_at', 'is', null)
    .execute();
  for (const reservation of held) await endReservation(context, reservation, reason);
  await endSessions(context, { pass: pass.id });
}

function actorId(actor: Actor): string {
  if (actor.kind === 'directory') return 'directory';
  return actor.kind === 'user' ? actor.userId : actor.clientId;
}

const userTarget = (user: UserRow) =>
  ({
    id: user.id,
    type: 'User',
    displayName: user.display_name,
    userPrincipalName: user.user_principal_name,
  }) as const;

/**
 * Issues a pass. A pass that the user had before is replaced: it ends at once, with everything that it opened.
 * The caller has checked scopes and roles; the rules about the user and the pass are checked here.
 *
 * @throws Refusal `self_issue`, `target_external_guest`, `target_out_of_scope`, `lifetime_invalid`,
 *   `multi_use_not_allowed`, `request_malformed`, `throttled`, `not_found`
 */
export async function createPass(
  context: DirectoryContext,
  input: { readonly actor: Actor; readonly user: UserRow; readonly request: CreatePassRequest },
): Promise<PassMethod> {
  const { actor, user, request } = input;
  if (actor.kind === 'user' && actor.userId === user.id) throw new Refusal('self_issue');
  if (isExternalGuest(user)) throw new Refusal('target_external_guest');
  const policy = await readPassPolicy(context);
  const { groups } = await memberships(context, user.id);
  if (!inPassScope(policy, groups)) throw new Refusal('target_out_of_scope');
  const now = context.clock.now();
  const value = drawPass(policy.defaultLength);
  const pass: PassRow = {
    id: randomUUID(),
    user_id: user.id,
    hash: await context.slowHash.hash(value),
    created_at: now,
    start_at: startOf(request, now),
    lifetime_minutes: lifetimeOf(request, policy),
    is_usable_once: usableOnce(request, policy) ? 1 : 0,
    used_at: null,
    deleted_at: null,
    created_by: actorId(actor),
  };
  await context.store.transaction(async () => {
    await checkExists(context, user);
    const before = await currentPass(context, user.id);
    if (before) await retirePass(context, before, 'pass_replaced');
    await context.store.db.insertInto('passes').values(pass).execute();
    await writeAudit(context, {
      activity: ACTIVITIES.passIssued,
      reason: 'Admin registered temporary access pass method for user',
      actor,
      targets: [userTarget(user)],
      details: { pass: pass.id, isUsableOnce: String(pass.is_usable_once === 1) },
    });
  });
  return asMethod(pass, policy, groups, now, value);
}

/** The user's pass as a list of none or one, without its value. */
export async function listPasses(context: DirectoryContext, userId: string): Promise<PassMethod[]> {
  const pass = await currentPass(context, userId);
  if (!pass) return [];
  const policy = await readPassPolicy(context);
  const { groups } = await memberships(context, userId);
  return [asMethod(pass, policy, groups, context.clock.now())];
}

/** @throws Refusal `not_found` */
export async function getPass(
  context: DirectoryContext,
  userId: string,
  passId: string,
): Promise<PassMethod> {
  const [pass] = await listPasses(context, userId);
  if (pass?.id !== passId.toLowerCase()) throw new Refusal('not_found');
  return pass;
}

/**
 * Takes a pass back: its reservations, grants, tokens and provisional credentials end in the same transaction.
 *
 * @throws Refusal `not_found`
 */
export async function deletePass(
  context: DirectoryContext,
  input: { readonly actor: Actor; readonly user: UserRow; readonly passId: string },
): Promise<void> {
  const { actor, user, passId } = input;
  await context.store.transaction(async () => {
    const pass = await currentPass(context, user.id);
    if (pass?.id !== passId.toLowerCase()) throw new Refusal('not_found');
    await retirePass(context, pass, 'pass_deleted');
    const self = actor.kind === 'user' && actor.userId === user.id;
    await writeAudit(context, {
      activity: self ? ACTIVITIES.userDeleted : ACTIVITIES.passDeleted,
      reason: `${self ? 'User' : 'Admin'} deleted temporary access pass method for user`,
      actor,
      targets: [userTarget(user)],
      details: { pass: pass.id },
    });
  });
}
