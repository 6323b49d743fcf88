/**
 * Runs work one piece after the other, whatever became of the piece before. For everything that counts tries: two that
 * read the same count would be counted as one.
 */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
