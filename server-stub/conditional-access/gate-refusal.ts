import { Refusal } from '../../electron/contract/refusal.ts';
import type { Slug } from '../../electron/contract/refusals.ts';
import { decidingGates, type Evaluation } from './evaluate-gates.ts';

/** A refusal by policy, with the whole evaluation for the sign-in row. What goes over the wire are the gates that decide. */
export class GateRefusal extends Refusal {
  readonly evaluation: Evaluation;

  constructor(slug: Slug, evaluation: Evaluation) {
    super(slug, { gates: decidingGates(evaluation) });
    this.evaluation = evaluation;
  }
}

/** The evaluation behind a refusal, where policy refused. */
export function evaluationOf(refusal: Refusal): Evaluation | undefined {
  return refusal instanceof GateRefusal ? refusal.evaluation : undefined;
}
