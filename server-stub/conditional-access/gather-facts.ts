import type { DirectoryContext } from '../context.ts';
import { countDevices, mayJoin, readDevicePolicy } from '../devices/policy.ts';
import type { ChallengeClient } from '../sign-in/clients.ts';
import { readPolicy } from '../sign-in/policies.ts';
import { memberships } from '../sign-in/users.ts';
import type { GateFacts } from './evaluate-gates.ts';
import { readConditionalAccess, type Strength, USER_ACTIONS, type UserAction } from './policy.ts';

const ACTION_OF_SCOPE: Readonly<Record<string, UserAction>> = {
  'Device.Register': USER_ACTIONS.registerDevice,
  'UserAuthenticationMethod.ReadWrite': USER_ACTIONS.registerSecurityInfo,
};

/** A sign-in that is to be judged. */
export interface JudgedSignIn {
  readonly userId: string;
  readonly client: ChallengeClient;
  /** Separated by spaces. */
  readonly scope: string;
  /** Thumbprint of the device key; `null` where the sign-in is not bound. */
  readonly jkt: string | null;
  readonly strength: Strength;
  readonly byPass: boolean;
}

/** Reads from the store what `evaluateGates` wants to know about a sign-in. */
export async function gatherGateFacts(context: DirectoryContext, signIn: JudgedSignIn): Promise<GateFacts> {
  const { userId, client, jkt } = signIn;
  const { groups, roles } = await memberships(context, userId);
  const actions = signIn.scope.split(' ').flatMap((name) => ACTION_OF_SCOPE[name] ?? []);
  const device = await context.store.db
    .selectFrom('devices')
    .select('id')
    .where('jkt', '=', jkt ?? '')
    .executeTakeFirst();
  const joins = actions.includes(USER_ACTIONS.registerDevice) && device === undefined;
  const policy = await readDevicePolicy(context);
  const bootstrap = await readPolicy(context, 'bootstrap', { enabled: false });
  return {
    user: { id: userId, groups, roles },
    clientId: client.id,
    actions,
    strength: signIn.strength,
    byPass: signIn.byPass,
    keyBound: jkt !== null,
    alwaysMfa: client.alwaysMfa,
    policies: await readConditionalAccess(context),
    bootstrapGrant: bootstrap.enabled,
    join: joins
      ? {
          allowed: mayJoin(policy, groups),
          owned: await countDevices(context, userId),
          quota: policy.userDeviceQuota,
        }
      : null,
    deviceJoined: device !== undefined,
  };
}
