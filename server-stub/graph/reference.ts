import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { parse } from '../http/parse.ts';
import type { UserRow } from '../store/tables.ts';

export const Reference = z.strictObject({ '@odata.id': z.string().check(z.maxLength(512)) });
/** Clients write the address of Graph itself or ours; the end says who is meant. */
const PERSON = /\/(?:v1\.0|beta)\/(?:users|directoryObjects)(?:\/|\(')([0-9a-f-]{36})(?:'\))?$/i;

/**
 * The person that a `$ref` body names.
 *
 * @throws Refusal `request_malformed`, `not_found`
 */
export async function referredUser(context: DirectoryContext, body: unknown): Promise<UserRow> {
  const { '@odata.id': address } = parse(Reference, body);
  const [, id] = PERSON.exec(address) ?? [];
  if (id === undefined) {
    throw new Refusal('request_malformed', {
      detail: '@odata.id does not end in users/{id} or directoryObjects/{id}',
    });
  }
  return userById(context, id);
}

/** @throws Refusal `not_found` */
export async function userById(context: DirectoryContext, id: string): Promise<UserRow> {
  const { db } = context.store;
  const user = await db.selectFrom('users').selectAll().where('id', '=', id.toLowerCase()).executeTakeFirst();
  if (!user) throw new Refusal('not_found');
  return user;
}
