import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Lab, slugOf } from '../../contract/lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-health-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every request waits a second: long enough for the directory to be asked to end meanwhile. */
function slow(): string {
  const file = join(folder, 'slow.json');
  const rules = [{ name: 'slow', fault: { kind: 'latency', ms: 1000 } }];
  writeFileSync(file, JSON.stringify({ scenarios: [{ name: 'slow', rules }] }));
  return file;
}

describe('health', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open();
  });
  afterEach(() => lab.close());

  test('a directory that runs is live and ready, and says no more than that', async () => {
    expect(await lab.call('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    const ready = await lab.call('/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', reasons: [] }]);
  });

  test('probes may ask by any name; everybody else is told that there is none', async () => {
    const headers = { host: '10.1.2.3:8443' };
    expect((await lab.call('/health/ready', { headers })).status).toBe(200);
    expect(slugOf(await lab.call('/provisioning/v1/profile', { headers }))).toBe('host_unknown');
  });

  test('a full disk: writing is refused with a type, reading goes on, and with room it recovers by itself', async () => {
    const headers = await lab.adminHeaders();
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(lab.db);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(lab.db);
    const users = ['amal@northwind.example', 'ben@northwind.example', 'gina@northwind.example'];
    const issue = (user: string) =>
      lab.call(`/v1.0/users/${encodeURIComponent(user)}/authentication/temporaryAccessPassMethods`, {
        headers,
        body: {},
      });
    const answers = [];
    for (let n = 0; n < 40 && answers.at(-1)?.status !== 503; n += 1) {
      answers.push(await issue(users[n % users.length] ?? ''));
    }
    const refused = answers.at(-1);
    expect([refused?.status, refused && slugOf(refused)]).toEqual([503, 'directory_full']);
    expect(refused?.headers['retry-after']).toBe('30');
    expect((await lab.call('/v1.0/users', { headers })).status).toBe(200);
    await sql.raw('pragma max_page_count = 1000000').execute(lab.db);
    for (const user of users) expect((await issue(user)).status).toBe(201);
    expect((await lab.call('/health/ready')).status).toBe(200);
  });
});

describe('the end of a directory', () => {
  test('begins with "not ready", and what is under way still gets its answer', async () => {
    const lab = await Lab.open({ chaos: slow(), drainMs: 700 });
    const underway = lab.call('/provisioning/v1/profile');
    // Under way, and not on its way: it has been counted.
    await expect.poll(() => lab.directory.chaos?.status().struck.slow).toBe(1);
    const ended = lab.directory.close();
    const probe = await lab.call('/health/ready');
    expect([probe.status, probe.body]).toEqual([503, { status: 'not_ready', reasons: ['stopping'] }]);
    expect((await lab.call('/health/live')).status).toBe(200);
    expect((await underway).status).toBe(200);
    await ended;
    await expect(fresh(lab)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await lab.close();
  });
});

function fresh(lab: Lab): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const ca = readFileSync(lab.directory.caFile);
    request(lab.url('/health/live'), { ca, agent: false }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });
}
