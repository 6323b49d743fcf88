import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { type Change, hasLine, isSame, type State, withLine } from './change.ts';
import type { SetupJournal } from './journal.ts';
import {
  type Barrier,
  observe,
  putFile,
  putLink,
  requireSafeWay,
  sha256,
  syncFolder,
  takeAway,
  type WholeFile,
} from './place.ts';

export interface Site {
  /** Folder that is the root of the machine: / or an image. */
  readonly root: string;
  readonly journal: SetupJournal;
  readonly force: boolean;
  readonly barrier: Barrier;
}

/** What was, or would be, done about one change. */
export interface Step {
  readonly path: string;
  readonly kind: Change['kind'];
  readonly why: string;
  readonly does: 'make' | 'nothing' | 'foreign';
  readonly before: State;
  readonly after: State;
}

/** Looks at every change, without making one. @throws Refusal setup_path_unsafe */
export function preview(site: Site, changes: readonly Change[]): Step[] {
  return changes.map((change) => {
    const { root, journal, force } = site;
    requireSafeWay(root, change.path);
    const before = observe(root, change.path);
    const after = wanted(root, change, before);
    const isDone = isSame(before, after);
    const does = isDone ? 'nothing' : isForeign(journal, change.path, before) && !force ? 'foreign' : 'make';
    return { path: change.path, kind: change.kind, why: change.why, does, before, after };
  });
}

/**
 * Makes the changes, each recorded first. Killed at any instant, the same again goes on from there. Nothing is made when one place was
 * changed by somebody else meanwhile.
 * @throws Refusal setup_foreign_change, setup_path_unsafe
 */
export function apply(site: Site, changes: readonly Change[]): Step[] {
  const steps = preview(site, changes);
  const foreign = steps.find(({ does }) => does === 'foreign');
  if (foreign !== undefined) throw new Refusal('setup_foreign_change', { detail: foreign.path });
  site.journal.unmarkReverting();
  changes.forEach((change, index) => {
    if (steps[index]?.does === 'make') make(site, change);
  });
  return steps;
}

/** Somebody else changed it since: it is neither what we left nor what we found. A place that was never ours is no such case. */
function isForeign(journal: SetupJournal, path: string, now: State): boolean {
  const entry = journal.of(path);
  if (now.kind === 'folder' || now.kind === 'other') return true;
  // Where only a line is ours the rest may change as it likes.
  if (entry === undefined || entry.kind === 'line') return false;
  return !journal.hasLeft(path, now) && !isSame(now, entry.before);
}

function wanted(root: string, change: Change, now: State): State {
  if (change.kind === 'gone') return { kind: 'none' };
  if (change.kind === 'link') return { kind: 'link', target: change.target };
  const { content, mode, uid, gid } = wholeFile(root, change, now);
  return { kind: 'file', sha256: sha256(content), mode, uid, gid };
}

/** @throws Refusal setup_path_unsafe: there is no file to add the line to */
function wholeFile(root: string, change: Extract<Change, { kind: 'file' | 'line' }>, now: State): WholeFile {
  if (change.kind === 'file') {
    const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
    return { content: Buffer.from(change.content), mode: change.mode, uid, gid };
  }
  if (now.kind !== 'file') throw new Refusal('setup_path_unsafe', { detail: change.path });
  const content = readFileSync(join(root, change.path), 'utf8');
  const whole = hasLine(content, change.line) ? content : withLine(content, change.line);
  return { content: Buffer.from(whole), mode: now.mode, uid: now.uid, gid: now.gid };
}

function make(site: Site, change: Change): void {
  const { root, journal, barrier } = site;
  const { path } = change;
  for (const folder of requireSafeWay(root, path)) makeFolder(site, folder);
  const before = observe(root, path);
  const after = wanted(root, change, before);
  const entry = journal.of(path);
  const line = change.kind === 'line' ? { line: change.line } : {};
  const content = before.kind === 'file' ? readFileSync(join(root, path)) : null;
  if (entry === undefined) journal.record({ kind: change.kind, path, before, after, ...line }, content);
  else if (!isSame(entry.after, after)) journal.recordAgain(entry, after);
  if (change.kind === 'gone') takeAway(root, path, barrier);
  else if (change.kind === 'link') putLink(root, path, change.target, barrier);
  else putFile(root, path, wholeFile(root, change, before), barrier);
}

function makeFolder({ root, journal, barrier }: Site, path: string): void {
  if (journal.of(path) === undefined) {
    journal.record({ kind: 'folder', path, before: { kind: 'none' }, after: { kind: 'folder' } }, null);
  }
  mkdirSync(join(root, path), { mode: 0o755 });
  syncFolder(join(root, dirname(path)));
  barrier(`made ${path}`);
}
