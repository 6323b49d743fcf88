import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PreflightAnswer } from '../../electron/contract/wire/preflight.ts';
import type { ConditionalAccessPolicy } from '../../server-stub/conditional-access/policy.ts';
import { Authenticator } from './authenticator.ts';
import { passkeyChallenge, software, USER, USER_ID } from './enrolment-stage.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

/* What is foretold is what happens: random policies, the what-if and the preflight beside the real sign-in and the real run. */

const RUNS = process.env.CI === 'true' ? 30 : 15;
const STRENGTHS = ['2', '3', '4'].map((n) => `00000000-0000-0000-0000-00000000000${n}`);

let lab: Lab;
let headers: Record<string, string>;
beforeAll(async () => {
  lab = await Lab.open();
  headers = await lab.adminHeaders();
});
afterAll(() => lab.close());
beforeEach(reset);

async function reset(): Promise<void> {
  for (const table of ['lockouts', 'credentials', 'devices'] as const)
    await lab.db.deleteFrom(table).execute();
  await lab.db.deleteFrom('policies').where('kind', '=', 'conditional-access').execute();
}

const grant = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ operator: 'OR' as const, builtInControls: ['block'] as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      operator: fc.constantFrom('AND' as const, 'OR' as const),
      builtInControls: fc.subarray(['mfa', 'compliantDevice', 'domainJoinedDevice'] as const, {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...STRENGTHS)
      .map((id) => ({ operator: 'OR' as const, builtInControls: [], authenticationStrength: { id } })),
  },
);
const where = fc.record({
  users: fc.constantFrom(
    { includeUsers: ['All'] },
    { includeUsers: [USER_ID] },
    { includeUsers: ['All'], excludeUsers: [USER_ID] },
    { includeUsers: ['GuestsOrExternalUsers'] },
    { includeRoles: ['Global Administrator'] },
  ),
  applications: fc.constantFrom(
    { includeApplications: ['All'] },
    { includeApplications: ['latchkey-agent'] },
    { includeApplications: ['All'], excludeApplications: ['latchkey-agent'] },
    { includeUserActions: ['urn:user:registerdevice' as const] },
    { includeUserActions: ['urn:user:registersecurityinfo' as const] },
  ),
  platforms: fc.constantFrom(
    null,
    { includePlatforms: ['linux' as const] },
    { includePlatforms: ['windows' as const] },
  ),
  clientAppTypes: fc.constantFrom(
    ['all' as const],
    ['mobileAppsAndDesktopClients' as const],
    ['browser' as const],
  ),
});
const state = fc.constantFrom(
  'enabled' as const,
  'enabled' as const,
  'enabled' as const,
  'disabled' as const,
  'enabledForReportingButNotEnforced' as const,
);
const policies: fc.Arbitrary<ConditionalAccessPolicy[]> = fc
  .array(fc.tuple(grant, where, state), { maxLength: 3 })
  .map((list) =>
    list.map(([grantControls, conditions, how], n) => ({
      id: `p${n}`,
      displayName: `Policy ${n}`,
      state: how,
      conditions,
      grantControls,
    })),
  );

async function apply(list: readonly ConditionalAccessPolicy[], bootstrap: boolean): Promise<void> {
  await reset();
  for (const policy of list) {
    const row = { kind: 'conditional-access', id: policy.id, payload: JSON.stringify(policy) };
    await lab.db.insertInto('policies').values(row).execute();
  }
  const payload = JSON.stringify({ enabled: bootstrap });
  await lab.db.updateTable('policies').set({ payload }).where('kind', '=', 'bootstrap').execute();
}

/** A laptop that names its system, as the agent does. */
async function linuxLaptop(): Promise<Laptop> {
  const laptop = await Laptop.make(lab);
  const call = laptop.call.bind(laptop);
  laptop.call = (path, more) =>
    call(path, { ...more, headers: { 'user-agent': 'latchkey-agent (Linux)', ...more?.headers } });
  return laptop;
}

async function whatIf(signInContext: object): Promise<string[]> {
  const signInConditions = { devicePlatform: 'linux', clientAppType: 'mobileAppsAndDesktopClients' };
  const signInIdentity = { '@odata.type': '#microsoft.graph.userSignIn', userId: USER_ID };
  const body = { signInIdentity, signInContext, signInConditions, appliedPoliciesOnly: true };
  const answer = await lab.call('/beta/identity/conditionalAccess/evaluate', { headers, body });
  return answer.body.value.map((one: { id: string }) => one.id);
}

test('the what-if names the policies that the sign-in row names', { timeout: 120_000 }, async () => {
  const target = (userAction: string) => ({
    '@odata.type': '#microsoft.graph.userActionContext',
    userAction,
  });
  await fc.assert(
    fc.asyncProperty(policies, fc.boolean(), async (list, bootstrap) => {
      await apply(list, bootstrap);
      const foretold = new Set([
        ...(await whatIf({
          '@odata.type': '#microsoft.graph.applicationContext',
          includeApplications: ['latchkey-agent'],
        })),
        ...(await whatIf(target('registerOrJoinDevices'))),
        ...(await whatIf(target('registerSecurityInformation'))),
      ]);
      await (await linuxLaptop()).signInWithPass(USER, await lab.issuePass(USER));
      const [row] = (
        await lab.call('/beta/auditLogs/signIns?$top=1', {
          headers: { ...headers, prefer: 'include-unknown-enum-members' },
        })
      ).body.value;
      const applied: { id: string; result: string }[] = row.appliedConditionalAccessPolicies;
      const really = applied.filter(
        ({ id, result }) => id !== 'bootstrap-grant' && !/not(Applied|Enabled)/i.test(result),
      );
      expect(really.map(({ id }) => id).sort()).toEqual([...foretold].sort());
    }),
    { numRuns: RUNS },
  );
});

/** A whole run, as far as it gets. */
async function run(laptop: Laptop, pass: string, authenticator: Authenticator): Promise<string> {
  const signedIn = await laptop.signInWithPass(USER, pass);
  if (signedIn.status !== 200) return slugOf(signedIn);
  const joined = await laptop.join();
  if (joined.status !== 201) return `join ${slugOf(joined)}`;
  const made = await laptop.register(authenticator.register(await laptop.creationChallenge()));
  if (made.status !== 201) return `credential ${slugOf(made)}`;
  const proved = await laptop.signIn(USER, (opened) => ({
    authn_method: 'passkey',
    authn_response: JSON.stringify(authenticator.assert(passkeyChallenge(opened), {})),
  }));
  return proved.status === 200 ? 'proved' : `proof ${slugOf(proved)}`;
}

test('the preflight says yes to the runs that succeed, and to no others', { timeout: 240_000 }, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(policies, fc.boolean(), fc.boolean(), async (list, bootstrap, soft) => {
      await apply(list, bootstrap);
      const pass = await lab.issuePass(USER);
      const laptop = await linuxLaptop();
      const asked = await lab.call('/provisioning/v1/preflight', {
        headers,
        body: {
          user: USER,
          device: { jkt: laptop.jkt, operatingSystem: 'Linux' },
          authenticator: soft ? 'software' : 'platform',
        },
      });
      const foretold = asked.body as PreflightAnswer;
      const end = await run(laptop, pass, soft ? software() : new Authenticator());
      seen.add(end);
      expect(foretold.wouldSucceed, `${end}; shut: ${JSON.stringify(foretold.firstShut)}`).toBe(
        end === 'proved',
      );
    }),
    { numRuns: RUNS },
  );
  expect(seen.has('proved')).toBe(true);
});

test('what the preflight says would help, helps: an exclusion, a pass', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(policies, async (list) => {
      await apply(list, true);
      await lab.db.deleteFrom('passes').execute();
      const ask = async () => {
        const answer = await lab.call('/provisioning/v1/preflight', {
          headers,
          body: { user: USER, device: { operatingSystem: 'Linux' } },
        });
        return answer.body as PreflightAnswer;
      };
      const { smallestChange } = await ask();
      expect(smallestChange).not.toBeNull();
      for (const { change, policyId } of smallestChange ?? []) {
        if (change === 'issue_pass') await lab.issuePass(USER);
        if (change === 'issue_multi_use_pass') await lab.issuePass(USER, { isUsableOnce: false });
        if (change === 'exclude_from_policy')
          await lab.db
            .deleteFrom('policies')
            .where('id', '=', policyId ?? '')
            .execute();
      }
      const doable = ['issue_pass', 'issue_multi_use_pass', 'exclude_from_policy'];
      if (!smallestChange?.every(({ change }) => doable.includes(change))) return;
      expect((await ask()).wouldSucceed, JSON.stringify(smallestChange)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('a random body of a policy, a strength or a question is answered or refused, and never breaks', {
  timeout: 60_000,
}, async () => {
  const seeds: [string, Record<string, unknown>][] = [
    [
      '/v1.0/identity/conditionalAccess/policies',
      { displayName: 'x', state: 'enabled', conditions: {}, grantControls: {} },
    ],
    ['/v1.0/policies/authenticationStrengthPolicies', { displayName: 'x', allowedCombinations: ['fido2'] }],
    [
      '/beta/identity/conditionalAccess/evaluate',
      { signInIdentity: {}, signInContext: {}, signInConditions: {} },
    ],
    ['/provisioning/v1/preflight', { user: USER, device: {} }],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.jsonValue({ maxDepth: 3 }),
      fc.nat(),
      async ([path, body], other, pick) => {
        const members = Object.keys(body);
        const sent = pick % 5 === 0 ? other : { ...body, [members[pick % members.length] ?? '']: other };
        const answer = await lab.call(path, { headers, body: JSON.stringify(sent) });
        expect(answer.status, `${path} ${JSON.stringify(sent)}`).toBeLessThan(500);
        if (answer.status >= 400) expect(slugOf(answer)).not.toMatch(/^no slug/);
      },
    ),
    { numRuns: RUNS * 10 },
  );
});
