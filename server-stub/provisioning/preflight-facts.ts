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
import { currentPass } from '../passes/find.ts';
import { inPassScope, readPassPolicy } from '../passes/policy.ts';
import { passEnd, passUsability } from '../passes/usability.ts';
import { memberships } from '../sign-in/users.ts';
import type { DeviceRow, UserRow } from '../store/tables.ts';
import { neededSeconds } from './durations.ts';
import { readProfile } from './profile.ts';

const MINUTE = 60_000;

/** The most that each authenticator can bring; a file vouches for itself and nobody else does. */
const MOST_ASSURANCE: Readonly<Record<'platform' | 'tpm' | 'software', Assurance>> = {
  platform: 'attested',
  tpm: 'attested',
  software: 'self',
};

/** The pass as it stands: what it shows now, and how long it has. */
async function passFacts(
  context: DirectoryContext,
  user: UserRow,
): Promise<{ pass: PassFacts | null; mode: MethodMode | null; endsAt?: number; inScope: boolean }> {
  const policy = await readPassPolicy(context);
  const { groups } = await memberships(context, user.id);
  const inScope = inPassScope(policy, groups);
  const row = await currentPass(context, user.id);
  if (!row) return { pass: null, mode: null, inScope };
  const now = context.clock.now();
  const usability = passUsability(row, policy, groups, now);
  if (usability !== 'EnabledByPolicy' && usability !== 'NotYetValid')
    return { pass: null, mode: null, inScope };
  const isUsableOnce = row.is_usable_once === 1;
  const endsAt = passEnd(row);
  return {
    pass: { isUsableOnce, startsIn: Math.max(0, row.start_at - now), left: endsAt - now },
    mode: usability === 'EnabledByPolicy' ? passMode(isUsableOnce) : null,
    endsAt,
    inScope,
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

/** Reads from the store what decides about a whole run of this person on this laptop. */
export async function gatherRunFacts(
  context: DirectoryContext,
  user: UserRow,
  request: PreflightRequest,
): Promise<GateFacts> {
  const jkt = request.device?.jkt ?? null;
  const row = await deviceOfKey(context, jkt);
  const pass = await passFacts(context, user);
  const others = await otherModes(context, user, jkt);
  const { modes, ...authenticator } = await authenticatorFacts(context, request);
  const device = deviceThen(request, row);
  const facts = await gatherGateFacts(context, {
    userId: user.id,
    client: { id: CLIENTS.agent, alwaysMfa: true, reserves: true },
    scope: AGENT_SCOPE,
    jkt,
    shown: pass.mode === null ? others.here : [pass.mode],
    passEndsAt: pass.mode === null ? undefined : pass.endsAt,
    userAgent: request.device?.operatingSystem,
  });
  const policy = await readPassPolicy(context);
  const run: RunFacts = {
    accountEnabled: user.account_enabled === 1,
    // Who gets in without a pass does not need to be in its policy.
    inPassScope: pass.inScope || isMultifactor(others.here),
    pass: pass.pass,
    needed: neededSeconds() * 1000,
    longestPass: policy.maximumLifetimeInMinutes * MINUTE,
    deviceEnabled: row === undefined || row.account_enabled === 1,
    anotherMethod: device.trustType !== 'ServerAD' || others.anywhere,
    ...authenticator,
  };
  // The agent binds every token to the key that it will have made.
  return { ...facts, keyBound: true, proof: { modes, device }, run };
}
