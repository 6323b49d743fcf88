import { spawnSync } from 'node:child_process';

/** What a package says of itself; the same for everybody who builds the same commit. */
export interface BuildInfo {
  readonly version: string;
  /** The commit, in full; `null`: built from an archive. */
  readonly commit: string | null;
  /** Were there changes that no commit holds? */
  readonly changed: boolean;
  /** When the commit was made, not when it was built: the latter would differ each time. ISO 8601. */
  readonly date: string;
  readonly electron: string;
}

/** Seconds since 1970 that stand for the time of a build. https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDate(root: string, env: NodeJS.ProcessEnv): number {
  const given = env.SOURCE_DATE_EPOCH;
  if (given !== undefined) {
    if (!/^\d{1,12}$/.test(given)) throw new TypeError('SOURCE_DATE_EPOCH has to be seconds since 1970');
    return Number(given);
  }
  return Number(git(root, 'log', '-1', '--format=%ct') ?? 0);
}

export function buildInfo(
  root: string,
  versions: { readonly version: string; readonly electron: string },
  env: NodeJS.ProcessEnv,
): BuildInfo {
  return {
    version: versions.version,
    commit: git(root, 'rev-parse', 'HEAD'),
    changed: (git(root, 'status', '--porcelain', '--untracked-files=no') ?? '') !== '',
    date: new Date(sourceDate(root, env) * 1000).toISOString(),
    electron: versions.electron,
  };
}

function git(root: string, ...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
