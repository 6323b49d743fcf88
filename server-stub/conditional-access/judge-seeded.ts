import { Refusal } from '../../electron/contract/refusal.ts';
import type { ConditionalAccessPolicy } from './policy.ts';
import { type KnownIds, unknownReferences } from './references.ts';
import { readPolicyBody } from './schema.ts';
import { checkShape } from './validate.ts';

/** Members that Graph has defaults for, and a seed has to spell out: it is kept as it is written. */
function missing({ id, displayName, state, conditions, grantControls }: Record<string, unknown>): string[] {
  const controls = grantControls as { operator?: unknown; builtInControls?: unknown } | null | undefined;
  const parts = conditions as { users?: unknown; applications?: unknown } | undefined;
  return Object.entries({
    id,
    displayName,
    state,
    'conditions.users': parts?.users,
    'conditions.applications': parts?.applications,
    ...(controls
      ? {
          'grantControls.operator': controls.operator,
          'grantControls.builtInControls': controls.builtInControls,
        }
      : {}),
  }).flatMap(([name, value]) => (value === undefined ? [`${name} is missing`] : []));
}

/** What is wrong with a policy of a seed; nothing where it could have been made through Graph. Pure. */
export function judgeSeededPolicy(payload: Record<string, unknown>, known: KnownIds): string[] {
  try {
    readPolicyBody(payload);
    const gaps = missing(payload);
    if (gaps.length > 0) return gaps;
    const policy = payload as unknown as ConditionalAccessPolicy;
    checkShape(policy);
    return unknownReferences(policy, known).map((path) => `${path}: there is nothing of that id or name`);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return [`${thrown.slug}: ${thrown.details.detail ?? thrown.message}`];
  }
}
