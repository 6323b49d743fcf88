import { AGENT_SCOPE, CLIENTS } from '../../electron/contract/wire/challenge.ts';
import type { PreflightRequest } from '../../electron/contract/wire/preflight.ts';
import type { DeviceFacts, GateFacts, PassFacts, RunFacts } from '../conditional-access/gate-facts.ts';
import {
  deviceFacts,
  deviceOfKey,
  gatherGateFacts,
  TRUST_TYPES,
} from '../conditional-access/gather-facts.ts';
import { isMultifactor, type MethodMode, MODE_OF_KIND, passMode } from '../conditional-access/strengths.ts';
import type { DirectoryContext } from '../context.ts';
import { ASSURANCES, type Assurance, readCredentialPolicy } from '../credentials/assurance.ts';
import { hasSoftwareOath } from '../credentials/software-oath/methods.ts';
import { passAtSignIn } from '../passes/find.ts';
import { inPassScope, type PassPolicy, readPassPolicy } from '../passes/policy.ts';
import { MOST_RESERVATIONS } from '../passes/reserve.ts';
import { passEnd, passUsability } from '../passes/usability.ts';
import { isExternalGuest, memberships } from '../sign-in/users.ts';
import type { DeviceRow, PassRow, UserRow } from '../store/tables.ts';
import { neededSeconds } from './durations.ts';
import { readProfile } from './profile.ts';

const MINUTE = 60_000;

/** The most that each authenticator can bring; a file vouches for itself and nobody else does. */
const MOST_ASSURANCE: Readonly<Record<'platform' | 'tpm' | 'software', Assurance>> = {
  platform: 'attested',
  tpm: 'attested',
  software: 'self',
};

interface PassNow {
  readonly pass: PassFacts | null;
  /** What entering it would show; `null` where it cannot be entered now. */
  readonly mode: MethodMode | null;
  readonly endsAt?: number;
}

/** How long another device key holds a one-time pass, milliseconds; `undefined` where it has been held too often. */
async function heldFor(
  context: DirectoryContext,
  pass: PassRow,
  jkt: string | null,
): Promise<number | undefined> {
  if (pass.is_usable_once === 0) return 0;
  const now = context.clock.now();
  const holds = await context.store.db
    .selectFrom('reservations')
    .selectAll()
    .where('pass_id', '=', pass.id)
    .execute();
  const live = holds.filter((row) => row.ended_at === null && row.ends_at > now);
  if (jkt !== null && live.some((row) => row.jkt === jkt)) return 0;
  if (holds.length >= MOST_RESERVATIONS) return undefined;
  return Math.max(0, ...live.map((row) => row.ends_at - now));
}

/** The pass as it stands: what it shows now, when it can be entered, and how long it has. */
async function passNow(
  context: DirectoryContext,
  user: UserRow,
  policy: PassPolicy,
  jkt: string | null,
): Promise<PassNow> {
  const nothing = { pass: null, mode: null };
  const row = await passAtSignIn(context, user.id);
  if (!row) return nothing;
  const now = context.clock.now();
  const { groups } = await memberships(context, user.id);
  const usability = passUsability(row, policy, groups, now);
  const held = await heldFor(context, row, jkt);
  const alive = usability === 'EnabledByPolicy' || usability === 'NotYetValid';
  if (!alive || held === undefined) return nothing;
  const isUsableOnce = row.is_usable_once === 1;
  const startsIn = Math.max(0, held, row.start_at - now);
  const endsAt = passEnd(row);
  return {
    pass: { isUsableOnce, startsIn, left: endsAt - now },
    mode: startsIn === 0 ? passMode(isUsableOnce) : null,
    endsAt,
  };
}

/** What the person could show besides a pass: methods of other machines are no way on here. */
async function otherModes(
  context: DirectoryContext,
  user: UserRow,
  jkt: string | null,
): Promise<{ here: MethodMode[]; anywhere: boolean }> {
  const keys = await context.store.db
    .selectFrom('credentials')
    .select(['kind', 'jkt'])
    .where('user_id', '=', user.id)
    .where('state', '=', 'active')
    .execute();
  const reachable = keys.filter((key) => key.kind === 'fido2' || (jkt !== null && key.jkt === jkt));
  const here: MethodMode[] = reachable.map((key) => MODE_OF_KIND[key.kind]);
  if (user.password_hash !== null) here.push('password');
  const app = await hasSoftwareOath(context, user.id);
  if (app) here.push('softwareOath');
  return { here: [...new Set(here)], anywhere: here.length > 0 || keys.length > 0 };
}

function deviceThen(request: PreflightRequest, row: DeviceRow | undefined): DeviceFacts {
  if (row) return deviceFacts(row);
  const { operatingSystem = '', joinType = 'join' } = request.device ?? {};
  return { trustType: TRUST_TYPES[joinType], isCompliant: false, operatingSystem, displayName: '' };
}

async function authenticatorFacts(context: DirectoryContext, request: PreflightRequest) {
  const { allowed } = (await readProfile(context)).authenticators;
  const { requiredAssurance } = await readCredentialPolicy(context);
  const wanted = request.authenticator === undefined ? allowed : [request.authenticator];
  const enough = (kind: keyof typeof MOST_ASSURANCE) =>
    ASSURANCES.indexOf(MOST_ASSURANCE[kind]) >= ASSURANCES.indexOf(requiredAssurance);
  return {
    modes: [...new Set(wanted.map((kind) => MODE_OF_KIND[kind]))],
    authenticatorAllowed: wanted.some((kind) => allowed.includes(kind)),
    attestationPossible: wanted.some(enough),
  };
}

/** The part of a run that is the same however the person signs in. */
async function runFacts(
  context: DirectoryContext,
  user: UserRow,
  row: DeviceRow | undefined,
  policy: PassPolicy,
): Promise<
  Pick<
    RunFacts,
    'accountEnabled' | 'inPassScope' | 'mayHavePass' | 'needed' | 'longestPass' | 'deviceEnabled'
  >
> {
  const { groups } = await memberships(context, user.id);
  return {
    accountEnabled: user.account_enabled === 1,
    inPassScope: inPassScope(policy, groups),
    mayHavePass: !isExternalGuest(user),
    needed: neededSeconds() * 1000,
    longestPass: policy.maximumLifetimeInMinutes * MINUTE,
    deviceEnabled: row === undefined || row.account_enabled === 1,
  };
}

/**
 * Reads from the store what decides about a whole run of this person on this laptop: with the pass, and where they have other
 * ways to sign in, with those instead.
 */
export async function gatherRunFacts(
  context: DirectoryContext,
  user: UserRow,
  request: PreflightRequest,
): Promise<[GateFacts, ...GateFacts[]]> {
  const jkt = request.device?.jkt ?? null;
  const row = await deviceOfKey(context, jkt);
  const policy = await readPassPolicy(context);
  const { mode, endsAt, pass } = await passNow(context, user, policy, jkt);
  const others = await otherModes(context, user, jkt);
  const { modes, ...authenticator } = await authenticatorFacts(context, request);
  const device = deviceThen(request, row);
  const facts = await gatherGateFacts(context, {
    userId: user.id,
    client: { id: CLIENTS.agent, alwaysMfa: true, reserves: true },
    scope: AGENT_SCOPE,
    jkt,
    shown: mode === null ? others.here : [mode],
    passEndsAt: mode === null ? undefined : endsAt,
    userAgent: request.device?.operatingSystem,
  });
  const common = await runFacts(context, user, row, policy);
  const anotherMethod = device.trustType !== 'ServerAD' || others.anywhere;
  const run: RunFacts = { ...common, ...authenticator, pass, anotherMethod };
  // The agent binds every token to the key that it will have made.
  const withPass = { ...facts, keyBound: true, proof: { modes, device }, run };
  if (!isMultifactor(others.here)) return [withPass];
  // Who gets in without a pass needs neither its policy nor its time.
  const without = { ...run, pass: null, inPassScope: true };
  return [withPass, { ...withPass, shown: others.here, passLeft: null, run: without }];
}
