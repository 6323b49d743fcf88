import type { Report } from '../../../electron/contract/wire/report.ts';
/** The parts of Graph's objects that the pages show. Times are ISO 8601, UTC. */
export interface Collection<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string;
}

export interface Notice {
  readonly id: string;
  readonly activityDisplayName: string;
  readonly activityDateTime: string;
  readonly initiatedBy: string | null;
}

/** `GET /provisioning/v1/me` */
export interface Standing {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly tenant: string;
  readonly roles: readonly string[];
  readonly rights: readonly string[];
  readonly amr: readonly string[];
  readonly signedInDateTime: string;
  readonly endsDateTime: string;
  readonly notices: readonly Notice[];
}

export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly creationType: string | null;
  readonly createdDateTime: string;
  readonly signInSessionsValidFromDateTime: string;
}

export interface Pass {
  readonly id: string;
  readonly temporaryAccessPass: string | null;
  readonly createdDateTime: string;
  readonly startDateTime: string;
  readonly lifetimeInMinutes: number;
  readonly isUsableOnce: boolean;
  readonly isUsable: boolean;
  readonly methodUsabilityReason:
    | 'EnabledByPolicy'
    | 'DisabledByPolicy'
    | 'Expired'
    | 'NotYetValid'
    | 'OneTimeUsed';
}

export interface Method extends Partial<Pass> {
  readonly '@odata.type': string;
  readonly id: string;
  readonly displayName?: string | null;
  readonly createdDateTime?: string;
  readonly state?: string;
  readonly model?: string | null;
  readonly assurance?: string;
}

export interface DirectoryObject {
  readonly '@odata.type'?: string;
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName?: string;
}

/** `GET /provisioning/v1/passes` */
export interface EndingPass {
  readonly id: string;
  readonly user: { readonly id: string; readonly displayName: string; readonly userPrincipalName: string };
  readonly endDateTime: string;
}

export interface PassPolicy {
  readonly state: 'enabled' | 'disabled';
  readonly minimumLifetimeInMinutes: number;
  readonly maximumLifetimeInMinutes: number;
  readonly defaultLifetimeInMinutes: number;
  readonly defaultLength: number;
  readonly isUsableOnce: boolean;
  readonly includeTargets: readonly { readonly id: string }[];
  readonly excludeTargets: readonly { readonly id: string }[];
}

export interface AppliedPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly enforcedGrantControls: readonly string[];
  readonly result: string;
}

export interface SignIn {
  readonly id: string;
  readonly createdDateTime: string;
  readonly userDisplayName: string;
  readonly userPrincipalName: string;
  readonly appDisplayName: string;
  readonly ipAddress: string;
  readonly correlationId: string;
  readonly conditionalAccessStatus: string;
  readonly status: {
    readonly errorCode: number;
    readonly failureReason: string | null;
    readonly additionalDetails: string | null;
  };
  readonly deviceDetail: { readonly displayName: string; readonly trustType: string };
  readonly appliedConditionalAccessPolicies?: readonly AppliedPolicy[];
  readonly authenticationDetails: readonly {
    readonly authenticationStepDateTime: string;
    readonly authenticationMethod: string;
    readonly authenticationMethodDetail: string | null;
    readonly succeeded: boolean;
    readonly authenticationStepResultDetail: string;
    readonly authenticationStepRequirement: string;
  }[];
  readonly authenticationRequirement: string;
}

export interface DirectoryAudit {
  readonly id: string;
  readonly category: string;
  readonly result: string;
  readonly resultReason: string;
  readonly activityDisplayName: string;
  readonly activityDateTime: string;
  readonly loggedByService: string;
  readonly initiatedBy: {
    readonly user: { readonly displayName: string | null; readonly userPrincipalName: string | null } | null;
    readonly app: { readonly displayName: string | null } | null;
  };
  readonly targetResources: readonly {
    readonly id: string;
    readonly type: string;
    readonly displayName: string;
    readonly modifiedProperties: readonly {
      readonly displayName: string;
      readonly oldValue: string | null;
      readonly newValue: string | null;
    }[];
  }[];
  readonly additionalDetails: readonly { readonly key: string; readonly value: string }[];
}

export interface Device {
  readonly id: string;
  readonly deviceId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly operatingSystem: string;
  readonly operatingSystemVersion: string;
  readonly trustType: string;
  readonly isCompliant: boolean;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly registrationDateTime: string;
  readonly provisionedDateTime: string | null;
}

export interface DeviceReportRow {
  readonly id: string;
  readonly receivedDateTime: string;
  readonly step: string;
  readonly helpCode: string | null;
}

export interface DeviceReport extends DeviceReportRow {
  readonly report: Report;
}

export interface Run {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly lastEventDateTime: string | null;
  readonly lastEvent: Readonly<Record<string, unknown>> | null;
  readonly serialNumber: string | null;
  readonly provisionedDateTime: string | null;
}

export interface AccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly conditions: {
    readonly users: Readonly<Record<string, readonly string[] | null>>;
    readonly applications: Readonly<Record<string, readonly string[] | null>>;
  };
  readonly grantControls: {
    readonly operator: 'AND' | 'OR';
    readonly builtInControls: readonly string[];
    readonly authenticationStrength?: { readonly displayName?: string } | null;
  } | null;
}
