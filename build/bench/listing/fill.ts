import { randomUUID } from 'node:crypto';
import { createDirectory } from '../../../server-stub/directory.ts';

const PER_TRANSACTION = 2000;
const DAY = 86_400_000;

/** How much a directory holds. */
export interface Size {
  readonly users: number;
  readonly signIns: number;
}

/** Makes a data folder of this size, with the demo company underneath: people by name, sign-ins of the last 30 days. */
export async function fillDirectory(dataDir: string, { users, signIns }: Size): Promise<void> {
  const directory = await createDirectory({ dataDir, seed: 'demo' });
  const { store } = directory.context;
  const ids = Array.from({ length: users }, () => randomUUID());
  try {
    for (let from = 0; from < users; from += PER_TRANSACTION) {
      const part = ids.slice(from, from + PER_TRANSACTION);
      await store.transaction(async () => {
        for (const [index, id] of part.entries())
          await store.db
            .insertInto('users')
            .values(person(from + index, id))
            .execute();
      });
    }
    for (let from = 0; from < signIns; from += PER_TRANSACTION) {
      const count = Math.min(PER_TRANSACTION, signIns - from);
      await store.transaction(async () => {
        for (let index = from; index < from + count; index += 1) {
          const who = index % Math.max(1, users);
          await store.db
            .insertInto('sign_ins')
            .values(signIn(index, signIns, who, ids[who] ?? ''))
            .execute();
        }
      });
    }
  } finally {
    await directory.close();
  }
}

function person(index: number, id: string) {
  return {
    id,
    user_principal_name: `person${String(index).padStart(6, '0')}@northwind.example`,
    display_name: `Person ${String(index).padStart(6, '0')}`,
    given_name: 'Person',
    surname: String(index),
    user_type: 'Member' as const,
    creation_type: null,
    account_enabled: 1 as const,
    password_hash: null,
    sessions_valid_from: 0,
    created_at: Date.now(),
  };
}

/** A row as long as a real one; one in ten was refused. */
function signIn(index: number, total: number, who: number, userId: string) {
  const at = Date.now() - Math.round(((total - index) / total) * 30 * DAY);
  const id = randomUUID();
  const time = new Date(at).toISOString();
  const refused = index % 10 === 0;
  const row = {
    id,
    createdDateTime: time,
    userDisplayName: `Person ${String(who).padStart(6, '0')}`,
    userPrincipalName: `person${String(who).padStart(6, '0')}@northwind.example`,
    userId,
    appId: 'latchkey-agent',
    appDisplayName: 'Latchkey',
    ipAddress: `10.0.${who % 250}.${index % 250}`,
    correlationId: randomUUID(),
    conditionalAccessStatus: refused ? 'failure' : 'success',
    isInteractive: true,
    status: refused
      ? { errorCode: 130503, failureReason: 'The pass was not right.', additionalDetails: '' }
      : { errorCode: 0, failureReason: '', additionalDetails: '' },
    deviceDetail: { deviceId: '', displayName: '', operatingSystem: 'Linux', browser: '', trustType: '' },
    appliedConditionalAccessPolicies: [
      {
        id: 'mfa-for-all',
        displayName: 'MFA for everyone',
        enforcedGrantControls: ['Mfa'],
        result: 'success',
      },
    ],
    authenticationDetails: [
      {
        authenticationStepDateTime: time,
        authenticationMethod: 'Temporary Access Pass',
        succeeded: !refused,
      },
    ],
    authenticationMethodsUsed: ['Temporary Access Pass'],
    authenticationRequirement: 'multiFactorAuthentication',
    signInEventTypes: ['interactiveUser'],
  };
  return { id, at, user_id: userId, payload: JSON.stringify(row) };
}
