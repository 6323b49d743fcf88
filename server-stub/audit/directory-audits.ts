import { randomUUID } from 'node:crypto';
import type { DirectoryContext } from '../context.ts';
import type { Actor } from './actor.ts';
import { type LogPage, type LogQuery, listRows } from './list-rows.ts';

/** Entra's names of the activities, and ours where Entra has none. */
export const ACTIVITIES = {
  passIssued: 'Admin registered security info',
  passDeleted: 'Admin deleted security info',
  passReserved: 'Reserve Temporary Access Pass',
  passReservationEnded: 'End Temporary Access Pass reservation',
  passCommitted: 'Commit Temporary Access Pass',
  userRegistered: 'User registered security info',
  userDeleted: 'User deleted security info',
  counterWentBack: 'Detect copied credential',
  helloAdded: 'Add Windows Hello for Business credential',
  deviceRegistered: 'Register device',
  attestationKeyCertified: 'Certify attestation key of device',
  deviceAdded: 'Add device',
  ownerAdded: 'Add registered owner to device',
  deviceSealed: 'Seal staged device',
  runAbandoned: 'Abandon device provisioning',
  technicianAnswered: 'Answer technician challenge',
  technicianUsed: 'Technician exit used',
  technicianWrong: 'Technician code refused',
  technicianLocked: 'Technician exit locked',
  reportReceived: 'Receive device report',
  reportRead: 'Read device report',
  userAdded: 'Add user',
  passPolicyChanged: 'Authentication Methods Policy Update',
  passPolicyReset: 'Authentication Methods Policy Reset',
  userUpdated: 'Update user',
  userRemoved: 'Delete user',
  userEnabled: 'Enable account',
  userDisabled: 'Disable account',
  passwordReset: 'Reset user password',
  sessionsRevoked: 'Revoke sign-in sessions',
  groupAdded: 'Add group',
  groupUpdated: 'Update group',
  groupRemoved: 'Delete group',
  memberAdded: 'Add member to group',
  memberRemoved: 'Remove member from group',
  roleGiven: 'Add member to role',
  roleTaken: 'Remove member from role',
  deviceUpdated: 'Update device',
  deviceRemoved: 'Delete device',
  accessPolicyAdded: 'Add conditional access policy',
  accessPolicyUpdated: 'Update conditional access policy',
  accessPolicyDeleted: 'Delete conditional access policy',
  strengthAdded: 'Add authentication strength',
  strengthUpdated: 'Update authentication strength',
  strengthDeleted: 'Delete authentication strength',
  preflightMade: 'Preflight device provisioning',
  chaosBegun: 'Begin chaos scenario',
  chaosEnded: 'End chaos scenario',
} as const;

export type Activity = (typeof ACTIVITIES)[keyof typeof ACTIVITIES];

/** A member that changed; the values are JSON, as Entra's rows have them. */
export interface ModifiedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** What something was done to. */
export interface AuditTarget {
  readonly id: string;
  readonly type: 'User' | 'Group' | 'Role' | 'Device' | 'Policy' | 'Application';
  readonly displayName: string;
  readonly userPrincipalName?: string;
  readonly modifiedProperties?: readonly ModifiedProperty[];
}

/** One thing that was done. `details` must hold nothing secret. */
export interface AuditEvent {
  readonly activity: Activity;
  readonly reason: string;
  readonly actor: Actor;
  readonly targets: readonly AuditTarget[];
  readonly category?: 'UserManagement' | 'GroupManagement' | 'RoleManagement' | 'Device' | 'Policy';
  readonly service?:
    | 'Authentication Methods'
    | 'Device Registration Service'
    | 'Core Directory'
    | 'Conditional Access';
  readonly result?: 'success' | 'failure';
  readonly details?: Readonly<Record<string, string>>;
}

/** Graph's directoryAudit, as stored and as served. */
export type DirectoryAudit = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly activityDateTime: string;
  readonly activityDisplayName: string;
};

/** By the first words of an activity; whatever else it is changes something that is there. */
const OPERATION_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(Add|Register|Reserve|Begin)\b|registered security info$/, 'Add'],
  [/^(Delete|Remove|End)\b|deleted security info$/, 'Delete'],
];

/** Graph's `operationType`. Giving somebody a role or a place in a group is `Assign`, taking it away `Unassign`. */
function operationType(activity: Activity): string {
  if (/ member (to|from) /.test(activity)) return activity.startsWith('Add') ? 'Assign' : 'Unassign';
  return OPERATION_TYPES.find(([words]) => words.test(activity))?.[1] ?? 'Update';
}

async function initiatedBy(context: DirectoryContext, actor: Actor): Promise<Record<string, unknown>> {
  if (actor.kind === 'application')
    return { user: null, app: { appId: actor.clientId, displayName: actor.clientId } };
  if (actor.kind === 'directory')
    return { user: null, app: { appId: null, displayName: 'Latchkey directory' } };
  const user = await context.store.db
    .selectFrom('users')
    .select(['display_name', 'user_principal_name'])
    .where('id', '=', actor.userId)
    .executeTakeFirst();
  return {
    app: null,
    user: {
      id: actor.userId,
      displayName: user?.display_name ?? null,
      userPrincipalName: user?.user_principal_name ?? null,
      ipAddress: context.origin.getStore()?.ipAddress ?? null,
    },
  };
}

/** Writes one row; call it in the transaction that does the thing. */
export async function writeAudit(context: DirectoryContext, event: AuditEvent): Promise<void> {
  const now = context.clock.now();
  const id = randomUUID();
  const row = {
    id,
    category: event.category ?? 'UserManagement',
    correlationId: context.origin.getStore()?.requestId ?? randomUUID(),
    result: event.result ?? 'success',
    resultReason: event.reason,
    activityDisplayName: event.activity,
    activityDateTime: new Date(now).toISOString(),
    loggedByService: event.service ?? 'Authentication Methods',
    operationType: operationType(event.activity),
    initiatedBy: await initiatedBy(context, event.actor),
    targetResources: event.targets.map((target) => ({ modifiedProperties: [], ...target })),
    additionalDetails: Object.entries(event.details ?? {}).map(([key, value]) => ({ key, value })),
  };
  const user = event.targets.find((target) => target.type === 'User');
  await context.store.db
    .insertInto('directory_audits')
    .values({ id, at: now, user_id: user?.id ?? null, payload: JSON.stringify(row) })
    .execute();
}

/** Rows, newest first. */
export function listDirectoryAudits(
  context: DirectoryContext,
  query: LogQuery = {},
): Promise<LogPage<DirectoryAudit>> {
  return listRows<DirectoryAudit>(context, 'directory_audits', query);
}
