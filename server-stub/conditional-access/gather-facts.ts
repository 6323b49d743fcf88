import { CLIENTS } from '../../electron/contract/wire/challenge.ts';
import type { DirectoryContext } from '../context.ts';
import { countDevices, mayJoin, readDevicePolicy } from '../devices/policy.ts';
import { readProfile } from '../provisioning/profile.ts';
import type { ChallengeClient } from '../sign-in/clients.ts';
import { readPolicy } from '../sign-in/policies.ts';
import { memberships } from '../sign-in/users.ts';
import type { DeviceRow } from '../store/tables.ts';
import type { DeviceFacts, GateFacts, LaterProof } from './gate-facts.ts';
import { platformOf } from './platform.ts';
import { type ClientAppType, readConditionalAccess, USER_ACTIONS, type UserAction } from './policy.ts';
import { CREDENTIAL_MODES, type MethodMode, MODE_OF_KIND, readStrengths } from './strengths.ts';

const ACTION_OF_SCOPE: Readonly<Record<string, UserAction>> = {
  'Device.Register': USER_ACTIONS.registerDevice,
  'UserAuthenticationMethod.ReadWrite': USER_ACTIONS.registerSecurityInfo,
};

/** Scopes that belong to setting up: who the person is, and the report about it. */
const BESIDE_SET_UP = ['openid', 'profile', 'UserAuthenticationMethod.Read', 'Provisioning.Run'];

/** Graph's trust types of our ways to join. */
export const TRUST_TYPES = { join: 'AzureAD', hybrid: 'ServerAD', register: 'Workplace' } as const;

/** A sign-in that is to be judged. */
export interface JudgedSignIn {
  readonly userId: string;
  readonly client: Pick<ChallengeClient, 'id' | 'alwaysMfa' | 'reserves'>;
  /** Separated by spaces. */
  readonly scope: string;
  /** Thumbprint of the device key; `null` where the sign-in is not bound. */
  readonly jkt: string | null;
  readonly shown: readonly MethodMode[];
  /** When the pass that was shown ends, milliseconds. */
  readonly passEndsAt?: number | undefined;
  readonly userAgent?: string | undefined;
}

/** The actions that a scope asks for, and whether it asks for nothing else. */
export function readScope(scope: string): { actions: UserAction[]; onlySetUp: boolean } {
  const names = scope.split(' ').filter((name) => name !== '');
  const actions = names.flatMap((name) => ACTION_OF_SCOPE[name] ?? []);
  const onlySetUp = names.every((name) => name in ACTION_OF_SCOPE || BESIDE_SET_UP.includes(name));
  return { actions, onlySetUp };
}

/** How policies see the client: the console lives in a browser, the others are programs. */
export function clientAppTypeOf(clientId: string): ClientAppType {
  return clientId === CLIENTS.console ? 'browser' : 'mobileAppsAndDesktopClients';
}

/** A row of `devices` as policies see it. */
export function deviceFacts(row: DeviceRow): DeviceFacts {
  return {
    trustType: TRUST_TYPES[row.join_type],
    isCompliant: row.is_compliant === 1,
    operatingSystem: row.operating_system,
    displayName: row.display_name,
  };
}

/** The device that holds this key, where one has joined. */
export async function deviceOfKey(
  context: DirectoryContext,
  jkt: string | null,
): Promise<DeviceRow | undefined> {
  if (jkt === null) return undefined;
  return context.store.db.selectFrom('devices').selectAll().where('jkt', '=', jkt).executeTakeFirst();
}

/** What follows for a client that sets up a device, unless the sign-in is the proof itself. */
async function laterProof(
  context: DirectoryContext,
  signIn: JudgedSignIn,
  device: DeviceFacts | null,
): Promise<LaterProof | null> {
  const isProof = signIn.shown.some((mode) => CREDENTIAL_MODES.includes(mode));
  const { actions } = readScope(signIn.scope);
  if (!signIn.client.reserves || isProof || !actions.includes(USER_ACTIONS.registerSecurityInfo)) return null;
  const { allowed } = (await readProfile(context)).authenticators;
  const modes = [...new Set(allowed.map((kind) => MODE_OF_KIND[kind]))];
  const joined = { trustType: 'AzureAD', isCompliant: false, operatingSystem: '', displayName: '' } as const;
  return { modes, device: device ?? joined };
}

/** Joining is judged where the scope asks for it and the device is not the user's yet. */
async function joinFacts(
  context: DirectoryContext,
  { userId, scope }: JudgedSignIn,
  groups: readonly string[],
  joined: boolean,
): Promise<GateFacts['join']> {
  if (joined || !readScope(scope).actions.includes(USER_ACTIONS.registerDevice)) return null;
  const policy = await readDevicePolicy(context);
  return {
    allowed: mayJoin(policy, groups),
    owned: await countDevices(context, userId),
    quota: policy.userDeviceQuota,
  };
}

/** Reads from the store what `evaluateGates` wants to know about a sign-in. */
export async function gatherGateFacts(context: DirectoryContext, signIn: JudgedSignIn): Promise<GateFacts> {
  const { userId, client, jkt, passEndsAt } = signIn;
  const { groups, roles } = await memberships(context, userId);
  const user = await context.store.db
    .selectFrom('users')
    .select('user_type')
    .where('id', '=', userId)
    .executeTakeFirst();
  const row = await deviceOfKey(context, jkt);
  const device = row ? deviceFacts(row) : null;
  const bootstrap = await readPolicy(context, 'bootstrap', { enabled: false });
  return {
    user: { id: userId, groups, roles, guest: user?.user_type === 'Guest' },
    clientId: client.id,
    clientAppType: clientAppTypeOf(client.id),
    platform: platformOf(device?.operatingSystem) ?? platformOf(signIn.userAgent),
    ...readScope(signIn.scope),
    shown: signIn.shown,
    passLeft: passEndsAt === undefined ? null : passEndsAt - context.clock.now(),
    keyBound: jkt !== null,
    alwaysMfa: client.alwaysMfa,
    policies: await readConditionalAccess(context),
    strengths: await readStrengths(context),
    bootstrapGrant: bootstrap.enabled,
    join: await joinFacts(context, signIn, groups, row?.owner_id === userId),
    device,
    proof: await laterProof(context, signIn, device),
    run: null,
  };
}
