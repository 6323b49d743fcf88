import type { Change } from '../../../../build/setup/windows/change.ts';
import { planWindows } from '../../../../build/setup/windows/plan.ts';

/** The plan with a new account, as PowerShell reads it. */
export const PLAN: readonly Change[] = planWindows().map((change) => ({
  ...change,
  target: change.target.replace('{account}', 'LatchkeyKiosk'),
  after: change.after.replace('{account}', 'LatchkeyKiosk'),
}));
