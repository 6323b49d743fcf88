/** One row of the flow. */
export interface StepRow {
  readonly step: string;
  /** May the person go back to the step before? Not once something has been written in the directory. */
  readonly canGoBack: boolean;
  /** May a profile leave the screen out (its value is then preset)? */
  readonly skippable: boolean;
  /** Share of the way, for the door: what people feel as long weighs more. The weights add up to 100. */
  readonly weight: number;
  /** Typical time, in seconds, from the first look at the screen until the next one. */
  readonly seconds: number;
}

/**
 * The flow, in order. Order, ways back and progress are read from here and nowhere else.
 * Times are the median of our own walks through the demo, rounded up; they only feed "about how long".
 */
export const STEPS = [
  { step: 'welcome', canGoBack: false, skippable: true, weight: 4, seconds: 20 },
  { step: 'network', canGoBack: true, skippable: false, weight: 12, seconds: 10 },
  { step: 'account', canGoBack: true, skippable: true, weight: 14, seconds: 30 },
  { step: 'pass', canGoBack: true, skippable: false, weight: 20, seconds: 60 },
  { step: 'join', canGoBack: false, skippable: false, weight: 16, seconds: 10 },
  { step: 'credential', canGoBack: false, skippable: false, weight: 18, seconds: 60 },
  { step: 'proof', canGoBack: false, skippable: false, weight: 12, seconds: 30 },
  { step: 'release', canGoBack: false, skippable: false, weight: 4, seconds: 10 },
] as const satisfies readonly StepRow[];

export type Step = (typeof STEPS)[number]['step'];

/** Zero-based place of a step in the flow. */
export function stepIndex(step: Step): number {
  return STEPS.findIndex((row) => row.step === step);
}

/** How far the door stands open when `step` begins: 0 (shut) to 1 (open). */
export function progressAt(step: Step): number {
  const before = STEPS.slice(0, stepIndex(step)).reduce((sum, row) => sum + row.weight, 0);
  return before / 100;
}

/** Typical seconds from the beginning of `step` to the end of the flow. */
export function secondsFrom(step: Step): number {
  return STEPS.slice(stepIndex(step)).reduce((sum, row) => sum + row.seconds, 0);
}
