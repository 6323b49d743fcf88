import { randomUUID } from 'node:crypto';
import type { Gate } from '../../electron/contract/gate.ts';
import { refusalRow, type Slug } from '../../electron/contract/refusals.ts';
import type { SignInRow } from '../../electron/contract/wire/graph.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserRow } from '../store/tables.ts';
import { type LogPage, type LogQuery, listRows } from './list-rows.ts';

/** One thing that a person showed, or tried to. */
export interface ShownMethod {
  readonly method: 'Temporary Access Pass' | 'Password' | 'Windows Hello for Business' | 'Passkey';
  readonly detail: string | null;
}

/** A sign-in, successful or not. It holds nothing that was typed. */
export interface SignInEvent {
  /** `undefined` for a name that nobody has: the name itself is not kept, it might be a pass in the wrong field. */
  readonly user: UserRow | undefined;
  readonly client: { readonly id: string; readonly displayName: string };
  readonly source: string;
  readonly jkt: string;
  readonly correlationId: string;
  readonly shown: readonly ShownMethod[];
  readonly refusedWith?: Slug;
  readonly gates?: readonly Gate[];
  /** The bootstrap grant stood in for a strength (design.md). */
  readonly bootstrapped?: boolean;
  readonly sid?: string;
  readonly multiFactor: boolean;
}

/** Numbers for refusals that Entra has none for: a failed row must not look like a good one. */
const NO_NUMBER = 50000;

function statusOf(slug: Slug | undefined) {
  if (slug === undefined) return { errorCode: 0, failureReason: null, additionalDetails: null };
  const row = refusalRow(slug);
  return { errorCode: row.entra ?? NO_NUMBER, failureReason: row.cause, additionalDetails: slug };
}

async function deviceDetail(context: DirectoryContext, jkt: string) {
  const device = await context.store.db
    .selectFrom('devices')
    .select(['device_id', 'display_name', 'operating_system', 'join_type'])
    .where('jkt', '=', jkt)
    .executeTakeFirst();
  return {
    deviceId: device?.device_id ?? '',
    displayName: device?.display_name ?? '',
    operatingSystem: device?.operating_system ?? '',
    browser: '',
    isCompliant: false,
    isManaged: false,
    trustType: device ? (device.join_type === 'join' ? 'Azure AD joined' : 'Azure AD registered') : '',
  };
}

function policiesOf(gates: readonly Gate[]) {
  return gates
    .filter((gate) => ['mfa', 'authentication_strength', 'device', 'block'].includes(gate.requires))
    .map((gate) => ({
      id: gate.id,
      displayName: gate.displayName,
      enforcedGrantControls: [gate.requires],
      enforcedSessionControls: [],
      result: gate.satisfied ? 'success' : 'failure',
    }));
}

function detailsOf(event: SignInEvent, at: string) {
  return event.shown.map((shown, index) => ({
    authenticationStepDateTime: at,
    authenticationMethod: shown.method,
    authenticationMethodDetail: shown.detail,
    succeeded: event.refusedWith === undefined || index < event.shown.length - 1,
    authenticationStepResultDetail:
      event.refusedWith === undefined
        ? 'MFA completed in the directory'
        : refusalRow(event.refusedWith).cause,
    authenticationStepRequirement: index === 0 ? 'Primary authentication' : 'Multifactor authentication',
  }));
}

/** Its own line, so that an auditor finds every use of it. */
const BOOTSTRAP_LINE = {
  id: 'bootstrap-grant',
  displayName: 'Bootstrap grant: a pass stood in for an authentication strength to register the first method',
  enforcedGrantControls: ['bootstrap'],
  enforcedSessionControls: [],
  result: 'success',
};

/** Nothing here judges risk or knows places; readers of Graph rows expect the members. */
const NOT_JUDGED = {
  riskDetail: 'none',
  riskLevelAggregated: 'none',
  riskLevelDuringSignIn: 'none',
  riskState: 'none',
  riskEventTypes: [],
  riskEventTypes_v2: [],
  location: { city: '', state: '', countryOrRegion: '', geoCoordinates: null },
};

/** Writes one row in Graph's signIn shape (beta members included); call it in the transaction of the sign-in. */
export async function writeSignIn(context: DirectoryContext, event: SignInEvent): Promise<void> {
  const now = context.clock.now();
  const id = randomUUID();
  const at = new Date(now).toISOString();
  const policies = [...policiesOf(event.gates ?? []), ...(event.bootstrapped ? [BOOTSTRAP_LINE] : [])];
  const failed = policies.some((policy) => policy.result === 'failure');
  const row = {
    id,
    createdDateTime: at,
    userDisplayName: event.user?.display_name ?? '',
    userPrincipalName: event.user?.user_principal_name ?? '',
    userId: event.user?.id ?? '',
    userType: event.user?.user_type === 'Guest' ? 'guest' : 'member',
    appId: event.client.id,
    appDisplayName: event.client.displayName,
    ipAddress: event.source,
    clientAppUsed: 'Mobile Apps and Desktop clients',
    correlationId: event.correlationId,
    conditionalAccessStatus: policies.length === 0 ? 'notApplied' : failed ? 'failure' : 'success',
    isInteractive: true,
    ...NOT_JUDGED,
    resourceDisplayName: 'Latchkey directory',
    resourceId: 'latchkey-directory',
    status: statusOf(event.refusedWith),
    deviceDetail: await deviceDetail(context, event.jkt),
    appliedConditionalAccessPolicies: policies,
    authenticationDetails: detailsOf(event, at),
    authenticationMethodsUsed: event.shown.map((shown) => shown.method),
    authenticationRequirement: event.multiFactor ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    authenticationProtocol: 'nativeAuth',
    incomingTokenType: 'none',
    sessionId: event.sid ?? null,
    signInEventTypes: ['interactiveUser'],
    signInTokenProtectionStatus: 'bound',
    appTokenProtectionStatus: 'bound',
  };
  await context.store.db
    .insertInto('sign_ins')
    .values({ id, at: now, user_id: event.user?.id ?? null, payload: JSON.stringify(row) })
    .execute();
}

/** Rows, newest first. */
export function listSignIns(context: DirectoryContext, query: LogQuery = {}): Promise<LogPage<SignInRow>> {
  return listRows<SignInRow>(context, 'sign_ins', query);
}
