import type { Fault, Rule, Scenario } from './scenario.ts';

/** What is known of a request before its body is read. */
export interface RequestFacts {
  /** The pattern that the route was registered with. */
  readonly route: string;
  readonly method: string;
  readonly client: string | null;
  /** Seconds since the scenario was chosen. */
  readonly at: number;
}

/** A rule that strikes. */
export interface Strike {
  readonly rule: string;
  readonly fault: Fault;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32): a rehearsal can be repeated. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Does the rule mean this request? Chance and count are not asked here. */
export function fits(rule: Rule, facts: RequestFacts): boolean {
  const { route, method, client } = rule.where;
  if (facts.at < (rule.fromSeconds ?? 0) || facts.at >= (rule.untilSeconds ?? Number.POSITIVE_INFINITY))
    return false;
  if (method !== undefined && method !== facts.method) return false;
  if (client !== undefined && client !== facts.client) return false;
  if (route === undefined) return true;
  return route.endsWith('*') ? facts.route.startsWith(route.slice(0, -1)) : facts.route === route;
}

/** A fault after which nothing else can happen to the request. */
const ends = ({ kind }: Fault): boolean => kind !== 'latency';

/**
 * The rules that strike this request, in their order; after the first that ends the request no other is asked.
 *
 * @param struck how often each rule has struck; the caller keeps it
 */
export function draw(
  scenario: Scenario,
  facts: RequestFacts,
  struck: ReadonlyMap<string, number>,
  next: () => number,
): Strike[] {
  const strikes: Strike[] = [];
  for (const rule of scenario.rules) {
    if (!fits(rule, facts) || (struck.get(rule.name) ?? 0) >= (rule.times ?? Number.POSITIVE_INFINITY))
      continue;
    if (next() >= rule.chance) continue;
    strikes.push({ rule: rule.name, fault: rule.fault });
    if (ends(rule.fault)) break;
  }
  return strikes;
}
