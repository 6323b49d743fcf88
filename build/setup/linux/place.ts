import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { State } from './change.ts';

export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Called after each fsync: a place where a power cut may come. Tests cut there. */
export type Barrier = (name: string) => void;

/** What lies at a path of the root. Never follows a link at its end. */
export function observe(root: string, path: string): State {
  const whole = join(root, path);
  const stats = lstatSync(whole, { throwIfNoEntry: false });
  if (stats === undefined) return { kind: 'none' };
  if (stats.isSymbolicLink()) return { kind: 'link', target: readlinkSync(whole) };
  if (stats.isDirectory()) return { kind: 'folder' };
  if (!stats.isFile()) return { kind: 'other' };
  const { mode, uid, gid } = stats;
  return { kind: 'file', sha256: sha256(readFileSync(whole)), mode: mode & 0o7777, uid, gid };
}

/**
 * Every folder on the way must be one that only root, or whoever runs this, may write: else somebody could put a link there and
 * have root write through it. Returns the folders that are missing, outermost first.
 * @throws Refusal setup_path_unsafe
 */
export function requireSafeWay(root: string, path: string): string[] {
  const parts = dirname(path)
    .split('/')
    .filter((part) => part !== '');
  if (parts.includes('..')) throw new Refusal('setup_path_unsafe', { detail: path });
  const missing: string[] = [];
  let way = '';
  for (const part of parts) {
    way = `${way}/${part}`;
    const stats = lstatSync(join(root, way), { throwIfNoEntry: false });
    if (stats === undefined) {
      missing.push(way);
      continue;
    }
    const isOurs = stats.uid === 0 || stats.uid === process.geteuid?.();
    if (!stats.isDirectory() || !isOurs || (stats.mode & 0o022) !== 0)
      throw new Refusal('setup_path_unsafe', { detail: way });
  }
  return missing;
}

export function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The name of a change that is under way, in the folder of what it replaces. */
export function unfinishedName(root: string, path: string): string {
  return join(root, dirname(path), `.${basename(path)}.latchkey-setup`);
}

export interface WholeFile {
  readonly content: Uint8Array;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** The new file whole, or the old one: written beside it, fsynced, renamed over it, the folder fsynced. */
export function putFile(
  root: string,
  path: string,
  { content, mode, uid, gid }: WholeFile,
  barrier: Barrier,
): void {
  const unfinished = unfinishedName(root, path);
  rmSync(unfinished, { force: true });
  const file = openSync(
    unfinished,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    let written = 0;
    while (written < content.length) written += writeSync(file, content, written);
    // Only root may give a file away; whoever else runs this has a root of their own.
    if (process.geteuid?.() === 0) fchownSync(file, uid, gid);
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  barrier(`written ${path}`);
  renameSync(unfinished, join(root, path));
  syncFolder(join(root, dirname(path)));
  barrier(`renamed ${path}`);
}

export function putLink(root: string, path: string, target: string, barrier: Barrier): void {
  const unfinished = unfinishedName(root, path);
  rmSync(unfinished, { force: true });
  symlinkSync(target, unfinished);
  barrier(`linked ${path}`);
  renameSync(unfinished, join(root, path));
  syncFolder(join(root, dirname(path)));
  barrier(`renamed ${path}`);
}

export function takeAway(root: string, path: string, barrier: Barrier): void {
  rmSync(join(root, path), { force: true });
  syncFolder(join(root, dirname(path)));
  barrier(`removed ${path}`);
}
