import type { Gate } from '../../electron/contract/gate.ts';
import type { Slug } from '../../electron/contract/refusals.ts';

/**
 * The refusal that a set of gates amounts to; `undefined` where all are open. What only IT can open comes first, so that
 * nobody is sent for a pass that would not help. Unmet MFA is `mfa_required`: whether there is a way on, the caller knows.
 */
export function blockingSlug(gates: readonly Gate[]): Slug | undefined {
  const shut = (requires: Gate['requires']) =>
    gates.some((gate) => gate.requires === requires && !gate.satisfied);
  if (shut('block') || shut('device')) return 'policy_blocked';
  if (shut('join')) return 'join_blocked';
  if (shut('quota')) return 'device_quota';
  if (shut('mfa')) return 'mfa_required';
  // A strength that a pass would meet is MFA by another name.
  const byPass = gates.some((gate) => !gate.satisfied && gate.opens.includes('temporary_access_pass'));
  if (byPass) return 'mfa_required';
  if (shut('authentication_strength')) return 'policy_blocked';
  if (shut('scope')) return 'pass_blocked_by_policy';
  return shut('time') ? 'pass_expired' : undefined;
}
