/** Lines that are written one by one within a minute; further ones are counted. */
const LINES = 10;
const MINUTE_MS = 60_000;

/**
 * A log that a page cannot fill: after ten lines in a minute the rest of that minute is one number, told with the next
 * line. `clock` gives milliseconds.
 */
export function sparingLog(write: (line: string) => void, clock: () => number): (line: string) => void {
  let since = clock();
  let written = 0;
  let left = 0;
  return (line) => {
    const now = clock();
    if (now - since >= MINUTE_MS || now < since) {
      if (left > 0) write(`${left} more like these`);
      since = now;
      written = 0;
      left = 0;
    }
    if (written < LINES) write(line);
    else left += 1;
    written += 1;
  };
}
