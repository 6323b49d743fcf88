import { describe, expect, it } from 'vitest';
import { STEPS } from '../../../electron/contract/steps.ts';
import { ACTS, mayAct } from '../../../electron/system/acts.ts';

describe('the table of privileged acts', () => {
  it('names each act once and only real steps', () => {
    expect(new Set(ACTS.map((row) => row.act)).size).toBe(ACTS.length);
    const steps: readonly string[] = STEPS.map((row) => row.step);
    for (const row of ACTS) expect(steps).toEqual(expect.arrayContaining([...row.steps]));
  });

  it('lets the agent lift the lock in release and in no other step', () => {
    const allowed = STEPS.filter((row) => mayAct('agent', 'lift_lock', row.step)).map((row) => row.step);
    expect(allowed).toEqual(['release']);
  });

  it('lets a technician lift the lock anywhere, and write no report', () => {
    expect(STEPS.every((row) => mayAct('technician', 'lift_lock', row.step))).toBe(true);
    expect(STEPS.some((row) => mayAct('technician', 'write_release_report', row.step))).toBe(false);
  });
});
