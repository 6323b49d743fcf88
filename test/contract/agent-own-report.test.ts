import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Agent, createAgent } from '../../electron/agent.ts';
import { Secret } from '../../electron/contract/secret.ts';
import type { View } from '../../electron/contract/view.ts';
import { openSealedReport } from '../../electron/diagnostics/seal.ts';
import {
  makeSupportKey,
  readPrivateSupportKey,
  type SupportKey,
} from '../../electron/diagnostics/support-key.ts';
import { writePolicy } from '../../server-stub/sign-in/policies.ts';
import { Lab } from './lab.ts';

/* What a laptop tells of itself: in the square of the dead end, and to the directory once it has joined. */

const [AMAL, BEN, BEN_PASSWORD] = [
  'amal@northwind.example',
  'ben@northwind.example',
  'Ben-winter-lantern-47',
];
let lab: Lab;
let folder: string;
let agent: Agent;
let support: SupportKey;
let supportPublicKey: Record<string, unknown>;

beforeAll(async () => {
  process.env.LATCHKEY_VAULT = 'file';
  lab = await Lab.open();
  const made = await makeSupportKey('X25519');
  supportPublicKey = { ...made.public };
  support = await readPrivateSupportKey(made.private);
});
beforeEach(async () => {
  await setKey(supportPublicKey);
  folder = await mkdtemp(join(tmpdir(), 'latchkey-own-report-'));
  agent = await createAgent({
    directory: lab.directory.url,
    caFile: lab.directory.caFile,
    state: join(folder, 'state'),
    rpId: 'localhost',
    uiOrigin: 'https://localhost',
    host: { name: 'terminal', virtualAuthenticator: false },
    wishes: { authenticator: 'software' },
  });
});
afterEach(async () => {
  await agent.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => lab.close());

const setKey = (key: unknown) =>
  writePolicy(lab.directory.context, 'profile', 'default', {
    supportPublicKey: key,
    support: { phone: '+1 202 555 0143' },
  });

/** Resolves with the first view that fits. */
function until(fits: (view: View) => boolean): Promise<View> {
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

async function nameIs(userPrincipalName: string): Promise<void> {
  agent.dispatch({ type: 'begin' });
  await until(at('account'));
  agent.dispatch({ type: 'submitAccount', userPrincipalName });
  await until(at('pass'));
}

async function reachDeadEnd(): Promise<void> {
  await nameIs(BEN);
  agent.dispatch({ type: 'noPass' });
  await until(at('password'));
  agent.dispatch({ type: 'submitPassword', password: new Secret(BEN_PASSWORD) });
  await until(at('loop'));
}

test('the square of the dead end is for the support alone, and goes when somebody goes on', async () => {
  await reachDeadEnd();
  const {
    sealedReport = '',
    screen,
    device,
    support: helpers,
  } = await until(({ sealedReport: text }) => text !== undefined);
  expect(helpers).toEqual({ phone: '+1 202 555 0143' });
  expect(sealedReport).toMatch(/^LK-2417 eyJ/);
  const read = await openSealedReport(sealedReport, support, lab.now() / 1000);
  expect(read).toMatchObject({
    helpCode: 'LK-2417',
    account: 'b…@northwind.example',
    step: 'pass',
    screen: 'loop',
    deviceName: device.name,
  });
  expect(read.requestId).toBe(screen.kind === 'loop' ? screen.refusal.requestId : '');
  expect(read.before.map(({ what }) => what)).toEqual(expect.arrayContaining(['password', 'account']));
  expect(screen).toMatchObject({ watching: { since: expect.any(Number), lookedAt: expect.any(Number) } });
  agent.dispatch({ type: 'havePass' });
  expect((await until((view) => view.sealedReport === undefined)).screen.kind).toBe('pass');
});

test('without a key, and with one that is none, the square stays the plain one', async () => {
  await setKey({ kty: 'oct', k: 'AAAA' });
  await reachDeadEnd();
  agent.dispatch({ type: 'openReport' });
  const { sealedReport, report } = await until((view) => view.report !== undefined);
  expect(sealedReport).toBeUndefined();
  expect(report?.sending).toBe('closed');
  agent.dispatch({ type: 'sendReport' });
  agent.dispatch({ type: 'closeReport' });
  await until((view) => view.report === undefined);
  expect(await lab.db.selectFrom('device_reports').selectAll().execute()).toEqual([]);
});

test('once it has joined, what was shown is what the directory has; twice pressed is sent once', async () => {
  const pass = await lab.issuePass(AMAL);
  await nameIs(AMAL);
  agent.dispatch({ type: 'submitPass', pass: new Secret('7777-wrong') });
  await until(({ screen }) => screen.kind === 'pass' && screen.refusal !== undefined && !screen.busy);
  agent.dispatch({ type: 'submitPass', pass: new Secret(pass) });
  await until(({ screen }) => screen.kind === 'credential' && screen.phase === 'pin');
  agent.dispatch({ type: 'openReport' });
  const { report: shown } = await until((view) => view.report?.sending === 'open');
  agent.dispatch({ type: 'sendReport' });
  agent.dispatch({ type: 'sendReport' });
  const { report: after } = await until((view) => view.report?.sending === 'sent');
  expect(after?.report).toBe(shown?.report);
  const rows = await lab.db.selectFrom('device_reports').select('payload').execute();
  expect(rows.map(({ payload }) => JSON.parse(payload))).toEqual([shown?.report]);
  expect(shown?.report.timeline).toContainEqual(
    expect.objectContaining({ what: 'refused', slug: 'pass_wrong' }),
  );
  expect(shown?.report.safety?.vault).toBe('file');
  const text = JSON.stringify(shown);
  for (const secret of [pass, '7777-wrong', AMAL, folder]) expect(text).not.toContain(secret);
});

test('a report that was closed while the machine was looked at does not come up later', async () => {
  await nameIs(AMAL);
  for (const type of ['openReport', 'openReport', 'closeReport', 'openReport'] as const)
    agent.dispatch({ type });
  const { report } = await until((view) => view.report !== undefined);
  agent.dispatch({ type: 'closeReport' });
  agent.dispatch({ type: 'openReport' });
  const again = await until((view) => view.report !== undefined && view.report !== report);
  expect(again.report?.report.id).not.toBe(report?.report.id);
});
