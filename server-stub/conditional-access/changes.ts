import { evaluateGates } from './evaluate-gates.ts';
import type { GateFacts, PassFacts, RunFacts } from './gate-facts.ts';
import { CREDENTIAL_MODES, type MethodMode, PASS_MODES, passMode } from './strengths.ts';

/** One thing that somebody could do. `seconds`: how long to wait, or how long the new pass has to last at least. */
export interface Change {
  readonly change:
    | 'wait'
    | 'issue_pass'
    | 'issue_multi_use_pass'
    | 'add_software_oath'
    | 'add_another_method'
    | 'use_hardware_authenticator'
    | 'free_a_device'
    | 'enable_account'
    | 'enable_device'
    | 'include_in_pass_policy'
    | 'allow_device_join'
    | 'mark_device_compliant'
    | 'join_device_hybrid'
    | 'turn_on_bootstrap_grant'
    | 'allow_authenticator'
    | 'relax_attestation'
    | 'exclude_from_policy';
  readonly policyId?: string;
  readonly displayName?: string;
  readonly seconds?: number;
  readonly count?: number;
}

/** A change that can be tried on the facts. */
export interface Option extends Change {
  /** What it costs: people's time first, changes of one account then, changes of everybody's rules last. */
  readonly cost: number;
  readonly apply: (facts: GateFacts) => GateFacts;
}

const HOUR = 3_600_000;
/** More than any two other things together: it takes a rule away from somebody, and people forget to put it back. */
export const EXCLUSION_COST = 20;

function changeRun(facts: GateFacts, change: Partial<RunFacts>): GateFacts {
  return facts.run === null ? facts : { ...facts, run: { ...facts.run, ...change } };
}

/** With a new pass that starts now; no policy lets it be longer than `longestPass`. */
function withPass(facts: GateFacts, mode: MethodMode): GateFacts {
  const longest = facts.run?.longestPass ?? HOUR;
  const pass: PassFacts = {
    isUsableOnce: mode === 'temporaryAccessPassOneTime',
    startsIn: 0,
    left: longest,
  };
  const others = facts.shown.filter((one) => !PASS_MODES.includes(one));
  return changeRun({ ...facts, shown: [...others, mode], passLeft: longest }, { pass });
}

function passOptions(facts: GateFacts): Option[] {
  if (facts.run?.mayHavePass === false) return [];
  const startsIn = facts.run?.pass?.startsIn ?? 0;
  const waited = (now: GateFacts): GateFacts => {
    const pass = now.run?.pass;
    if (!pass) return now;
    const shown = [...now.shown.filter((one) => !PASS_MODES.includes(one)), passMode(pass.isUsableOnce)];
    const left = pass.left - pass.startsIn;
    return changeRun({ ...now, shown, passLeft: left }, { pass: { ...pass, startsIn: 0, left } });
  };
  const lasts = facts.run === null ? {} : { seconds: Math.ceil(facts.run.needed / 1000) };
  const options: Option[] = [
    { change: 'issue_pass', ...lasts, cost: 2, apply: (now) => withPass(now, 'temporaryAccessPassOneTime') },
    {
      change: 'issue_multi_use_pass',
      ...lasts,
      cost: 3,
      apply: (now) => withPass(now, 'temporaryAccessPassMultiUse'),
    },
  ];
  if (startsIn <= 0) return options;
  return [{ change: 'wait', seconds: Math.ceil(startsIn / 1000), cost: 1, apply: waited }, ...options];
}

function deviceOptions(facts: GateFacts): Option[] {
  const options: Option[] = [];
  const { join } = facts;
  if (join !== null && join.owned >= join.quota) {
    const count = join.owned - join.quota + 1;
    const apply = (now: GateFacts) => ({ ...now, join: { ...join, ...now.join, owned: join.quota - 1 } });
    if (join.quota > 0) options.push({ change: 'free_a_device', count, cost: 4, apply });
  }
  if (join !== null && !join.allowed) {
    const apply = (now: GateFacts) => ({ ...now, join: { ...join, ...now.join, allowed: true } });
    options.push({ change: 'allow_device_join', cost: 5, apply });
  }
  const base = facts.device ?? facts.proof?.device;
  if (!base) return options;
  const become = (change: Partial<typeof base>) => (now: GateFacts) => ({
    ...now,
    device: { ...base, ...now.device, ...change },
    proof: now.proof && { ...now.proof, device: { ...now.proof.device, ...change } },
  });
  return [
    ...options,
    { change: 'mark_device_compliant', cost: 6, apply: become({ isCompliant: true }) },
    { change: 'join_device_hybrid', cost: 8, apply: become({ trustType: 'ServerAD' }) },
  ];
}

function runOptions({ run, proof }: GateFacts): Option[] {
  const options: Option[] = [];
  const set = (change: Change['change'], cost: number, next: Partial<RunFacts>) =>
    options.push({ change, cost, apply: (now) => changeRun(now, next) });
  if (run && !run.accountEnabled) set('enable_account', 4, { accountEnabled: true });
  if (run && !run.deviceEnabled) set('enable_device', 4, { deviceEnabled: true });
  if (run?.mayHavePass && !run.inPassScope) set('include_in_pass_policy', 5, { inPassScope: true });
  if (run && !run.anotherMethod) set('add_another_method', 4, { anotherMethod: true });
  if (run && !run.authenticatorAllowed) set('allow_authenticator', 9, { authenticatorAllowed: true });
  if (run && !run.attestationPossible) set('relax_attestation', 9, { attestationPossible: true });
  if (proof && !proof.modes.includes('windowsHelloForBusiness')) {
    const modes: readonly MethodMode[] = ['windowsHelloForBusiness'];
    options.push({
      change: 'use_hardware_authenticator',
      cost: 3,
      apply: (now) =>
        changeRun(
          { ...now, proof: now.proof && { ...now.proof, modes } },
          { authenticatorAllowed: true, attestationPossible: true },
        ),
    });
  }
  return options;
}

function ruleOptions(facts: GateFacts): Option[] {
  const oath: Option = {
    change: 'add_software_oath',
    cost: 3,
    apply: (now) => ({ ...now, shown: [...new Set<MethodMode>([...now.shown, 'softwareOath'])] }),
  };
  const bootstrap: Option = {
    change: 'turn_on_bootstrap_grant',
    cost: 7,
    apply: (now) => ({ ...now, bootstrapGrant: true }),
  };
  const ownsPassword =
    facts.shown.includes('password') && !facts.shown.some((one) => CREDENTIAL_MODES.includes(one));
  return [...(ownsPassword ? [oath] : []), ...(facts.bootstrapGrant ? [] : [bootstrap])];
}

/** Policies whose gates stay shut: their exclusion is the last thing to think of, and always named. */
export function exclusions(facts: GateFacts): Option[] {
  const shut = evaluateGates(facts).gates.filter((gate) => !gate.satisfied && !gate.reportOnly);
  const ids = new Set(shut.map((gate) => gate.id));
  return facts.policies
    .filter((policy) => ids.has(policy.id))
    .map((policy) => ({
      change: 'exclude_from_policy' as const,
      policyId: policy.id,
      displayName: policy.displayName,
      cost: EXCLUSION_COST,
      apply: (now: GateFacts) => ({ ...now, policies: now.policies.filter((one) => one.id !== policy.id) }),
    }));
}

/** Everything that could be done about these facts, but exclusions. */
export function optionsFor(facts: GateFacts): Option[] {
  return [...passOptions(facts), ...deviceOptions(facts), ...runOptions(facts), ...ruleOptions(facts)];
}
