import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, Lab, slugOf } from './lab.ts';
import { makePerson } from './matrix-operations.ts';

/* Two at once: what one removes while the other changes it is gone for the other, too, and nobody meets a 500. */

const ROUNDS = process.env.CI === 'true' ? 20 : 5;
let lab: Lab;
let headers: Record<string, string>;

beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());

const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
  lab.call(`/v1.0${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
const outcome = (answer: Answer) => (answer.status < 300 ? 'done' : slugOf(answer));
const NEW = { displayName: 'G', mailNickname: 'g', mailEnabled: false, securityEnabled: true };

test('a person who is deleted while everything is done to them', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await makePerson(lab, `gone${round}`);
    const { body: group } = await call('POST', '/groups', NEW);
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` };
    const answers = await Promise.all([
      call('POST', `/users/${id}/authentication/temporaryAccessPassMethods`, {}),
      call('PATCH', `/users/${id}`, { passwordProfile: { password: 'Winter-lantern-47' } }),
      call('DELETE', `/users/${id}`),
      call('POST', `/groups/${group.id}/members/$ref`, reference),
      call('POST', `/users/${id}/revokeSignInSessions`),
      call('DELETE', `/users/${id}`),
      call('PATCH', `/users/${id}`, { displayName: 'x' }),
    ]);
    for (const answer of answers) expect(['done', 'not_found']).toContain(outcome(answer));
    const deleted = [answers[2], answers[5]].map((answer) => answer?.status).sort();
    expect(deleted).toEqual([204, 404]);
    const left = await lab.db.selectFrom('group_members').selectAll().where('user_id', '=', id).execute();
    expect(left).toEqual([]);
  }
});

test('a group that is deleted while people are put into it', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { body: group } = await call('POST', '/groups', NEW);
    const reference = { '@odata.id': `https://x/v1.0/users/5eed0000-0000-4000-8000-000000000001` };
    const answers = await Promise.all([
      call('POST', `/groups/${group.id}/members/$ref`, reference),
      call('DELETE', `/groups/${group.id}`),
      call('POST', `/groups/${group.id}/members/$ref`, reference),
      call('PATCH', `/groups/${group.id}`, { displayName: 'x' }),
      call('DELETE', `/groups/${group.id}`),
    ]);
    for (const answer of answers) expect(['done', 'not_found', 'member_exists']).toContain(outcome(answer));
    expect([answers[1], answers[4]].map((answer) => answer?.status).sort()).toEqual([204, 404]);
  }
});

test('a device that is deleted while it is changed', async () => {
  const { body } = await call('GET', '/devices');
  for (const { id } of body.value as { id: string }[]) {
    const answers = await Promise.all([
      call('PATCH', `/devices/${id}`, { accountEnabled: false }),
      call('DELETE', `/devices/${id}`),
      call('PATCH', `/devices/${id}`, { isCompliant: true }),
      call('DELETE', `/devices/${id}`),
    ]);
    for (const answer of answers) expect(['done', 'not_found']).toContain(outcome(answer));
    expect([answers[1], answers[3]].map((answer) => answer?.status).sort()).toEqual([204, 404]);
  }
});
