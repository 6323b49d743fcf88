import type { DirectoryContext } from '../context.ts';
import { ADMIN_PERMISSIONS } from './clients.ts';

/** What our access tokens say beyond the standard (contract: AccessClaims). Asked anew at each issue. */
export async function accessClaims(
  context: DirectoryContext,
  sid: string,
): Promise<Record<string, unknown> | undefined> {
  const row = await context.store.db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .leftJoin('devices', 'devices.jkt', 'sessions.jkt')
    .leftJoin('reservations', 'reservations.id', 'sessions.reservation_id')
    .select([
      'sessions.amr',
      'sessions.acr',
      'sessions.auth_time',
      'sessions.reservation_id',
      'reservations.ends_at',
      'users.id as oid',
      'users.user_principal_name',
      'users.display_name',
      'users.given_name',
      'devices.device_id',
    ])
    .where('sid', '=', sid)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    oid: row.oid,
    tid: context.tenant.id,
    sid,
    amr: JSON.parse(row.amr),
    ...(row.acr === null ? {} : { acr: row.acr }),
    auth_time: row.auth_time,
    ...(row.device_id === null ? {} : { deviceid: row.device_id }),
    ...(row.reservation_id === null || row.ends_at === null
      ? {}
      : { reservation: row.reservation_id, reservation_exp: Math.floor(row.ends_at / 1000) }),
    preferred_username: row.user_principal_name,
    name: row.display_name,
    ...(row.given_name === null ? {} : { given_name: row.given_name }),
  };
}

/** Claims of an application's own token: its permissions instead of a person's. */
export function applicationClaims(context: DirectoryContext): Record<string, unknown> {
  return { tid: context.tenant.id, idtyp: 'app', roles: [...ADMIN_PERMISSIONS] };
}
