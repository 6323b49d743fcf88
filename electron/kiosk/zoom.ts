import type { App } from 'electron';

/** Pinching moves the page out from under its buttons; text is enlarged in the preferences instead. */
export function installZoom({ app }: { app: Pick<App, 'on'> }): void {
  app.on('web-contents-created', (_event, contents) => {
    // The limits belong to a page that has loaded; they go with it, and come again with the next.
    contents.on('did-finish-load', () => {
      contents.setVisualZoomLevelLimits(1, 1).catch(() => {});
    });
  });
}
