import type { Gate } from '../../../electron/contract/gate.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import type { MessageKey } from '../../text/en.ts';

type Blocked = 'mfa' | 'blocked' | 'join';

function blockedBy(slug: Slug): Blocked {
  if (slug === 'mfa_enrolment_required' || slug === 'mfa_required') return 'mfa';
  return slug === 'join_blocked' || slug === 'device_quota' ? 'join' : 'blocked';
}

export interface LoopWords {
  readonly title: MessageKey;
  /** Absent: the refusal's own sentences say it. */
  readonly lead: MessageKey | null;
  readonly action: MessageKey;
}

/** The words of a dead end: the well-known loop has its own, the others speak with their row of the table. */
export function loopWords(slug: Slug): LoopWords {
  const by = blockedBy(slug);
  return {
    title: `loop.title.${by}`,
    lead: slug === 'mfa_enrolment_required' ? 'loop.lead.mfa' : null,
    action: by === 'mfa' ? 'loop.have' : 'loop.again',
  };
}

/** The gates that are shut. What is open already is nobody's question now. */
export function shutGates(gates: readonly Gate[]): readonly Gate[] {
  return gates.filter((gate) => !gate.satisfied);
}
