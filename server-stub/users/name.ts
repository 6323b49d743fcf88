import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';

/** What may stand before the `@` (Entra: userPrincipalName policies); `#` is that of external guests' `#EXT#`. */
const LOCAL_PART = /^[a-z0-9'._!#^~-]{1,64}$/;

/** May this stand before the `@`? @param local in lower case */
export function isLocalPart(local: string): boolean {
  return LOCAL_PART.test(local) && !local.startsWith('.') && !local.endsWith('.');
}

/**
 * A user principal name as it is stored: lower case, in a domain of this tenant, nobody else's.
 *
 * @param ownerId who may have it already.
 * @throws Refusal `request_malformed`, `domain_unknown`, `name_taken`
 */
export async function checkName(context: DirectoryContext, name: string, ownerId?: string): Promise<string> {
  const stored = name.trim().toLowerCase();
  const [local = '', domain = '', ...more] = stored.split('@');
  if (more.length > 0 || !isLocalPart(local)) {
    throw new Refusal('request_malformed', {
      detail: 'userPrincipalName is not a name before an @ and a domain',
    });
  }
  const { db } = context.store;
  const known = await db.selectFrom('domains').select('name').where('name', '=', domain).executeTakeFirst();
  if (!known) throw new Refusal('domain_unknown');
  const holder = await db
    .selectFrom('users')
    .select('id')
    .where('user_principal_name', '=', stored)
    .executeTakeFirst();
  if (holder && holder.id !== ownerId) throw new Refusal('name_taken');
  return stored;
}
