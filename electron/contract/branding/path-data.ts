/** How many numbers each command takes (SVG 2, 9.3). */
const TAKES: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
};

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?/y;
const BETWEEN = /[ ,]*/y;
/** The flags of an arc are one digit, and may stand without a space before what follows. */
const FLAG = /[01]/y;
const FLAGS_AT = [3, 4];
/** Beyond this nothing of a mark can be. */
const FARTHEST = 100_000;

/**
 * Is this the `d` of a path, whole and in range? The drawing goes to the screen as it is, so what is not understood to its end is
 * not drawn at all. Pure.
 */
export function isPathData(d: string): boolean {
  let place = 0;
  const eat = (pattern: RegExp): string | null => {
    pattern.lastIndex = place;
    const found = pattern.exec(d)?.[0] ?? null;
    place += found?.length ?? 0;
    return found;
  };
  for (let first = true; place < d.length; first = false) {
    eat(BETWEEN);
    const command = d[place]?.toLowerCase();
    const takes = command === undefined ? undefined : TAKES[command];
    if (takes === undefined || (first && command !== 'm')) return false;
    place += 1;
    eat(BETWEEN);
    if (takes > 0 && !eatNumbers(takes, command === 'a')) return false;
  }
  return place > 0;

  function eatNumbers(takes: number, arc: boolean): boolean {
    let count = 0;
    for (; place < d.length && !/[a-zA-Z]/.test(d[place] ?? ''); count += 1) {
      const flag = arc && FLAGS_AT.includes(count % takes);
      const number = eat(flag ? FLAG : NUMBER);
      if (number === null || Math.abs(Number(number)) > FARTHEST) return false;
      eat(BETWEEN);
    }
    return count > 0 && count % takes === 0;
  }
}
