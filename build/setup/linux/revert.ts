import { lstatSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Site } from './apply.ts';
import { hasLine, isSame, type State, withoutLine } from './change.ts';
import type { Entry } from './journal.ts';
import {
  observe,
  putFile,
  putLink,
  requireSafeWay,
  sha256,
  syncFolder,
  takeAway,
  unfinishedName,
} from './place.ts';

/** What became of one place. `left`: not ours any more, told and not touched. */
export interface Undone {
  readonly path: string;
  readonly did: 'restored' | 'nothing' | 'left';
  readonly why?: string;
}

/** Ends by itself: each pass that does something has one thing less to do. */
const MOST_PASSES = 10;

/**
 * Takes everything back, last change first, until nothing is left to do. Killed at any instant, the same again goes on. What
 * somebody else changed since is left as it is, and the record of it stays, unless `force`.
 */
export function revert(site: Site): Undone[] {
  site.journal.markReverting();
  let undone: Undone[] = [];
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    undone = newestFirst(site.journal.entries).map((entry) => undo(site, entry));
    if (undone.every(({ did }) => did !== 'restored')) break;
  }
  // A folder that somebody else uses by now is theirs; nothing of ours is in it.
  const isClean = undone.every(({ did, why }) => did === 'nothing' || why === IN_USE);
  if (isClean) site.journal.forget();
  return undone;
}

const IN_USE = 'somebody else keeps something in it';

function newestFirst(entries: readonly Entry[]): Entry[] {
  const newest = new Map<string, Entry>();
  for (const entry of entries) newest.set(entry.path, entry);
  return [...newest.values()].toReversed();
}

function undo(site: Site, entry: Entry): Undone {
  const { root, journal, barrier } = site;
  const { path } = entry;
  const missing = requireSafeWay(root, path);
  if (missing.length > 0)
    return entry.before.kind === 'none'
      ? { path, did: 'nothing' }
      : { path, did: 'left', why: `${missing[0]} is gone` };
  if (lstatSync(unfinishedName(root, path), { throwIfNoEntry: false })) {
    rmSync(unfinishedName(root, path));
    syncFolder(join(root, dirname(path)));
    barrier(`tidied ${path}`);
  }
  const now = observe(root, path);
  if (isSame(now, entry.before)) return { path, did: 'nothing' };
  if (entry.kind === 'folder') return removeFolder(site, path);
  if (journal.hasLeft(path, now)) return putBack(site, entry);
  if (entry.kind === 'line' && now.kind === 'file') return removeLine(site, entry, now);
  return site.force && now.kind !== 'folder'
    ? putBack(site, entry)
    : { path, did: 'left', why: 'somebody else changed it' };
}

function putBack({ root, journal, barrier }: Site, entry: Entry): Undone {
  const { path, before } = entry;
  if (before.kind === 'file') putFile(root, path, { ...before, content: journal.original(entry) }, barrier);
  else if (before.kind === 'link') putLink(root, path, before.target, barrier);
  else takeAway(root, path, barrier);
  return { path, did: 'restored' };
}

/** The file has other lines by now, which are somebody's: only ours goes. */
function removeLine(
  site: Site,
  { path, line = '', before }: Entry,
  now: Extract<State, { kind: 'file' }>,
): Undone {
  const content = readFileSync(join(site.root, path), 'utf8');
  if (!hasLine(content, line)) return { path, did: 'nothing' };
  const rest = withoutLine(content, line);
  const { mode, uid, gid } = before.kind === 'file' && sha256(rest) === before.sha256 ? before : now;
  putFile(site.root, path, { content: Buffer.from(rest), mode, uid, gid }, site.barrier);
  return { path, did: 'restored' };
}

function removeFolder({ root, barrier }: Site, path: string): Undone {
  if (readdirSync(join(root, path)).length > 0) return { path, did: 'left', why: IN_USE };
  rmdirSync(join(root, path));
  syncFolder(join(root, dirname(path)));
  barrier(`removed ${path}`);
  return { path, did: 'restored' };
}
