import { noOp } from './limits.ts';
import type { PowerSlice } from './slice.ts';
import { strict } from './strict.ts';

const checked = { start: noOp('powerSaveBlocker.start', 0) } satisfies PowerSlice;

export const powerSaveBlocker = strict('powerSaveBlocker', checked);
