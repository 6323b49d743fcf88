/** When a page was first seen and first usable, milliseconds since it began. */
export interface PageTimes {
  /** Milliseconds since 1970. */
  readonly began: number;
  /** First Contentful Paint, https://www.w3.org/TR/paint-timing/ */
  readonly firstPaint: number;
  /** The filled action is on the screen, and the page has nothing left to do. */
  readonly usable: number;
}

declare global {
  interface Window {
    times?: Partial<PageTimes>;
  }
}

/** Runs in the page before its own scripts, in the empty one as in ours. Whole in itself: the browser is given its text. */
export function watchPage(): void {
  const times: { -readonly [Member in keyof PageTimes]?: number } = { began: performance.timeOrigin };
  window.times = times;
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') times.firstPaint = startTime;
    }
  }).observe({ type: 'paint', buffered: true });
  const look = (): void => {
    if (!document.querySelector('button.action')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      setTimeout(() => {
        times.usable = performance.now();
      });
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}
