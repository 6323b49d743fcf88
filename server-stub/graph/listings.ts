import type { DeviceRow, GroupRow, UserRow } from '../store/tables.ts';
import { presentUser } from './graph-user.ts';
import { choice, flag, lower, text, time } from './odata/column.ts';
import type { Listing } from './odata/list.ts';
import { presentDevice, TRUST } from './present-device.ts';
import { presentGroup } from './present-group.ts';

/*
 * What may be asked of each collection of directory objects: members, filters, orders, count and page size, with the columns
 * behind them. docs/graph.md says the same to people, and a test compares the two.
 */

export const USERS: Listing<UserRow> = {
  table: 'users',
  key: 'user_principal_name',
  present: presentUser,
  shape: {
    select: [
      'id',
      'userPrincipalName',
      'displayName',
      'givenName',
      'surname',
      'mail',
      'mailNickname',
      'otherMails',
      'accountEnabled',
      'userType',
      'creationType',
      'usageLocation',
      'employeeHireDate',
      'createdDateTime',
      'signInSessionsValidFromDateTime',
      'passwordProfile',
    ],
    filter: {
      id: lower('id'),
      userPrincipalName: lower('user_principal_name'),
      displayName: text('display_name'),
      givenName: text('given_name'),
      surname: text('surname'),
      mail: lower('user_principal_name'),
      mailNickname: text('mail_nickname'),
      accountEnabled: flag('account_enabled'),
      userType: choice('user_type', { Member: 'Member', Guest: 'Guest' }),
      creationType: text('creation_type'),
      usageLocation: text('usage_location'),
      employeeHireDate: time('employee_hire_at'),
      createdDateTime: time('created_at'),
    },
    orderBy: {
      userPrincipalName: lower('user_principal_name'),
      displayName: text('display_name'),
      createdDateTime: time('created_at'),
    },
    count: true,
    largestPage: 999,
    defaultPage: 100,
  },
};

export const GROUPS: Listing<GroupRow> = {
  table: 'groups',
  key: 'id',
  present: presentGroup,
  shape: {
    select: [
      'id',
      'displayName',
      'description',
      'mailNickname',
      'mailEnabled',
      'securityEnabled',
      'groupTypes',
      'createdDateTime',
    ],
    filter: {
      id: lower('id'),
      displayName: text('display_name'),
      description: text('description'),
      mailNickname: text('mail_nickname'),
      createdDateTime: time('created_at'),
    },
    orderBy: { displayName: text('display_name') },
    count: true,
    largestPage: 999,
    defaultPage: 100,
  },
};

export const DEVICES: Listing<DeviceRow> = {
  table: 'devices',
  key: 'id',
  present: presentDevice,
  shape: {
    select: [
      'id',
      'deviceId',
      'displayName',
      'accountEnabled',
      'operatingSystem',
      'operatingSystemVersion',
      'trustType',
      'profileType',
      'isCompliant',
      'isManaged',
      'manufacturer',
      'model',
      'serialNumber',
      'registrationDateTime',
      'provisionedDateTime',
    ],
    filter: {
      id: lower('id'),
      deviceId: lower('device_id'),
      displayName: text('display_name'),
      accountEnabled: flag('account_enabled'),
      operatingSystem: text('operating_system'),
      operatingSystemVersion: text('operating_system_version'),
      trustType: choice('join_type', trustColumn()),
      isCompliant: flag('is_compliant'),
      manufacturer: text('manufacturer'),
      model: text('model'),
      serialNumber: text('serial_number'),
      registrationDateTime: time('created_at'),
      provisionedDateTime: time('provisioned_at'),
    },
    orderBy: { displayName: text('display_name') },
    count: true,
    largestPage: 999,
    defaultPage: 100,
  },
};

function trustColumn(): Record<string, string> {
  return Object.fromEntries(Object.entries(TRUST).map(([ours, theirs]) => [theirs, ours]));
}
