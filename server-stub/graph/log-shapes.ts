import { flag, lower, number, text, time } from './odata/column.ts';
import type { CollectionShape } from './odata/query.ts';

/** One of the two logs, and what may be asked of it. */
export interface Log {
  readonly path: 'signIns' | 'directoryAudits';
  readonly table: 'sign_ins' | 'directory_audits';
  readonly shape: CollectionShape;
}

/** As in the index of the log (store/schema/objects.ts): the same text, or SQLite would read every row instead. */
export const read = (path: string) => `json_extract(payload, '$.${path}')`;

/** A log is read newest first and in no other order. */
const NEWEST_FIRST = { ...number('seq'), only: 'desc' } as const;

/** What v1.0 has; the rest, with the steps of each sign-in, is beta's (reference A6). */
export const V1_MEMBERS = [
  'id',
  'createdDateTime',
  'userDisplayName',
  'userPrincipalName',
  'userId',
  'appId',
  'appDisplayName',
  'ipAddress',
  'clientAppUsed',
  'correlationId',
  'conditionalAccessStatus',
  'isInteractive',
  'riskDetail',
  'riskLevelAggregated',
  'riskLevelDuringSignIn',
  'riskState',
  'riskEventTypes',
  'riskEventTypes_v2',
  'resourceDisplayName',
  'resourceId',
  'status',
  'deviceDetail',
  'location',
  'appliedConditionalAccessPolicies',
];
const BETA_MEMBERS = [
  ...V1_MEMBERS,
  'userType',
  'userAgent',
  'originalRequestId',
  'authenticationDetails',
  'authenticationMethodsUsed',
  'authenticationRequirement',
  'authenticationRequirementPolicies',
  'authenticationProtocol',
  'incomingTokenType',
  'clientCredentialType',
  'uniqueTokenIdentifier',
  'sessionId',
  'sessionLifetimePolicies',
  'signInEventTypes',
  'signInTokenProtectionStatus',
  'appTokenProtectionStatus',
];

export const SIGN_INS: Log = {
  path: 'signIns',
  table: 'sign_ins',
  shape: {
    select: BETA_MEMBERS,
    filter: {
      id: lower('id'),
      createdDateTime: time('at'),
      userDisplayName: text(read('userDisplayName')),
      userPrincipalName: text(read('userPrincipalName')),
      userId: lower('user_id'),
      appId: text(read('appId')),
      appDisplayName: text(read('appDisplayName')),
      ipAddress: text(read('ipAddress')),
      correlationId: text(read('correlationId')),
      conditionalAccessStatus: text(read('conditionalAccessStatus')),
      isInteractive: flag(read('isInteractive')),
      'status/errorCode': number(read('status.errorCode')),
      'deviceDetail/deviceId': text(read('deviceDetail.deviceId')),
      authenticationRequirement: text(read('authenticationRequirement')),
    },
    orderBy: { createdDateTime: NEWEST_FIRST },
    largestPage: 1000,
    defaultPage: 1000,
  },
};

export const DIRECTORY_AUDITS: Log = {
  path: 'directoryAudits',
  table: 'directory_audits',
  shape: {
    select: [
      'id',
      'category',
      'correlationId',
      'result',
      'resultReason',
      'activityDisplayName',
      'activityDateTime',
      'loggedByService',
      'operationType',
      'initiatedBy',
      'targetResources',
      'additionalDetails',
    ],
    filter: {
      id: lower('id'),
      category: text(read('category')),
      correlationId: text(read('correlationId')),
      result: text(read('result')),
      activityDisplayName: text(read('activityDisplayName')),
      activityDateTime: time('at'),
      loggedByService: text(read('loggedByService')),
      'initiatedBy/user/id': text(read('initiatedBy.user.id')),
      'initiatedBy/user/userPrincipalName': text(read('initiatedBy.user.userPrincipalName')),
      'initiatedBy/app/appId': text(read('initiatedBy.app.appId')),
    },
    orderBy: { activityDateTime: NEWEST_FIRST },
    largestPage: 1000,
    defaultPage: 1000,
  },
};
