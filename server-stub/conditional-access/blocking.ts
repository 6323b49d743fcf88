import type { Gate, GateKey } from '../../electron/contract/gate.ts';
import type { Slug } from '../../electron/contract/refusals.ts';

/**
 * The refusal that a set of gates amounts to; `undefined` where all that decide are open. What only IT can open comes first,
 * so that nobody is sent for a pass that would not help: that the new credential could not sign in, for one. Unmet MFA is
 * `mfa_required`: whether there is a way on, the caller knows.
 */
export function blockingSlug(gates: readonly Gate[]): Slug | undefined {
  const shut = gates.filter((gate) => !gate.satisfied && !gate.reportOnly);
  const asks = (requires: Gate['requires']) => shut.some((gate) => gate.requires === requires);
  if (asks('block') || asks('device')) return 'policy_blocked';
  if (shut.some((gate) => gate.step === 'proof' || gate.step === 'credential')) return 'policy_blocked';
  if (asks('join')) return 'join_blocked';
  if (asks('quota')) return 'device_quota';
  const strengths = shut.filter((gate) => gate.requires === 'authentication_strength');
  if (strengths.some((gate) => !gate.opens.includes('temporary_access_pass'))) return 'policy_blocked';
  // A strength that a pass would meet is MFA by another name.
  if (asks('mfa') || strengths.length > 0) return 'mfa_required';
  if (asks('scope')) return 'pass_blocked_by_policy';
  return asks('time') ? 'pass_expired' : undefined;
}

const SHOWN_BY_PEOPLE: readonly GateKey[] = ['temporary_access_pass', 'passkey', 'software_oath'];

/** The ways to sign in that would each open all that is shut. Empty where something else is in the way. */
export function waysOn(gates: readonly Gate[]): GateKey[] {
  const shut = gates.filter((gate) => !gate.satisfied && !gate.reportOnly);
  const elsewhere = shut.some(
    ({ requires, step }) => step === 'proof' || !['mfa', 'authentication_strength'].includes(requires),
  );
  if (elsewhere) return [];
  return SHOWN_BY_PEOPLE.filter((key) => shut.every((gate) => gate.opens.includes(key)));
}
