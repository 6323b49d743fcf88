import type { Lab } from './lab.ts';
import { Laptop } from './laptop.ts';

const SCOPE = [
  'openid',
  'User.Read',
  'User.Read.All',
  'UserAuthenticationMethod.ReadWrite',
  'UserAuthenticationMethod.ReadWrite.All',
  'AuditLog.Read.All',
  'Device.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.AuthenticationMethod',
].join(' ');

/** Somebody signed in at the command line with exactly these roles; `scope` narrows what the token may do. */
export async function signInAs(
  lab: Lab,
  user: string,
  roles: readonly string[],
  scope: string = SCOPE,
): Promise<Laptop> {
  const { id } = await lab.db
    .selectFrom('users')
    .select('id')
    .where('user_principal_name', '=', user)
    .executeTakeFirstOrThrow();
  await lab.db.deleteFrom('role_assignments').where('user_id', '=', id).execute();
  for (const role of roles)
    await lab.db.insertInto('role_assignments').values({ user_id: id, role }).execute();
  const desk = await Laptop.make(lab);
  desk.client = 'latchkey-cli';
  desk.scope = scope;
  const answer = await desk.signInWithPass(user, await lab.issuePass(user));
  if (answer.status !== 200) throw new TypeError(`no token: ${JSON.stringify(answer.body)}`);
  return desk;
}
