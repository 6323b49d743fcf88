import { Refusal } from '../../electron/contract/refusal.ts';
import type { Actor } from '../audit/actor.ts';
import type { DirectoryContext } from '../context.ts';
import { lapseReservations } from '../passes/lapse.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import { auditCredentialDeleted } from './audit.ts';
import { modelOf } from './models.ts';
import { isHello, type ListedCredential } from './present.ts';

/** The user's credentials, oldest first. */
export async function listCredentials(
  context: DirectoryContext,
  userId: string,
): Promise<ListedCredential[]> {
  await lapseReservations(context);
  const rows = await context.store.db
    .selectFrom('credentials')
    .leftJoin('devices', 'devices.id', 'credentials.device_id')
    .selectAll('credentials')
    .select('devices.display_name as device_name')
    .where('credentials.user_id', '=', userId)
    .orderBy('credentials.created_at')
    .orderBy('credentials.method_id')
    .execute();
  return rows.map((row) => ({ ...row, model: modelOf(row.aaguid, context.attestation) }));
}

/** Which collection of Graph a credential is asked for in. */
export type Collection = 'fido2Methods' | 'windowsHelloForBusinessMethods';

/** A credential by its owner, its collection and Graph's id. */
export interface NamedMethod {
  readonly userId: string;
  readonly collection: Collection;
  readonly methodId: string;
}

/** The user's credentials of one collection. */
export async function listCollection(context: DirectoryContext, userId: string, collection: Collection) {
  const all = await listCredentials(context, userId);
  return all.filter((one) => isHello(one) === (collection === 'windowsHelloForBusinessMethods'));
}

/**
 * One credential of a collection.
 *
 * @throws Refusal `not_found`
 */
export async function findMethod(
  context: DirectoryContext,
  userId: string,
  collection: Collection,
  methodId: string,
): Promise<ListedCredential> {
  const found = (await listCollection(context, userId, collection)).find((one) => one.method_id === methodId);
  if (!found) throw new Refusal('not_found');
  return found;
}

/**
 * Removes a credential; what it opened is over at once. As in Entra it may be the last method: the person then needs a pass.
 *
 * @throws Refusal `not_found`
 */
export async function deleteMethod(
  context: DirectoryContext,
  actor: Actor,
  { userId, collection, methodId }: NamedMethod,
): Promise<void> {
  const credential = await findMethod(context, userId, collection, methodId);
  await context.store.transaction(async () => {
    await context.store.db
      .deleteFrom('credentials')
      .where('credential_id', '=', credential.credential_id)
      .execute();
    await endSessions(context, { credential: credential.credential_id });
    await auditCredentialDeleted(context, actor, credential);
  });
}
