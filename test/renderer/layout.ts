import type { Page } from 'playwright-core';
import type { View } from '../../electron/contract/view.ts';

/** One view, by a name for the report. */
export interface LookedAt {
  readonly name: string;
  readonly view: View;
}

/**
 * Shows views one after the other inside the page and measures each: one journey to the browser for all of them, because there are
 * hundreds. What is wrong, one line each.
 */
export function lookAtAll(page: Page, views: readonly LookedAt[]): Promise<readonly string[]> {
  return page.evaluate(measureAll, views);
}

/** Runs in the page, whole in itself. */
async function measureAll(views: readonly LookedAt[]): Promise<readonly string[]> {
  const TARGET = 44;
  const drawn = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  /** A panel lies over everything else. */
  const scope = (): Element =>
    document.querySelector('dialog[open]') ?? document.querySelector('.frame') ?? document.body;

  /** What can be pressed: for a hidden radio button its label. */
  const targetOf = (element: Element): Element => element.closest('label') ?? element;

  const tooSmall = (): string[] =>
    [...scope().querySelectorAll('button, a[href], input, select, summary')].flatMap((element) => {
      const { width, height } = targetOf(element).getBoundingClientRect();
      if (width === 0 && height === 0) return [];
      const name = element.textContent || element.getAttribute('aria-label') || element.tagName;
      return width < TARGET - 0.5 || height < TARGET - 0.5
        ? [`smaller than ${TARGET} px: ${name} is ${Math.round(width)} x ${Math.round(height)}`]
        : [];
    });

  const cutOff = (): string[] =>
    [...scope().querySelectorAll('*')].flatMap((element) => {
      if (element.closest('svg, .unseen')) return [];
      const { overflowX, overflowY } = getComputedStyle(element);
      const [wide, high] = [
        element.scrollWidth - element.clientWidth,
        element.scrollHeight - element.clientHeight,
      ];
      const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
      const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
      const words = (element.textContent ?? '').slice(0, 60);
      if (element.clientWidth === 0 || element.matches('input')) return [];
      if ((hides(overflowX) && wide > 1) || (hides(overflowY) && high > 2)) return [`cut off: ${words}`];
      // A list of its own may scroll up and down where the page does not; never sideways.
      const besidePage = document.documentElement.dataset.layout === 'column' && element.matches('fieldset');
      if ((scrolls(overflowX) && wide > 1) || (scrolls(overflowY) && high > 1 && !besidePage))
        return [`scrolls by itself: ${words}`];
      return [];
    });

  /** Lines of text that leave the window, or lie over each other. */
  const overEachOther = (): string[] => {
    const lines: { readonly rect: DOMRect; readonly text: string; readonly fixed: boolean }[] = [];
    const walker = document.createTreeWalker(scope(), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.nodeValue?.trim() || element.closest('.unseen, svg, dialog:not([open])'))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = node.nodeValue.trim().slice(0, 40);
      // The night and the row stay in sight while the paper moves under them.
      const fixed = element.closest('.row, .night') !== null;
      const list = element.closest('fieldset')?.getBoundingClientRect();
      for (const rect of range.getClientRects()) {
        // What a list has scrolled away lies under nothing.
        if (rect.width > 1 && (!list || (rect.top < list.bottom && rect.bottom > list.top)))
          lines.push({ rect, text, fixed });
      }
    }
    const beyond = lines
      .filter(({ rect }) => rect.left < -1 || rect.right > innerWidth + 1)
      .map(({ text }) => `beyond the window: ${text}`);
    const sorted = lines.toSorted((one, other) => one.rect.top - other.rect.top);
    const over = sorted.flatMap((one, index) => {
      const found: string[] = [];
      for (const other of sorted.slice(index + 1)) {
        if (other.rect.top > one.rect.bottom) break;
        if (one.text === other.text || one.fixed !== other.fixed) continue;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        // Lines of large type come close; a third of a line is over each other.
        if (across > 2 && down > Math.min(one.rect.height, other.rect.height) / 3)
          found.push(`over each other: ${one.text} / ${other.text}`);
      }
      return found;
    });
    return [...beyond, ...over];
  };

  const wrong: string[] = [];
  for (const { name, view } of views) {
    window.stage?.show(view);
    for (let turn = 0; turn < 40; turn += 1) {
      await drawn();
      const { lang, dataset } = document.documentElement;
      if (lang === view.preferences.language && dataset.scale === view.preferences.textScale) break;
    }
    const across = document.documentElement.scrollWidth - innerWidth;
    const found = [
      ...(across > 1 ? [`wider than the window by ${across} px`] : []),
      ...tooSmall(),
      ...cutOff(),
      ...overEachOther(),
    ];
    for (const what of new Set(found)) wrong.push(`${name}: ${what}`);
  }
  return wrong;
}
