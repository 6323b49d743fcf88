import { noOp } from './limits.ts';
import type { MenuSlice } from './slice.ts';
import { strict } from './strict.ts';

const checked = {
  setApplicationMenu: noOp('menu.setApplicationMenu'),
  buildFromTemplate: noOp('menu.buildFromTemplate', {} as Electron.Menu),
} satisfies MenuSlice;

export const Menu = strict('Menu', checked);
