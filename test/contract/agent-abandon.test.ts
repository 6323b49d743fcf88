import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Agent, createAgent } from '../../electron/agent.ts';
import { Secret } from '../../electron/contract/secret.ts';
import { readChallengeText } from '../../electron/contract/technician/challenge.ts';
import type { View } from '../../electron/contract/view.ts';
import { hireTechnicians } from '../electron/technician/stage.ts';
import { Lab } from './lab.ts';

/* A technician ends a set-up, with the directory there and without: what design.md's "Abandon" leaves behind. */

const AMAL = 'amal@northwind.example';
const technicians = hireTechnicians();
let lab: Lab;
let folder: string;
const agents: Agent[] = [];

beforeAll(async () => {
  process.env.LATCHKEY_VAULT = 'file';
  lab = await Lab.open();
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => lab.close());

async function start(technicianKey = 'key.pub'): Promise<Agent> {
  const agent = await createAgent({
    directory: lab.directory.url,
    caFile: lab.directory.caFile,
    state: join(folder, 'state'),
    rpId: 'localhost',
    uiOrigin: 'https://localhost',
    host: { name: 'terminal', virtualAuthenticator: false },
    wishes: { authenticator: 'software' },
    technicianKey: join(folder, technicianKey),
  });
  agents.push(agent);
  return agent;
}

async function unbox(): Promise<Agent> {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-abandon-'));
  await writeFile(join(folder, 'key.pub'), JSON.stringify(technicians.jwk));
  return start();
}

/** Resolves with the first view that fits. */
function until(agent: Agent, fits: (view: View) => boolean): Promise<View> {
  return new Promise((resolve) => {
    const stop = agent.onView((view) => look(view));
    const look = (view: View) => {
      if (!fits(view)) return;
      stop();
      resolve(view);
    };
    look(agent.view());
  });
}

const at = (kind: View['screen']['kind']) => (view: View) =>
  view.screen.kind === kind && !('busy' in view.screen && view.screen.busy);

/** As far as the PIN: joined, and the pass reserved. */
async function asFarAsThePin(agent: Agent): Promise<void> {
  const pass = await lab.issuePass(AMAL);
  agent.dispatch({ type: 'begin' });
  await until(agent, at('account'));
  agent.dispatch({ type: 'submitAccount', userPrincipalName: AMAL });
  await until(agent, at('pass'));
  agent.dispatch({ type: 'submitPass', pass: new Secret(pass) });
  await until(agent, ({ screen }) => screen.kind === 'credential' && screen.phase === 'pin');
}

async function abandon(agent: Agent): Promise<View> {
  agent.dispatch({ type: 'openTechnician' });
  await until(agent, ({ technician }) => technician?.phase === 'choose');
  agent.dispatch({ type: 'askTechnician', action: 'abandon', reason: 'wrongPerson' });
  const { technician } = await until(agent, (view) => view.technician?.phase === 'answer');
  const read = technician?.phase === 'answer' ? readChallengeText(technician.scan) : null;
  if (!read?.ok) throw new TypeError('no request is shown');
  agent.dispatch({ type: 'submitTechnicianCode', code: new Secret(technicians.answer(read.challenge)) });
  return until(agent, ({ screen }) => screen.kind === 'abandoned' && screen.told !== null);
}

const activities = async () =>
  (await lab.db.selectFrom('directory_audits').select('payload').orderBy('seq').execute()).map(
    ({ payload }) => JSON.parse(payload).activityDisplayName as string,
  );
const liveReservations = () =>
  lab.db.selectFrom('reservations').selectAll().where('ended_at', 'is', null).execute();

test('with the directory: told at once, the reservation dropped, the device unprovisioned, audited', async () => {
  const agent = await unbox();
  await asFarAsThePin(agent);
  expect(await liveReservations()).toHaveLength(1);
  expect((await abandon(agent)).screen).toEqual({ kind: 'abandoned', told: true });
  expect(await liveReservations()).toEqual([]);
  expect(await activities()).toEqual(
    expect.arrayContaining(['Abandon device provisioning', 'Technician exit used']),
  );
  const devices = await lab.db.selectFrom('devices').select('provisioned_at').execute();
  expect(devices.every(({ provisioned_at }) => provisioned_at === null)).toBe(true);
});

test('without it: kept, and told before the next run, which is for whoever comes', async () => {
  const first = await unbox();
  await asFarAsThePin(first);
  const before = (await activities()).filter((name) => name === 'Abandon device provisioning').length;
  await lab.stop();
  expect((await abandon(first)).screen).toEqual({ kind: 'abandoned', told: false });
  await agents.pop()?.close();
  await lab.start();
  expect(await liveReservations()).toHaveLength(1);
  const second = await start();
  // Nobody's until another run begins: another person may be named.
  expect((await second.standing()).reserved).toBeNull();
  const view = await until(second, at('account'));
  expect(view.screen).not.toHaveProperty('userPrincipalName');
  expect(await liveReservations()).toEqual([]);
  const after = (await activities()).filter((name) => name === 'Abandon device provisioning').length;
  expect(after).toBe(before + 1);
  await asFarAsThePinAgain(second);
}, 60_000);

/** The same laptop, a new pass. */
async function asFarAsThePinAgain(agent: Agent): Promise<void> {
  const pass = await lab.issuePass(AMAL);
  agent.dispatch({ type: 'submitAccount', userPrincipalName: AMAL });
  await until(agent, at('pass'));
  agent.dispatch({ type: 'submitPass', pass: new Secret(pass) });
  await until(agent, ({ screen }) => screen.kind === 'credential' && screen.phase === 'pin');
}

test('technician_key_unusable: the set-up goes on without a way out, and the panel says why', async () => {
  await unbox();
  await agents.pop()?.close();
  await writeFile(join(folder, 'broken.pub'), '{"kty":"EC"}');
  const broken = await start('broken.pub');
  broken.dispatch({ type: 'openTechnician' });
  const { technician } = await until(broken, (view) => view.technician !== undefined);
  expect(technician).toMatchObject({ refusal: { slug: 'technician_key_unusable' } });
  broken.dispatch({ type: 'begin' });
  await until(broken, at('account'));
});
