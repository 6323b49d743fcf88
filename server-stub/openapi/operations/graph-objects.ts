import { DeviceChange } from '../../devices/manage.ts';
import { Batch } from '../../graph/read-batch.ts';
import { Reference } from '../../graph/reference.ts';
import { GroupChange, NewGroup } from '../../groups/manage.ts';
import { AccountChange, NewAccount } from '../../users/account.ts';
import type { Operation, Operations, Tag } from '../operation.ts';
import { Device, DirectoryAudit, DirectoryRole, Group, SignIn, SignInBeta, User } from '../shapes.ts';

const row = (
  tag: Tag,
  summary: string,
  answers: Operation['answers'],
  more: Partial<Operation> = {},
): Operation => ({
  summary,
  tag,
  access: 'token',
  answers,
  ...more,
});
const list = (tag: Tag, summary: string, item?: Operation['item']): Operation =>
  row(tag, summary, { 200: null }, { collection: true, ...(item ? { item } : {}) });

/** Graph allows a device's id, or its deviceId as an alternate key. */
const DEVICE_PATHS = ['~/devices/:device', "~/devices(deviceId=':device(^[0-9A-Fa-f-]+)')"];
const DEVICE_ROWS: Operations = Object.assign(
  {},
  ...DEVICE_PATHS.map((path) => ({
    [`GET ${path}`]: row('devices', 'One device', { 200: Device }),
    [`PATCH ${path}`]: row('devices', 'Change a device', { 204: null }, { body: DeviceChange }),
    [`DELETE ${path}`]: row('devices', 'Delete a device', { 204: null }),
  })),
);

/** People, groups, roles, devices and their logs. */
export const OBJECT_OPERATIONS: Operations = {
  ...DEVICE_ROWS,
  'GET ~/devices': list('devices', 'List devices', Device),
  'GET ~/devices/:device/registeredOwners': list('devices', 'Owners of a device', User),
  'GET ~/devices/:device/registeredUsers': list('devices', 'Users of a device', User),
  'GET ~/me': row('people', 'Who am I?', { 200: User }),
  'GET ~/me/memberOf': list('people', 'Own groups and roles'),
  'GET ~/me/ownedDevices': list('devices', 'Own devices', Device),
  'GET ~/me/registeredDevices': list('devices', 'Own devices', Device),
  'POST ~/me/revokeSignInSessions': row('people', 'Sign oneself out everywhere', { 200: null }),
  'GET ~/users': list('people', 'List people', User),
  'POST ~/users': row('people', 'Create a person', { 201: User }, { body: NewAccount }),
  'GET ~/users/:user': row('people', 'One person', { 200: User }),
  'PATCH ~/users/:user': row('people', 'Change a person', { 204: null }, { body: AccountChange }),
  'DELETE ~/users/:user': row('people', 'Delete a person', { 204: null }),
  'GET ~/users/:user/memberOf': list('people', 'Groups and roles of a person'),
  'GET ~/users/:user/ownedDevices': list('devices', 'Devices of a person', Device),
  'GET ~/users/:user/registeredDevices': list('devices', 'Devices of a person', Device),
  'POST ~/users/:user/revokeSignInSessions': row('people', 'Sign a person out everywhere', { 200: null }),
  'GET ~/groups': list('people', 'List groups', Group),
  'POST ~/groups': row('people', 'Create a group', { 201: Group }, { body: NewGroup }),
  'GET ~/groups/:group': row('people', 'One group', { 200: Group }),
  'PATCH ~/groups/:group': row('people', 'Change a group', { 204: null }, { body: GroupChange }),
  'DELETE ~/groups/:group': row('people', 'Delete a group', { 204: null }),
  'GET ~/groups/:group/members': list('people', 'Members of a group', User),
  'POST ~/groups/:group/members/$ref': row('people', 'Add a member', { 204: null }, { body: Reference }),
  'DELETE ~/groups/:group/members/:member/$ref': row('people', 'Remove a member', { 204: null }),
  'GET ~/directoryRoles': list('people', 'List roles', DirectoryRole),
  'GET ~/directoryRoles/:role': row('people', 'One role', { 200: DirectoryRole }),
  'GET ~/directoryRoles/:role/members': list('people', 'Who holds a role', User),
  'POST ~/directoryRoles/:role/members/$ref': row(
    'people',
    'Give a role',
    { 204: null },
    { body: Reference },
  ),
  'DELETE ~/directoryRoles/:role/members/:member/$ref': row('people', 'Take a role', { 204: null }),
  'POST ~/$batch': row('people', 'Up to 20 requests in one', { 200: null }, { body: Batch }),
  'GET ~/auditLogs/signIns': { ...list('audit', 'Sign-in rows, newest first', SignIn), beta: SignInBeta },
  'GET ~/auditLogs/signIns/:id': row('audit', 'One sign-in row', { 200: SignIn }, { beta: SignInBeta }),
  'GET ~/auditLogs/directoryAudits/:id': row('audit', 'One directory audit', { 200: DirectoryAudit }),
  'GET ~/auditLogs/directoryAudits': list('audit', 'What was changed, newest first', DirectoryAudit),
};
