import type { Evaluation, PolicyVerdict } from './evaluate-gates.ts';
import type { ConditionalAccessPolicy } from './policy.ts';

/** Graph's appliedConditionalAccessPolicy, with the values of the evolvable enumeration spelled out. */
export interface AppliedPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly enforcedGrantControls: readonly string[];
  readonly enforcedSessionControls: readonly string[];
  readonly result: string;
}

/** As Entra's rows name the controls. */
const CONTROL_NAMES: Readonly<Record<string, string>> = {
  block: 'Block',
  mfa: 'Mfa',
  compliantDevice: 'RequireCompliantDevice',
  domainJoinedDevice: 'RequireDomainJoinedDevice',
};

/** What a person could have done about it: where a policy only reports, nobody was asked to. */
const ASKED_OF_PEOPLE = ['temporary_access_pass', 'passkey', 'software_oath', 'password'];

function reportOnlyResult({ gates }: PolicyVerdict): string {
  const shut = gates.filter((gate) => !gate.satisfied);
  if (shut.length === 0) return 'reportOnlySuccess';
  const asked = shut.every((gate) => gate.opens.some((key) => ASKED_OF_PEOPLE.includes(key)));
  return asked ? 'reportOnlyInterrupted' : 'reportOnlyFailure';
}

function resultOf(verdict: PolicyVerdict): string {
  const { policy, notApplied, gates } = verdict;
  const reportOnly = policy.state === 'enabledForReportingButNotEnforced';
  if (notApplied === 'policyNotEnabled') return 'notEnabled';
  if (notApplied !== null) return reportOnly ? 'reportOnlyNotApplied' : 'notApplied';
  if (reportOnly) return reportOnlyResult(verdict);
  return gates.every((gate) => gate.satisfied) ? 'success' : 'failure';
}

function grantControls({ grantControls: controls }: ConditionalAccessPolicy): string[] {
  const names = (controls?.builtInControls ?? []).map((control) => CONTROL_NAMES[control] ?? control);
  return controls?.authenticationStrength ? [...names, 'RequireAuthenticationStrength'] : names;
}

function sessionControls({ sessionControls: controls }: ConditionalAccessPolicy): string[] {
  return controls?.signInFrequency?.isEnabled ? ['SignInFrequency'] : [];
}

/** Its own line, so that an auditor finds every use of it. */
const BOOTSTRAP_LINE: AppliedPolicy = {
  id: 'bootstrap-grant',
  displayName: 'Bootstrap grant: a pass stood in for an authentication strength to register the first method',
  enforcedGrantControls: ['bootstrap'],
  enforcedSessionControls: [],
  result: 'success',
};

/** The policies of an evaluation as a sign-in row lists them: every one of the tenant, and the bootstrap grant. Pure. */
export function appliedPolicies({ verdicts, bootstrapped }: Evaluation): AppliedPolicy[] {
  const lines = verdicts.map((verdict) => ({
    id: verdict.policy.id,
    displayName: verdict.policy.displayName,
    enforcedGrantControls: verdict.notApplied === null ? grantControls(verdict.policy) : [],
    enforcedSessionControls: verdict.notApplied === null ? sessionControls(verdict.policy) : [],
    result: resultOf(verdict),
  }));
  return bootstrapped ? [...lines, BOOTSTRAP_LINE] : lines;
}

/** What conditional access comes to, by the policies that are enforced. Pure. */
export function accessStatus(applied: readonly AppliedPolicy[]): 'success' | 'failure' | 'notApplied' {
  if (applied.some(({ result }) => result === 'failure')) return 'failure';
  return applied.some(({ result }) => result === 'success') ? 'success' : 'notApplied';
}

/** Graph's members of a sign-in row that are about conditional access. */
export function accessMembers(evaluation: Evaluation | undefined, multiFactor: boolean) {
  const applied = evaluation ? appliedPolicies(evaluation) : [];
  const asked = applied.some(({ result, enforcedGrantControls }) => {
    const names = ['Mfa', 'RequireAuthenticationStrength'];
    return (
      ['success', 'failure'].includes(result) && enforcedGrantControls.some((name) => names.includes(name))
    );
  });
  return {
    conditionalAccessStatus: accessStatus(applied),
    appliedConditionalAccessPolicies: applied,
    authenticationRequirement: multiFactor ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    authenticationRequirementPolicies: asked
      ? [{ requirementProvider: 'multiConditionalAccess', detail: 'Conditional Access' }]
      : [],
  };
}

/** Values that only who asks for unknown members of the enumeration gets to see. */
const KNOWN_RESULTS = ['success', 'failure', 'notApplied', 'notEnabled', 'unknown'];

/** How a caller may see the conditional access of a stored row: not at all, as of old, or with every value. Pure. */
export function shownTo(
  row: Readonly<Record<string, unknown>>,
  reader: { readonly readsPolicies: boolean; readonly knowsNewMembers: boolean },
): Record<string, unknown> {
  const { authenticationRequirementPolicies, ...rest } = row;
  if (!reader.readsPolicies) return { ...rest, appliedConditionalAccessPolicies: [] };
  const applied = (row.appliedConditionalAccessPolicies ?? []) as readonly AppliedPolicy[];
  const known = (result: string) => (KNOWN_RESULTS.includes(result) ? result : 'unknownFutureValue');
  return {
    ...rest,
    ...(authenticationRequirementPolicies === undefined ? {} : { authenticationRequirementPolicies }),
    appliedConditionalAccessPolicies: reader.knowsNewMembers
      ? applied
      : applied.map((one) => ({ ...one, result: known(one.result) })),
  };
}
