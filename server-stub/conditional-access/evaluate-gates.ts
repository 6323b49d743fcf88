import type { Gate } from '../../electron/contract/gate.ts';
import { type Reason, whyNotConcerned } from './conditions.ts';
import { MFA_KEYS, policyGates } from './controls.ts';
import type { GateFacts } from './gate-facts.ts';
import { platformOf } from './platform.ts';
import type { ConditionalAccessPolicy } from './policy.ts';
import { runGates } from './run-gates.ts';
import { isMultifactor } from './strengths.ts';

/** What became of one policy. `gates` are its own, also where it only reports. */
export interface PolicyVerdict {
  readonly policy: ConditionalAccessPolicy;
  /** `null` where it applies, or would if it were enforced. */
  readonly notApplied: Reason | null;
  readonly gates: readonly Gate[];
}

/** The whole answer about a sign-in. */
export interface Evaluation {
  /** Every gate, in the order of the run: those of policies that only report say so and decide nothing. */
  readonly gates: readonly Gate[];
  /** Every policy of the tenant, about the sign-in itself. */
  readonly verdicts: readonly PolicyVerdict[];
  /** Did the bootstrap grant stand in for a strength? */
  readonly bootstrapped: boolean;
}

const BUILT_IN_MFA = {
  id: 'builtin-mfa',
  displayName: 'Setting up a device needs multifactor authentication',
  requires: 'mfa',
} as const;

function judge(policy: ConditionalAccessPolicy, facts: GateFacts): PolicyVerdict {
  if (policy.state === 'disabled') return { policy, notApplied: 'policyNotEnabled', gates: [] };
  const notApplied = whyNotConcerned(policy, facts);
  return { policy, notApplied, gates: notApplied === null ? policyGates(policy, facts) : [] };
}

/** A built-in rule is named only where no policy of the tenant asks already. */
function builtInGates(facts: GateFacts, asked: readonly Gate[]): Gate[] {
  if (!facts.alwaysMfa || asked.some((gate) => gate.requires === 'mfa' && !gate.reportOnly)) return [];
  return [{ ...BUILT_IN_MFA, satisfied: isMultifactor(facts.shown), opens: [...MFA_KEYS] }];
}

function signInGates(facts: GateFacts): { gates: Gate[]; verdicts: PolicyVerdict[] } {
  const verdicts = facts.policies.map((policy) => judge(policy, facts));
  const own = verdicts.flatMap((verdict) => verdict.gates);
  return { gates: [...own, ...builtInGates(facts, own)], verdicts };
}

function isShut(gate: Gate): boolean {
  return !gate.satisfied && !gate.reportOnly;
}

/** The proof is a sign-in from nothing with the new credential: the best of those that the profile allows counts. */
function proofGates(facts: GateFacts): Gate[] {
  if (facts.proof === null) return [];
  const { modes, device } = facts.proof;
  const platform = platformOf(device.operatingSystem) ?? facts.platform;
  // No pass is shown there, so nothing stands in for a strength.
  const later = { ...facts, device, platform, passLeft: null, bootstrapGrant: false };
  const tries = modes.map((mode) => signInGates({ ...later, shown: [mode] }).gates);
  const shut = (gates: readonly Gate[]) => gates.filter(isShut).length;
  const [best = []] = [...tries].sort((a, b) => shut(a) - shut(b));
  return best.map((gate) => ({ ...gate, step: 'proof' as const }));
}

/**
 * Every gate of a sign-in and of what comes after it, and whether what was shown opens it. Pure: sign-in, what-if and
 * preflight ask it the same question and get the same answer.
 */
export function evaluateGates(facts: GateFacts): Evaluation {
  const { gates, verdicts } = signInGates(facts);
  const signIn = gates.map((gate) => ({ ...gate, step: 'pass' as const }));
  return {
    gates: [...signIn, ...runGates(facts), ...proofGates(facts)],
    verdicts,
    bootstrapped: gates.some((gate) => gate.bootstrapped && !gate.reportOnly),
  };
}

/** The gates that decide: what only reports is left out, and so is a proof's gate that says what was said before. */
export function decidingGates({ gates }: Pick<Evaluation, 'gates'>): Gate[] {
  const deciding = gates.filter((gate) => !gate.reportOnly);
  const name = (gate: Gate) => `${gate.id} ${gate.requires} ${gate.opens}`;
  const before = new Set(deciding.filter((gate) => gate.step !== 'proof' && isShut(gate)).map(name));
  return deciding.filter((gate) => gate.step !== 'proof' || (isShut(gate) && !before.has(name(gate))));
}
