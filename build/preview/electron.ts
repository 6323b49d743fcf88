/**
 * The slice of Electron's main-process API that Latchkey uses, over an installed Chromium. Named exports only, as in
 * Electron; importing a name that is not here fails at once, with the name.
 *
 * It is for looking, developing and end-to-end tests of screens, flow, IPC and WebAuthn. It locks nothing.
 */
export { app } from './app.ts';
export { Menu } from './menu.ts';
export { powerSaveBlocker } from './power.ts';
export { screen } from './screen.ts';
export { session } from './session.ts';
export { BrowserWindow } from './window.ts';
