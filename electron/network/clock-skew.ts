/** One look at the directory's clock. Times are milliseconds since 1970 by this machine's clock. */
export interface ClockSample {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** The `Date` header of the answer (RFC 9110 6.6.1): whole seconds. */
  readonly date: string;
}

/** A measurement is good to about a second; smaller changes are noise and would only make the figure flicker. */
const NOISE_SECONDS = 2;

/**
 * Directory time minus device time, in whole seconds, or `null` when the header says nothing.
 * The directory wrote the header somewhere between sending and receiving: half-way is the best guess, and the header's
 * second has gone by half, too.
 */
export function measureSkew(sample: ClockSample): number | null {
  const written = Date.parse(sample.date);
  if (Number.isNaN(written)) return null;
  const halfway = (sample.sentAt + sample.receivedAt) / 2;
  // `+ 0` turns -0 into 0.
  return Math.round((written + 500 - halfway) / 1000) + 0;
}

/** The skew to believe after a new measurement; the old one where the difference is noise. */
export function nextSkew(known: number | null, measured: number | null): number | null {
  if (measured === null) return known;
  if (known !== null && Math.abs(measured - known) <= NOISE_SECONDS) return known;
  return measured;
}
