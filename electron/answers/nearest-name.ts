/** How many slips still count as the same word: a third of its letters, and two at most. */
const slipsAllowed = (word: string): number => Math.min(2, Math.floor(word.length / 3));

/** The name that somebody probably meant; `undefined` where none is near. Pure. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const wanted = written.toLowerCase();
  const [best] = names
    .map((name) => ({ name, slips: slips(wanted, name.toLowerCase()) }))
    .filter(({ name, slips: count }) => count <= slipsAllowed(name))
    .toSorted((one, other) => one.slips - other.slips);
  return best?.name;
}

/** Letters to change, add, drop or swap with their neighbour (optimal string alignment distance). */
function slips(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      now[column] = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, now];
  }
  return last[other.length] ?? 0;
}
