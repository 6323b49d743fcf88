import type { BrowserWindow, Display, Rectangle, Screen } from 'electron';

/** What covering looks at in Electron's `Display`. */
export type DisplayPlace = Pick<Display, 'id' | 'bounds'>;

/** Which displays need a curtain: all but the one that shows the flow. Pure. */
export function displaysToCover(all: readonly DisplayPlace[], shown: number): ReadonlyMap<number, Rectangle> {
  return new Map(all.filter(({ id }) => id !== shown).map(({ id, bounds }) => [id, bounds]));
}

/** A curtain over one display. */
export interface Cover {
  setBounds(bounds: Rectangle): void;
  destroy(): void;
}

/**
 * A second monitor or projector must not show a desktop beside the kiosk (E15). Curtains follow what is plugged in,
 * unplugged or moved; the flow's own window is put back into kiosk mode whenever that happens.
 */
export function installDisplays(given: {
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getDisplayMatching' | 'on'>;
  readonly window: Pick<BrowserWindow, 'getBounds' | 'setKiosk' | 'isDestroyed'>;
  readonly cover: (bounds: Rectangle) => Cover;
}): void {
  const covers = new Map<number, Cover>();
  function arrange(): void {
    if (given.window.isDestroyed()) return;
    const shown = given.screen.getDisplayMatching(given.window.getBounds()).id;
    const wanted = displaysToCover(given.screen.getAllDisplays(), shown);
    for (const [id, cover] of covers) {
      if (wanted.has(id)) continue;
      covers.delete(id);
      cover.destroy();
    }
    for (const [id, bounds] of wanted) {
      const cover = covers.get(id);
      if (cover === undefined) covers.set(id, given.cover(bounds));
      else cover.setBounds(bounds);
    }
  }
  function rearrange(): void {
    if (!given.window.isDestroyed()) given.window.setKiosk(true);
    arrange();
  }
  given.screen.on('display-added', rearrange);
  given.screen.on('display-removed', rearrange);
  given.screen.on('display-metrics-changed', rearrange);
  arrange();
}
