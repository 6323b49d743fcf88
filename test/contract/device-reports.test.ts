import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Report } from '../../electron/contract/wire/report.ts';
import { collectReport } from '../../electron/diagnostics/collect.ts';
import { fetchReportFromDirectory, listReportsInDirectory } from '../../electron/directory/administrator.ts';
import { sweepEnded } from '../../server-stub/store/sweep.ts';
import { SOURCES } from '../electron/diagnostics/sources.ts';
import { signInAs } from './administrator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const REPORTS = '/provisioning/v1/reports';
const USER = 'amal@northwind.example';
const DAY = 86_400_000;
let lab: Lab;
let laptop: Laptop;
let deviceId: string;

beforeAll(async () => {
  lab = await Lab.open();
  [laptop, deviceId] = await joined();
});
afterAll(() => lab.close());

async function joined(user = USER): Promise<[Laptop, string]> {
  const made = await Laptop.make(lab);
  await made.signInWithPass(user, await lab.issuePass(user));
  const { body, status } = await made.join();
  expect(status).toBe(201);
  return [made, body.deviceId];
}

const report = (more: Partial<Report> = {}): Report => ({
  ...collectReport(SOURCES),
  id: randomUUID(),
  ...more,
});
const send = (body: unknown, from = laptop, bare = true) => from.call(REPORTS, { body, bare });
const read = async (path = '') => lab.call(`${REPORTS}${path}`, { headers: await lab.adminHeaders() });
async function audits(id: string): Promise<string[]> {
  const rows = await lab.db.selectFrom('directory_audits').select('payload').orderBy('seq').execute();
  return rows
    .filter(({ payload }) => payload.includes(id))
    .map(({ payload }) => JSON.parse(payload).activityDisplayName);
}

describe('a report', () => {
  test('needs the device key of a joined device and nothing else, and is there word by word', async () => {
    const given = report();
    expect((await send(given)).status).toBe(201);
    const { body, status } = await read(`/${given.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: given.id, deviceId, step: 'pass', helpCode: 'LK-2417' });
    expect(Report.parse(body.report)).toEqual(given);
  });

  test('sent again counts once, and who looked at it is in the log', async () => {
    const given = report();
    expect((await send(given)).status).toBe(201);
    expect((await send({ ...given, createdDateTime: '2026-01-01T00:00:00.000Z' })).status).toBe(200);
    expect((await read(`/${given.id}`)).body.report).toEqual(given);
    expect(await audits(given.id)).toEqual(['Receive device report', 'Read device report']);
  });

  test('is listed newest first, in pages, and by device', async () => {
    const [first, second] = [report(), report()];
    lab.ahead += 1000;
    await send(first);
    lab.ahead += 1000;
    await send(second);
    const page = await read('?$top=1');
    expect(page.body.value.map(({ id }: { id: string }) => id)).toEqual([second.id]);
    expect(JSON.stringify(page.body.value)).not.toContain('timeline');
    const next = new URL(page.body['@odata.nextLink']);
    const { body } = await read(next.search);
    expect(body.value[0].id).toBe(first.id);
    expect((await read(`?deviceId=${deviceId}`)).body.value.length).toBeGreaterThan(2);
    expect((await read(`?deviceId=${randomUUID()}`)).body.value).toEqual([]);
    expect(slugOf(await read('?deviceId=x'))).toBe('request_malformed');
  });
});

test('a technician fetches it in the terminal: the list, and all of one', async () => {
  const given = report();
  await send(given);
  const { url: directory, caFile, adminFile } = lab.directory;
  const asked = { directory, caFile, adminFile };
  const rows = await listReportsInDirectory(asked, deviceId);
  expect(rows[0]).toMatchObject({ id: given.id, helpCode: 'LK-2417', deviceId });
  expect(await listReportsInDirectory(asked, randomUUID())).toEqual([]);
  expect((await fetchReportFromDirectory(asked, given.id)).report).toEqual(given);
  await expect(fetchReportFromDirectory(asked, randomUUID())).rejects.toMatchObject({ slug: 'not_found' });
  await expect(fetchReportFromDirectory(asked, '../runs')).rejects.toMatchObject({ slug: 'not_found' });
});

describe('is refused', () => {
  test('report_not_joined: a key that the directory does not know', async () => {
    const answer = await send(report(), await Laptop.make(lab));
    expect([answer.status, slugOf(answer)]).toEqual([403, 'report_not_joined']);
  });

  test('report_not_joined: a device that is switched off', async () => {
    const [other, id] = await joined();
    await lab.db.updateTable('devices').set({ account_enabled: 0 }).where('device_id', '=', id).execute();
    expect(slugOf(await send(report(), other))).toBe('report_not_joined');
  });

  test('conflict: the id of another laptop’s report', async () => {
    const given = report();
    await send(given);
    const [other] = await joined();
    expect(slugOf(await send(given, other))).toBe('conflict');
  });

  test('request_malformed: what the schema does not name', async () => {
    const given = report();
    for (const more of [
      { note: 'x' },
      { account: USER },
      { device: { ...given.device, ssid: 'kitchen' } },
      { id: 'x' },
    ]) {
      expect(slugOf(await send({ ...given, ...more }))).toBe('request_malformed');
    }
  });

  test('payload_too_large: more than any report has', async () => {
    expect(slugOf(await send({ ...report(), note: 'x'.repeat(70_000) }))).toBe('payload_too_large');
  });

  test('without a proof of the device key, and with a proof that was used', async () => {
    expect((await lab.call(REPORTS, { method: 'POST', body: report() })).status).toBe(401);
    const dpop = await laptop.proof('POST', REPORTS);
    const once = { method: 'POST', headers: { dpop }, body: report() };
    expect((await lab.call(REPORTS, once)).status).toBe(201);
    expect((await lab.call(REPORTS, { ...once, body: report() })).status).toBe(401);
  });

  test('not_found: no such report', async () => {
    expect(slugOf(await read(`/${randomUUID()}`))).toBe('not_found');
    expect(slugOf(await read('/x'))).toBe('not_found');
  });

  test('permission_denied: a role that does not help, and no role; a helpdesk may read', async () => {
    const given = report();
    await send(given);
    const scope = 'openid Provisioning.Technician Device.Read.All';
    for (const [roles, status] of [
      [[], 403],
      [['Groups Administrator'], 403],
      [['Helpdesk Administrator'], 200],
      [['Security Reader'], 200],
    ] as const) {
      const desk = await signInAs(lab, 'ben@northwind.example', roles, scope);
      expect((await desk.call(`${REPORTS}/${given.id}`)).status, String(roles)).toBe(status);
      expect((await desk.call(REPORTS)).status, String(roles)).toBe(status);
    }
  });
});

describe('limits', () => {
  test('throttled: the twenty-first report of a laptop in a day; twenty at once count as twenty', async () => {
    const [own, id] = await joined();
    const answers = await Promise.all(Array.from({ length: 23 }, () => send(report(), own)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter((answer) => slugOf(answer) === 'throttled')).toHaveLength(3);
    lab.ahead += DAY + 1000;
    expect((await send(report(), own)).status).toBe(201);
    expect((await read(`?deviceId=${id}&$top=100`)).body.value).toHaveLength(20);
  });

  test('a report is gone after thirty days', async () => {
    const given = report();
    await send(given);
    await sweepEnded(lab.directory.context.store, lab.now() + 29 * DAY);
    expect((await read(`/${given.id}`)).status).toBe(200);
    await sweepEnded(lab.directory.context.store, lab.now() + 31 * DAY);
    expect((await read(`/${given.id}`)).status).toBe(404);
  });
});
