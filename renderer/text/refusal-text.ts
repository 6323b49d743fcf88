import { REFUSALS, type Slug } from '../../electron/contract/refusals.ts';

/** What a refusal says to people. English stands in the contract's table; translations will be keyed by slug. */
export interface RefusalText {
  readonly cause: string;
  readonly userAction: string;
  readonly technicianAction: string;
}

export function refusalText(slug: Slug): RefusalText {
  return REFUSALS[slug];
}
