import { blockingSlug } from './blocking.ts';
import { type Change, EXCLUSION_COST, exclusions, type Option, optionsFor } from './changes.ts';
import { evaluateGates } from './evaluate-gates.ts';
import type { GateFacts } from './gate-facts.ts';

/** Does the run get through? */
export function getsThrough(facts: GateFacts): boolean {
  return blockingSlug(evaluateGates(facts).gates) === undefined;
}

const MOST_TOGETHER = 4;

interface Plan {
  readonly steps: readonly Option[];
  readonly cost: number;
}

/** Every set of up to `MOST_TOGETHER` options, cheapest first. */
function plans(options: readonly Option[]): Plan[] {
  let found: Plan[] = [{ steps: [], cost: 0 }];
  for (const option of options) {
    const grown = found
      .filter(({ steps }) => steps.length < MOST_TOGETHER)
      .map(({ steps, cost }) => ({ steps: [...steps, option], cost: cost + option.cost }));
    found = [...found, ...grown];
  }
  return found.sort((a, b) => a.cost - b.cost);
}

/** A plan as it is, or with the exclusions that it still lacks; `undefined` where even those do not help. */
function completed(facts: GateFacts, plan: Plan): Plan | undefined {
  const after = apply(facts, plan.steps);
  if (getsThrough(after)) return plan;
  const last = exclusions(after);
  if (last.length === 0 || !getsThrough(apply(after, last))) return undefined;
  return { steps: [...plan.steps, ...last], cost: plan.cost + last.length * EXCLUSION_COST };
}

function apply(facts: GateFacts, steps: readonly Option[]): GateFacts {
  return steps.reduce((now, step) => step.apply(now), facts);
}

/** Which pass a plan begins with: two of them in one plan would only replace each other. */
function isPass({ change }: Option): boolean {
  return change === 'wait' || change === 'issue_pass' || change === 'issue_multi_use_pass';
}

/** Everything at once, and then without whatever it does not need, dearest first: quick, and rarely too much. */
function pruned(facts: GateFacts, options: readonly Option[]): Plan | undefined {
  const priced = (steps: readonly Option[]): Plan => ({
    steps,
    cost: steps.reduce((sum, step) => sum + step.cost, 0),
  });
  let best = completed(facts, priced(options));
  let kept = options;
  for (const dearest of [...options].sort((a, b) => b.cost - a.cost)) {
    const fewer = kept.filter((option) => option !== dearest);
    const without = completed(facts, priced(fewer));
    if (without === undefined || (best !== undefined && without.cost >= best.cost)) continue;
    best = without;
    kept = fewer;
  }
  return best;
}

/** A first answer for each pass that could be there, or none. */
function firstPlan(facts: GateFacts, options: readonly Option[]): Plan | undefined {
  const rest = options.filter((option) => !isPass(option));
  const starts = [[], ...options.filter(isPass).map((option) => [option])];
  const found = starts.flatMap((start) => pruned(facts, [...start, ...rest]) ?? []);
  return found.sort((a, b) => a.cost - b.cost)[0];
}

/** Policies judged in one search for something cheaper: it must not hold up everybody else's requests. */
const MOST_JUDGED = 4000;

/**
 * The smallest change that would let a run through: empty where nothing has to change, `undefined` where nothing that this
 * directory knows would help. An exclusion is proposed only where nothing cheaper opens; the answer has been tried and works.
 * In a tenant with very many policies the search ends early, and the answer may hold more than the least. Pure.
 */
export function smallestChange(given: GateFacts): Change[] | undefined {
  if (getsThrough(given)) return [];
  // What is off or only reports decides nothing.
  const facts = { ...given, policies: given.policies.filter(({ state }) => state === 'enabled') };
  const options = optionsFor(facts);
  let best = firstPlan(facts, options);
  const tries = Math.ceil(MOST_JUDGED / (facts.policies.length + 4));
  for (const plan of plans(options).slice(0, tries)) {
    if (best !== undefined && plan.cost >= best.cost) break;
    const whole = completed(facts, plan);
    if (whole !== undefined && (best === undefined || whole.cost < best.cost)) best = whole;
  }
  return best?.steps.map(({ cost: _cost, apply: _apply, ...change }) => change);
}
