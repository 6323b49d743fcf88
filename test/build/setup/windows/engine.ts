import { type Change, placeOf, type State } from '../../../../build/setup/windows/change.ts';
import { DECISIONS, RESUMES, type Seen, type Verdict } from '../../../../build/setup/windows/decisions.ts';
import type { Entry, Machine } from './machine.ts';

/* The loops of `module/Functions/Engine.ps1`, line for line: what they look up is what ships. */

export function seenByApply(now: State, after: State, kept: Kept | undefined): Seen {
  if (now === 'unavailable' || now === 'gone') return now;
  if (now === after) return 'after';
  return kept !== undefined && [kept.before, ...kept.afters].includes(now) ? 'before' : 'other';
}

export function seenByRevert(now: State, { before, afters }: Kept): Seen {
  if (now === 'unavailable' || now === 'gone') return now;
  if (now === before) return 'before';
  return afters.includes(now) ? 'after' : 'other';
}

export function verdict(verb: 'apply' | 'revert', recorded: boolean, what: Seen, force: boolean): Verdict {
  const rows = DECISIONS.filter((row) => row.verb === verb && row.recorded === recorded && row.seen === what);
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Error(`${rows.length} decisions for ${verb} ${recorded} ${what}`);
  return force ? (row.forced ?? row.does) : row.does;
}

/** An entry with everything that the set-up ever made of its place: killed between a newer record and its change, it is the older. */
interface Kept extends Entry {
  readonly afters: readonly State[];
}

interface Step {
  readonly change: Change;
  readonly entry: Kept | undefined;
  readonly now: State;
  readonly does: Verdict;
}

/** The newest entry of each place, in the order in which the places were first recorded. */
function entriesOf(machine: Machine): Kept[] {
  const newest = new Map<string, Kept>();
  for (const entry of machine.record) {
    const older = newest.get(placeOf(entry))?.afters ?? [];
    newest.set(placeOf(entry), { ...entry, afters: [...older, entry.after] });
  }
  return [...newest.values()];
}

export function stepsOf(machine: Machine, plan: readonly Change[], force = false): Step[] {
  const entries = new Map(entriesOf(machine).map((entry) => [placeOf(entry), entry]));
  return plan.map((change) => {
    const entry = entries.get(placeOf(change));
    const now = machine.look(change);
    const what = seenByApply(now, change.after, entry);
    return { change, entry, now, does: verdict('apply', entry !== undefined, what, force) };
  });
}

function make(machine: Machine, { change, entry, now }: Step): void {
  const { kind, target, after } = change;
  const more = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.stage ? { stage: change.stage } : {}),
  };
  if (entry === undefined || entry.after !== after)
    machine.write(() => machine.record.push({ kind, target, ...more, before: entry?.before ?? now, after }));
  machine.put(change, after);
}

export function apply(machine: Machine, plan: readonly Change[], force = false): Step[] {
  let steps = stepsOf(machine, plan, force);
  if (steps.some(({ does }) => does === 'foreign')) throw new Error('foreign');
  machine.write(() => machine.signs.delete('reverting'));
  machine.write(() => machine.signs.add('applying'));
  for (let pass = 0; pass < 10; pass += 1) {
    const isRestDone = steps.every(({ does, change }) => does === 'nothing' || change.stage === 'last');
    const due = steps.filter(
      ({ does, change }) => does === 'make' && (isRestDone || change.stage !== 'last'),
    );
    if (due.length === 0) break;
    for (const step of due) make(machine, step);
    steps = stepsOf(machine, plan, force);
  }
  if (steps.every(({ does }) => does === 'nothing')) machine.write(() => machine.signs.delete('applying'));
  return steps;
}

type Did = 'nothing' | 'restored' | 'left' | 'kept';

function undo(machine: Machine, entry: Kept, force: boolean): Did {
  const does = verdict('revert', true, seenByRevert(machine.look(entry), entry), force);
  if (does === 'nothing') return 'nothing';
  if (does !== 'restore') return 'left';
  machine.put(entry, entry.before);
  if (seenByRevert(machine.look(entry), entry) === 'before') return 'restored';
  return entry.kind === 'registryKey' ? 'kept' : 'left';
}

/** Returns what became of each place; the record is forgotten when nothing is left. */
export function revert(machine: Machine, force = false): Did[] {
  if (machine.record.length > 0) {
    machine.write(() => machine.signs.add('reverting'));
    machine.write(() => machine.signs.delete('applying'));
  }
  let undone: Did[] = [];
  for (let pass = 0; pass < 10; pass += 1) {
    undone = [];
    for (const entry of entriesOf(machine).toReversed())
      undone.push(entry.stage === 'first' && undone.includes('left') ? 'left' : undo(machine, entry, force));
    if (!undone.includes('restored')) break;
  }
  if (!undone.includes('left')) {
    machine.write(() => {
      machine.record = [];
    });
    machine.write(() => machine.signs.clear());
  }
  return undone;
}

/** What the task does; `false`: nothing is due, or there is no task. */
export function resume(machine: Machine, plan: readonly Change[], isReleased = false): boolean {
  if (machine.look({ kind: 'task', target: '\\Latchkey\\Setup' }) === 'none') return false;
  const due = RESUMES.find(({ sign }) => (sign === 'released' ? isReleased : machine.signs.has(sign)));
  if (due?.does === 'apply') apply(machine, plan);
  if (due?.does === 'revert') revert(machine);
  return due !== undefined;
}
