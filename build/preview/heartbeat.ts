import type { CDPSession } from 'playwright-core';

/** How often the page is asked, and how long it has to answer. Electron waits about as long. */
const BEAT_MS = 3_000;

/** Tells when the page stops answering, and when it answers again: a script that loops for ever is not a crash. */
export function watchForHangs(cdp: CDPSession, told: (hangs: boolean) => void): () => void {
  let hangs = false;
  let asked = false;
  function say(now: boolean): void {
    if (hangs !== now) told(now);
    hangs = now;
  }
  function beat(): void {
    if (asked) {
      say(true);
      return;
    }
    asked = true;
    cdp.send('Runtime.evaluate', { expression: '1' }).then(
      () => {
        asked = false;
        say(false);
      },
      // The page has gone altogether, which others notice.
      () => clearInterval(timer),
    );
  }
  const timer = setInterval(beat, BEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}
