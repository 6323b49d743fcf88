import { noOp } from './limits.ts';
import { strict } from './strict.ts';

export const Menu = strict('Menu', {
  setApplicationMenu: noOp('menu.setApplicationMenu'),
  buildFromTemplate: noOp('menu.buildFromTemplate', null),
});
