import type { Page } from 'playwright-core';

/** Runs in the page. Text that is cut off, leaves the window, or lies over other text: one line each. */
function lookForOverflow(): readonly string[] {
  const scope = document.querySelector('dialog[open]') ?? document.querySelector('.frame') ?? document.body;
  const wrong: string[] = [];
  const rects: { readonly rect: DOMRect; readonly text: string; readonly sticky: boolean }[] = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.nodeValue?.trim() ?? '';
    if (!element || text === '' || element.closest('.unseen, dialog:not([open]), svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const sticky = element.closest('.row, .night') !== null;
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      if (rect.left < -1 || rect.right > innerWidth + 1) wrong.push(`beyond the window: ${text}`);
      rects.push({ rect, text, sticky });
    }
    // Whoever hides what is too much must not have too much.
    for (let around: Element | null = element; around && around !== scope; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const box = around.getBoundingClientRect();
      const reach = range.getBoundingClientRect();
      if (overflowX === 'hidden' && (reach.right > box.right + 1 || reach.left < box.left - 1)) {
        wrong.push(`cut off: ${text}`);
      }
      if (overflowY === 'hidden' && reach.bottom > box.bottom + 2) wrong.push(`cut off below: ${text}`);
    }
  }
  for (const [index, one] of rects.entries()) {
    for (const other of rects.slice(index + 1)) {
      // The row stays in sight while the paper moves under it.
      if (one.text === other.text || one.sticky !== other.sticky) continue;
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      // Lines of large type come close; a third of a line is over each other.
      if (across > 2 && down > Math.min(one.rect.height, other.rect.height) / 3) {
        wrong.push(`over each other: ${one.text} / ${other.text}`);
      }
    }
  }
  for (const control of scope.querySelectorAll('button, .pill, .choice')) {
    if (control.scrollWidth > control.clientWidth + 2) wrong.push(`too wide: ${control.textContent}`);
  }
  return [...new Set(wrong)];
}

/** What somebody could not read on this page. */
export function overflowOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(lookForOverflow);
}
