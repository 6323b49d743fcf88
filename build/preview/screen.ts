import { Events } from './events.ts';
import type { ScreenSlice } from './slice.ts';
import { strict } from './strict.ts';

const NEVER = 'never: the browser has one window, on one display';

const SCREEN_EVENTS = {
  'display-added': NEVER,
  'display-removed': NEVER,
  'display-metrics-changed': NEVER,
};

/** The one display that the preview knows of: its own window. Curtains over others are Electron's business. */
const DISPLAY = { id: 1, bounds: { x: 0, y: 0, width: 1280, height: 800 } } as Electron.Display;

class PreviewScreen extends Events {
  constructor() {
    super('screen', SCREEN_EVENTS);
  }

  getAllDisplays(): Electron.Display[] {
    return [DISPLAY];
  }

  getDisplayMatching(): Electron.Display {
    return DISPLAY;
  }
}

const checked = new PreviewScreen();
checked satisfies ScreenSlice;

export const screen = strict('screen', checked);
