import { noOp } from './limits.ts';
import { strict } from './strict.ts';

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: noOp('powerSaveBlocker.start', 0),
  stop: noOp('powerSaveBlocker.stop', true),
});
