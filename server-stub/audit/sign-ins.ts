import { randomUUID } from 'node:crypto';
import { refusalRow, type Slug } from '../../electron/contract/refusals.ts';
import type { SignInRow } from '../../electron/contract/wire/graph.ts';
import { accessMembers } from '../conditional-access/applied.ts';
import type { Evaluation } from '../conditional-access/evaluate-gates.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserRow } from '../store/tables.ts';
import { type LogPage, type LogQuery, listRows } from './list-rows.ts';

/** One thing that a person showed, or tried to. */
export interface ShownMethod {
  readonly method:
    | 'Temporary Access Pass'
    | 'Password'
    | 'Windows Hello for Business'
    | 'Passkey'
    | 'OATH verification code';
  readonly detail: string | null;
}

/** A sign-in, successful or not. It holds nothing that was typed. */
export interface SignInEvent {
  /** `undefined` for a name that nobody has: the name itself is not kept, it might be a pass in the wrong field. */
  readonly user: UserRow | undefined;
  readonly client: { readonly id: string; readonly displayName: string };
  readonly source: string;
  /** `null` in a browser. */
  readonly jkt: string | null;
  /** Of a browser; it decides `clientAppUsed`. */
  readonly userAgent?: string | null;
  readonly correlationId: string;
  readonly shown: readonly ShownMethod[];
  readonly refusedWith?: Slug;
  /** What policies said; absent where they were not asked. */
  readonly evaluation?: Evaluation;
  readonly sid?: string;
  readonly multiFactor: boolean;
  /** Nobody was asked for anything: tokens were renewed. `tokenId` is the new access token's `jti`. */
  readonly renewal?: { readonly tokenId: string | null; readonly userAgent: string };
}

/** Numbers for refusals that Entra has none for: a failed row must not look like a good one. */
const NO_NUMBER = 50000;

function statusOf(slug: Slug | undefined) {
  if (slug === undefined) return { errorCode: 0, failureReason: null, additionalDetails: null };
  const row = refusalRow(slug);
  return { errorCode: row.entra ?? NO_NUMBER, failureReason: row.cause, additionalDetails: slug };
}

/** As Entra's rows say it. */
const TRUST_TYPES = {
  join: 'Azure AD joined',
  hybrid: 'Hybrid Azure AD joined',
  register: 'Azure AD registered',
} as const;

async function deviceDetail(context: DirectoryContext, jkt: string | null) {
  const device = await context.store.db
    .selectFrom('devices')
    .select(['device_id', 'display_name', 'operating_system', 'join_type', 'is_compliant'])
    .where('jkt', '=', jkt ?? '')
    .executeTakeFirst();
  return {
    deviceId: device?.device_id ?? '',
    displayName: device?.display_name ?? '',
    operatingSystem: device?.operating_system ?? '',
    browser: '',
    isCompliant: device?.is_compliant === 1,
    isManaged: false,
    trustType: device ? TRUST_TYPES[device.join_type] : '',
  };
}

/** What Entra says where a token stood in for the person. */
const SATISFIED_BEFORE = {
  authenticationMethod: 'Previously satisfied',
  authenticationMethodDetail: null,
  authenticationStepResultDetail: 'Requirement satisfied by claim in the token',
  authenticationStepRequirement: 'Primary authentication',
};

function detailsOf(event: SignInEvent, at: string) {
  if (event.renewal) {
    const succeeded = event.refusedWith === undefined;
    return [{ authenticationStepDateTime: at, ...SATISFIED_BEFORE, succeeded }];
  }
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

/** How the sign-in came: by a person, in a browser or without, or by a refresh token. */
function protocolMembers({ renewal, userAgent, jkt, sid }: SignInEvent) {
  const browser = typeof userAgent === 'string';
  const bound = jkt === null ? 'unbound' : 'bound';
  return {
    clientAppUsed: browser ? 'Browser' : 'Mobile Apps and Desktop clients',
    userAgent: (renewal?.userAgent ?? userAgent ?? '').slice(0, 256),
    isInteractive: renewal === undefined,
    signInEventTypes: [renewal ? 'nonInteractiveUser' : 'interactiveUser'],
    authenticationProtocol: browser || renewal ? 'oAuth2' : 'nativeAuth',
    incomingTokenType: renewal ? 'refreshToken' : 'none',
    clientCredentialType: 'none',
    uniqueTokenIdentifier: renewal?.tokenId ?? null,
    sessionId: sid ?? null,
    sessionLifetimePolicies: [],
    signInTokenProtectionStatus: bound,
    appTokenProtectionStatus: bound,
  };
}

/** Writes one row in Graph's signIn shape (beta members included); call it in the transaction of the sign-in. */
export async function writeSignIn(context: DirectoryContext, event: SignInEvent): Promise<void> {
  const now = context.clock.now();
  const id = randomUUID();
  const at = new Date(now).toISOString();
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
    correlationId: event.correlationId,
    originalRequestId: event.correlationId,
    ...accessMembers(event.evaluation, event.multiFactor),
    ...NOT_JUDGED,
    ...protocolMembers(event),
    resourceDisplayName: 'Latchkey directory',
    resourceId: 'latchkey-directory',
    status: statusOf(event.refusedWith),
    deviceDetail: await deviceDetail(context, event.jkt),
    authenticationDetails: detailsOf(event, at),
    authenticationMethodsUsed: event.shown.map((shown) => shown.method),
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
