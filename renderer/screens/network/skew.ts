/** Below this a wrong clock is nobody's business. */
const WORTH_SAYING = 90;

export interface SkewSentence {
  readonly key: 'network.skew.behind' | 'network.skew.ahead';
  readonly minutes: number;
}

/** @param skewSeconds directory time minus device time */
export function skewSentence(skewSeconds: number | undefined): SkewSentence | null {
  if (skewSeconds === undefined || Math.abs(skewSeconds) < WORTH_SAYING) return null;
  const minutes = Math.round(Math.abs(skewSeconds) / 60);
  return { key: skewSeconds > 0 ? 'network.skew.behind' : 'network.skew.ahead', minutes };
}
