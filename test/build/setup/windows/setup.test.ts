import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { apply, resume, revert, stepsOf } from './engine.ts';
import { Machine, PowerCut } from './machine.ts';
import { PLAN } from './whole-plan.ts';

/*
 * The plan and the table of decisions, carried out in a model of a machine. PowerShell is not on the machine that builds this: the
 * module that looks the table up is run by .github/workflows/setup-windows.yml.
 */

let machine: Machine;
beforeEach(() => {
  machine = new Machine(PLAN);
});

/** The disk before: every third place of the machine is there with another value, every fifth as the plan wants it. */
function fill(target: Machine, salt = 0): void {
  PLAN.forEach((change, index) => {
    const { kind, after } = change;
    const isMachines = (kind === 'registry' || kind === 'registryKey') && change.target.startsWith('HKLM');
    if (isMachines && kind === 'registryKey') target.put(change, 'present');
    if (!isMachines || kind !== 'registry' || change.stage === 'last') return;
    if ((index + salt) % 3 === 0) target.put(change, 'String:somebody’s');
    else if ((index + salt) % 5 === 0) target.put(change, after);
  });
}

/** What a feature or a key is where nobody has touched it says nothing. */
const pictureOf = (target: Machine) =>
  [...target.disk]
    .filter(([, state]) => state !== 'Disabled' && state !== 'open')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));

/** Acts with the power going at the n-th write; a cut is followed by a start. Returns whether it went. */
function cut(target: Machine, at: number, act: () => unknown): boolean {
  target.cutAfter(at);
  try {
    act();
    target.cutAfter(Number.POSITIVE_INFINITY);
    return false;
  } catch (thrown) {
    if (!(thrown instanceof PowerCut)) throw thrown;
    target.restart();
    return true;
  }
}

/** The task at each start, until nothing is due any more. */
function settle(target: Machine, isReleased = false): void {
  for (let starts = 0; starts < 6; starts += 1) {
    target.restart();
    resume(target, PLAN, isReleased);
  }
}

const isDone = (target: Machine) => stepsOf(target, PLAN).every(({ does }) => does === 'nothing');

describe('apply and revert', () => {
  test('features, then a restart, then keys and shell, then the sign-in; and back to what was there', () => {
    fill(machine);
    const before = pictureOf(machine);
    apply(machine, PLAN);
    expect(isDone(machine)).toBe(false);
    expect(machine.look({ kind: 'registry', target: PLAN.at(-1)!.target, name: 'AutoAdminLogon' })).toBe(
      'none',
    );
    settle(machine);
    expect(isDone(machine)).toBe(true);
    expect(machine.signs.has('applying')).toBe(false);
    settle(machine, true);
    expect(pictureOf(machine)).toEqual(before);
    expect(machine.record).toEqual([]);
    expect(resume(machine, PLAN, true)).toBe(false);
  });

  test('what was already as it should be is somebody’s own, and stays', () => {
    const own = PLAN.find(({ name }) => name === 'fDenyTSConnections')!;
    for (const change of PLAN)
      if (change.kind === 'registryKey' && change.target.startsWith('HKLM')) machine.put(change, 'present');
    machine.put(own, own.after);
    apply(
      machine,
      PLAN.filter(({ target }) => target === own.target),
    );
    expect(machine.record).toEqual([]);
    revert(machine);
    expect(machine.look(own)).toBe(own.after);
  });

  test('the kiosk is still signed in: its profile goes at the next start, and the task after it', () => {
    apply(machine, PLAN);
    settle(machine);
    machine.restart();
    expect(machine.isSignedIn).toBe(true);
    expect(revert(machine)).toContain('left');
    expect(machine.look({ kind: 'profile', target: 'LatchkeyKiosk' })).toBe('present');
    expect(machine.look(PLAN[0]!)).toBe(PLAN[0]!.after);
    expect(machine.account).toBe('none');
    settle(machine);
    expect(pictureOf(machine)).toEqual([]);
  });

  test('a newer plan makes something else of a place; what was there first is still what comes back', () => {
    fill(machine);
    const before = pictureOf(machine);
    apply(machine, PLAN);
    const newer = PLAN.map((change) =>
      change.name === 'UpdateNotificationLevel' ? { ...change, after: 'DWord:1' } : change,
    );
    apply(machine, newer);
    expect(machine.look(newer.find(({ name }) => name === 'UpdateNotificationLevel')!)).toBe('DWord:1');
    settle(machine, true);
    expect(pictureOf(machine)).toEqual(before);
  });
});

test('killed between the record of a newer plan and its change: the older one is known as ours', () => {
  apply(machine, PLAN);
  const newer = PLAN.map((change) => (change.name === 'Deny_All' ? { ...change, after: 'DWord:7' } : change));
  for (let at = 1; cut(machine, at, () => apply(machine, newer)); at += 1);
  settle(machine, true);
  expect(pictureOf(machine)).toEqual([]);
  const [first, second] = [new Machine(PLAN), new Machine(PLAN)];
  for (const each of [first, second]) apply(each, PLAN);
  // Two signs, then the record; the fifth write is the record on the disk, and the change not.
  expect(cut(first, 6, () => apply(first, newer))).toBe(true);
  settle(first, true);
  expect(pictureOf(first)).toEqual([]);
});

describe('somebody else', () => {
  const usb = PLAN.find(({ name }) => name === 'Deny_All')!;

  test('foreign: with one place changed by somebody else apply makes nothing at all', () => {
    apply(machine, PLAN);
    machine.put(usb, 'DWord:0');
    const now = pictureOf(machine);
    expect(() => apply(machine, PLAN)).toThrow('foreign');
    expect(pictureOf(machine)).toEqual(now);
    apply(machine, PLAN, true);
    expect(machine.look(usb)).toBe(usb.after);
  });

  test('revert leaves it and the key that holds it, keeps the record, the features and the task, and takes the rest back', () => {
    apply(machine, PLAN);
    machine.put(usb, 'DWord:0');
    revert(machine);
    expect(pictureOf(machine).map(([name]) => name)).toEqual([
      'feature|Client-EmbeddedShellLauncher|',
      'feature|Client-KeyboardFilter|',
      'registryKey|HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\RemovableStorageDevices|',
      'registryKey|HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows|',
      'registry|HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\RemovableStorageDevices|Deny_All',
      'task|\\Latchkey\\Setup|',
    ]);
    revert(machine, true);
    expect(pictureOf(machine)).toEqual([]);
  });

  test('a key in which somebody keeps something by now stays, and is no reason to go on', () => {
    apply(machine, PLAN);
    machine.put({ kind: 'registry', target: usb.target, name: 'Theirs' }, 'DWord:1');
    expect(revert(machine)).toContain('kept');
    expect(machine.record).toEqual([]);
    expect(machine.look({ kind: 'registry', target: usb.target, name: 'Theirs' })).toBe('DWord:1');
  });
});

describe('a power cut', () => {
  const NEWER = PLAN.map((change, index) =>
    change.kind === 'registry' && index % 4 === 0 ? { ...change, after: `${change.after}9` } : change,
  );
  const ACTS: Readonly<Record<string, (target: Machine) => unknown>> = {
    apply: (target) => apply(target, PLAN),
    newer: (target) => apply(target, NEWER),
    revert: (target) => revert(target),
    resume: (target) => resume(target, PLAN),
    restart: (target) => target.restart(),
  };

  test('at any write of whatever is done, in any order: the machine comes back to what it was', () => {
    const act = fc.record({
      does: fc.constantFrom(...Object.keys(ACTS)),
      at: fc.integer({ min: 1, max: 560 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), fc.array(act, { maxLength: 9 }), (salt, acts) => {
        const target = new Machine(PLAN);
        fill(target, salt);
        target.restart();
        const before = pictureOf(target);
        for (const { does, at } of acts) cut(target, at, () => ACTS[does]?.(target));
        // The kiosk may be signed in: its profile goes after the first start.
        for (let starts = 0; starts < 3; starts += 1) {
          target.restart();
          revert(target);
        }
        settle(target, true);
        expect(pictureOf(target)).toEqual(before);
        expect(target.record).toEqual([]);
      }),
      { numRuns: process.env.CI === 'true' ? 150 : 40 },
    );
  });

  test('at any write of apply, the task makes the rest by itself', () => {
    fc.assert(
      // From the eighth on: two signs, the record of the task, and then the task is there.
      fc.property(fc.integer({ min: 8, max: 560 }), (at) => {
        const target = new Machine(PLAN);
        fill(target);
        cut(target, at, () => apply(target, PLAN));
        settle(target);
        expect(isDone(target), `cut at ${at}`).toBe(true);
      }),
      { numRuns: process.env.CI === 'true' ? 60 : 15 },
    );
  });

  test('at each write of the first apply in turn: taken back from there without having been finished', () => {
    for (let at = 1; ; at += process.env.CI === 'true' ? 1 : 7) {
      const target = new Machine(PLAN);
      fill(target);
      const before = pictureOf(target);
      const went = cut(target, at, () => apply(target, PLAN));
      revert(target);
      settle(target, true);
      expect(pictureOf(target), `write ${at}`).toEqual(before);
      if (!went) break;
    }
  });

  test('half an apply does not sign the kiosk in', () => {
    for (let at = 1; cut(machine, at, () => apply(machine, PLAN)); at += 9) {
      expect(machine.isSignedIn).toBe(false);
      revert(machine);
    }
  });
});
