import type { Fact } from '../contract/facts.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import type { View } from '../contract/view.ts';
import { MOST_MOMENTS, type Moment, Report } from '../contract/wire/report.ts';
import { kept, maskedAccount } from './redaction.ts';
import type { About, Examined, Sources } from './sources.ts';

/**
 * The report of a laptop: put together from what redaction.ts lets through, and then held against the closed schema. Pure.
 * @throws ZodError for something that no source can hold: a mistake of ours, not of the machine
 */
export function collectReport(sources: Sources): Report {
  const { view, facts, examined } = sources;
  const name = kept('deviceName', view?.device.name || deviceNameIn(facts));
  const serialNumber = kept('serialNumber', view?.device.serialNumber);
  const account = maskedAccount(accountOf(view) ?? accountIn(facts));
  return Report.parse({
    version: 1,
    id: sources.id,
    createdDateTime: instant(sources.now),
    device: { ...(name && { name }), ...(serialNumber && { serialNumber }) },
    ...(account && { account }),
    machine: machineOf(sources.about),
    standing: standingOf(view, facts),
    network: networkOf(sources),
    ...runOf(facts),
    timeline: sources.timeline.slice(-MOST_MOMENTS).map(momentOf),
    ...(examined && { safety: safetyOf(examined) }),
  });
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', win32: 'windows', darwin: 'macos' };

function machineOf({ latchkey, host, node, platform, release, architecture }: About) {
  const [known, built] = [kept('version', release), kept('version', architecture)];
  return {
    latchkey,
    host,
    node,
    platform: PLATFORMS[platform] ?? 'other',
    ...(known && { release: known }),
    ...(built && { architecture: built }),
  };
}

function standingOf(view: View | null, facts: readonly Fact[]) {
  const refusal = view && 'refusal' in view.screen ? view.screen.refusal : undefined;
  const gates = view?.screen.kind === 'loop' ? view.screen.gates : [];
  return {
    ...(view ? { step: view.step, screen: view.screen.kind } : placeAfter(facts)),
    ...(refusal && { refusal: refusalOf(refusal) }),
    gates: gates.slice(0, 32).map(({ requires, satisfied }) => ({ requires, satisfied })),
  };
}

function refusalOf({ slug, helpCode, requestId }: RefusalNotice) {
  const id = kept('id', requestId);
  return { slug, helpCode, ...(id && { requestId: id }) };
}

/** Where a run without a screen stands: at what comes after its last fact. */
function placeAfter(facts: readonly Fact[]) {
  const has = (name: Fact['fact']): boolean => facts.some(({ fact }) => fact === name);
  if (has('released')) return { step: 'release', screen: 'done' } as const;
  const step = (
    [
      ['proved', 'release'],
      ['registered', 'proof'],
      ['joined', 'credential'],
      ['reserved', 'join'],
      ['started', 'account'],
    ] as const
  ).find(([fact]) => has(fact))?.[1];
  return step ? { step, screen: step } : ({ step: 'welcome', screen: 'welcome' } as const);
}

function networkOf({ view, skewSeconds, checks }: Sources) {
  return {
    connection: view?.connection ?? 'unknown',
    ...(skewSeconds !== null && { skewSeconds: Math.round(skewSeconds) }),
    checks,
  };
}

function runOf(facts: readonly Fact[]) {
  const started = facts.findLast((fact) => fact.fact === 'started');
  const joined = facts.findLast((fact) => fact.fact === 'joined');
  const id = kept('id', started?.runId);
  const deviceId = kept('id', joined?.deviceId);
  if (id === undefined) return {};
  const told = facts.slice(-64).map(({ fact, at }) => ({ fact, at: instant(at) }));
  return { run: { id, ...(deviceId && { deviceId }), facts: told } };
}

/** Anew, member by member: whoever made the timeline, nothing else goes along. */
function momentOf({ at, what, step, screen, seconds, slug, helpCode, requestId, times }: Moment) {
  const id = kept('id', requestId);
  return {
    at,
    what,
    step,
    screen,
    ...(seconds !== undefined && { seconds }),
    ...(slug && { slug }),
    ...(helpCode && { helpCode }),
    ...(id && { requestId: id }),
    ...(times && { times }),
  };
}

function safetyOf({ authenticators, vault, lockdown, policy }: Examined) {
  return {
    authenticators: authenticators.map(({ name, state, guard, lockedOut }) => ({
      name,
      state,
      ...(guard && { guard }),
      ...(lockedOut !== undefined && { lockedOut }),
    })),
    vault: 'problem' in vault ? 'unknown' : vault.kind === 'file' ? (vault.sealedBy ?? 'file') : vault.kind,
    lockdown: lockdown.map(({ control, state }) => ({ control, state })),
    policy: policy.effective.map(({ member, from }) => ({ member, from: kindOfSource(from) })),
    policyProblems: policy.problems.length,
  };
}

/** Where a member comes from, without the path: that has names of people in it. */
function kindOfSource(from: string) {
  if (from.startsWith('--')) return 'argument';
  if (from.startsWith('LATCHKEY_')) return 'variable';
  if (/^HK(LM|EY_)/.test(from)) return 'registry';
  if (from.endsWith('.plist') || from.startsWith('com.')) return 'preferences';
  return from.endsWith('.json') ? 'file' : 'other';
}

function accountOf(view: View | null): string | undefined {
  return view && 'userPrincipalName' in view.screen ? view.screen.userPrincipalName : undefined;
}

function accountIn(facts: readonly Fact[]): string | undefined {
  return facts.findLast((fact) => fact.fact === 'reserved')?.userPrincipalName;
}

function deviceNameIn(facts: readonly Fact[]): string | undefined {
  return facts.findLast((fact) => fact.fact === 'started')?.deviceName;
}
