import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Lab } from './lab.ts';

/* Reference A9 and B3, mission row P7: internal guests may have a pass, external ones may not. */

let lab: Lab;
let headers: Record<string, string>;
beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

const issue = (path: string) => lab.call(path, { method: 'POST', headers, body: {} });

describe('guests', () => {
  const of = (user: string) =>
    `/v1.0/users/${encodeURIComponent(user)}/authentication/temporaryAccessPassMethods`;

  test('an external one is refused with Entra’s sentence, by name and by how they came', async () => {
    const invited = await lab.db
      .selectFrom('users')
      .select('id')
      .where('user_principal_name', '=', 'gina@northwind.example')
      .executeTakeFirstOrThrow();
    const gina = lab.db.updateTable('users').where('id', '=', invited.id);
    expect((await issue(of('gina@northwind.example'))).status).toBe(201);
    await gina.set({ creation_type: 'Invitation' }).execute();
    for (const user of ['gina@northwind.example', 'hal_fabrikam.example#ext#@northwind.example']) {
      const { status, body } = await issue(of(user));
      expect([status, body.error.message]).toEqual([
        400,
        'Temporary Access Pass cannot be added to an external guest user.',
      ]);
    }
    await gina.set({ creation_type: null }).execute();
  });

  test('the mark of an external guest in the name of a member is only a name', async () => {
    const hal = lab.db.updateTable('users').where('user_principal_name', 'like', 'hal_%');
    await hal.set({ user_type: 'Member' }).execute();
    expect((await issue(of('hal_fabrikam.example#ext#@northwind.example'))).status).toBe(201);
    await hal.set({ user_type: 'Guest' }).execute();
  });
});
