/** Middle of some numbers; the mean of the two in the middle where there are two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const low = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (low + high) / 2;
}

/** One figure: what was measured, beside the bare primitive that it cannot be faster than. Milliseconds are medians. */
export interface Figure {
  readonly what: string;
  readonly milliseconds: number;
  readonly beside: string;
  readonly bareMilliseconds: number;
  /** How many times as long as the bare primitive: this is what may be compared between machines. */
  readonly ratio: number;
}

/** Both sides of a figure. */
export interface Pair {
  readonly what: string;
  readonly work: () => Promise<unknown>;
  readonly beside: string;
  readonly bare: () => Promise<unknown>;
  /** Clears up after each round; its time does not count. */
  readonly tidy?: () => Promise<unknown>;
}

/** Measures both sides in turns, so that whatever else the machine does meets both; one round before does not count. */
export async function measure(pair: Pair, rounds: number): Promise<Figure> {
  const times: number[] = [];
  const bareTimes: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const worked = await timeOf(pair.work);
    const bare = await timeOf(pair.bare);
    await pair.tidy?.();
    if (round === 0) continue;
    times.push(worked);
    bareTimes.push(bare);
  }
  const [milliseconds, bareMilliseconds] = [median(times), median(bareTimes)];
  const { what, beside } = pair;
  return { what, milliseconds, beside, bareMilliseconds, ratio: milliseconds / bareMilliseconds };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
