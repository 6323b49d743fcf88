import type { ControlRow } from './control.ts';
import { LINUX_CONTROLS } from './linux.ts';
import { MACOS_CONTROLS } from './macos.ts';
import { WINDOWS_CONTROLS } from './windows.ts';

/** The controls of each platform that has any; elsewhere nothing is claimed. */
export const CONTROLS: Readonly<Partial<Record<NodeJS.Platform, readonly ControlRow[]>>> = {
  linux: LINUX_CONTROLS,
  win32: WINDOWS_CONTROLS,
  darwin: MACOS_CONTROLS,
};
