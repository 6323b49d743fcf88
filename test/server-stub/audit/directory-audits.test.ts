import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIVITIES, type Activity, writeAudit } from '../../../server-stub/audit/directory-audits.ts';
import { Lab } from '../../contract/lab.ts';
import { Laptop } from '../../contract/laptop.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

async function newest() {
  const headers = await lab.adminHeaders();
  return (await lab.call('/v1.0/auditLogs/directoryAudits?$top=1', { headers })).body.value[0];
}

test('issuing a pass has Entra’s words, and the id of the request that did it', async () => {
  const path = '/v1.0/users/amal%40northwind.example/authentication/temporaryAccessPassMethods';
  const issued = await lab.call(path, { headers: await lab.adminHeaders(), body: {} });
  const row = await newest();
  expect(row).toMatchObject({
    activityDisplayName: 'Admin registered security info',
    resultReason: 'Admin registered temporary access pass method for user',
    category: 'UserManagement',
    loggedByService: 'Authentication Methods',
    operationType: 'Add',
    result: 'success',
    correlationId: issued.headers['request-id'],
    targetResources: [{ type: 'User', userPrincipalName: 'amal@northwind.example' }],
  });
  expect(JSON.stringify(row)).not.toContain(issued.body.temporaryAccessPass);
});

test('what a person does has the address that they did it from', async () => {
  const laptop = await Laptop.make(lab);
  await laptop.signInWithPass('amal@northwind.example', await lab.issuePass('amal@northwind.example'));
  await laptop.join();
  const row = await newest();
  expect(row.initiatedBy.user).toMatchObject({
    userPrincipalName: 'amal@northwind.example',
    ipAddress: '127.0.0.1',
  });
});

test.each<[Activity, string]>([
  [ACTIVITIES.userAdded, 'Add'],
  [ACTIVITIES.userUpdated, 'Update'],
  [ACTIVITIES.userRemoved, 'Delete'],
  [ACTIVITIES.memberAdded, 'Assign'],
  [ACTIVITIES.roleTaken, 'Unassign'],
  [ACTIVITIES.userDeleted, 'Delete'],
  [ACTIVITIES.passReserved, 'Add'],
  [ACTIVITIES.sessionsRevoked, 'Update'],
])('%s is an operation of the type %s', async (activity, type) => {
  await writeAudit(lab.directory.context, {
    activity,
    reason: '',
    actor: { kind: 'directory' },
    targets: [],
  });
  expect(await newest()).toMatchObject({ activityDisplayName: activity, operationType: type });
});
