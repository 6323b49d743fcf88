import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PolicyProblem } from '../contract/machine-policy.ts';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import { type Layer, type Merged, mergePolicy } from './merge.ts';
import { parseRegQuery, REGISTRY_KEY } from './registry.ts';
import { listFolder, readSafeFile } from './safe-file.ts';

export const POLICY_FOLDER = '/etc/latchkey/policy.d';
const MANAGED_PREFERENCES = '/Library/Managed Preferences/com.latchkey.plist';

/** Names a folder of policy files on a machine that has none of its own. On one that has, it means nothing. */
export const POLICY_VARIABLE = 'LATCHKEY_POLICY_FOLDER';

/** Milliseconds for `plutil` and `reg`. */
const PATIENCE = 10_000;

/** What was found on this machine. */
export interface PolicyReading extends Merged {
  /** Where it was looked, in the order in which it counts. */
  readonly sources: readonly string[];
  /** Names in the folder that are no policy: not *.json, or hidden. */
  readonly ignored: readonly string[];
  /** Whether a file or folder could have been written by somebody else than root. */
  readonly unsafe: boolean;
}

export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: the machine's own; a test names another. */
  readonly folder?: string;
}

/**
 * Reads the machine's policy. Synchronous, because the kiosk needs it before Electron is ready. Never throws: what is wrong is
 * in `problems`, and `requirePolicy` refuses it.
 */
export function readMachinePolicy(
  place: PolicyPlace = { platform: process.platform, environment: process.env },
): PolicyReading {
  if (place.platform === 'win32') return ofLayers(() => registryLayers());
  if (place.platform === 'darwin') return ofLayers(() => preferencesLayers());
  return readFolder(place);
}

/** @throws Refusal policy_unsafe, policy_invalid */
export function requirePolicy(reading: PolicyReading): PolicyReading {
  const [first] = reading.problems;
  if (first === undefined) return reading;
  const detail = `${first.source}${first.path === '' ? '' : ` at ${first.path}`}: ${first.sentence}`;
  throw new Refusal(reading.unsafe ? 'policy_unsafe' : 'policy_invalid', { detail });
}

function readFolder({ environment, folder = POLICY_FOLDER }: PolicyPlace): PolicyReading {
  const other = environment[POLICY_VARIABLE];
  // Whoever sets variables must not get rid of a policy that is there, so the variable counts where there is none.
  const isOther = other !== undefined && other !== '' && !existsSync(folder);
  const chosen = isOther ? other : folder;
  const owners = isOther ? [0, process.getuid?.() ?? 0] : [0];
  try {
    const names = listFolder(chosen, owners) ?? [];
    const files = names.filter((name) => /^[^.].*\.json$/.test(name));
    const read = files.map((name) => readLayer(chosen, name, owners));
    const layers = read.flatMap((each) => ('value' in each ? [each] : []));
    const problems = read.flatMap((each) => ('problem' in each ? [each.problem] : []));
    const merged = mergePolicy(layers);
    return {
      ...merged,
      problems: [...problems, ...merged.problems],
      sources: files.map((name) => join(chosen, name)),
      ignored: names.filter((name) => !files.includes(name)),
      unsafe: read.some((each) => 'unsafe' in each && each.unsafe),
    };
  } catch (thrown) {
    return nothing(chosen, thrown);
  }
}

type ReadLayer = Layer | { readonly problem: PolicyProblem; readonly unsafe: boolean };

function readLayer(folder: string, name: string, owners: readonly number[]): ReadLayer {
  const source = join(folder, name);
  try {
    return { source, value: JSON.parse(readSafeFile(folder, name, owners)) };
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) return { problem: problemOf(source, thrown), unsafe: true };
    // The parser's own message quotes the file.
    return { problem: { source, path: '', sentence: 'It is not JSON.' }, unsafe: false };
  }
}

function problemOf(source: string, thrown: unknown): PolicyProblem {
  const { message, details } = asRefusal(thrown);
  return { source, path: '', sentence: details.detail ?? message };
}

function nothing(source: string, thrown: unknown): PolicyReading {
  const unsafe = asRefusal(thrown).slug === 'policy_unsafe';
  return {
    policy: {},
    from: {},
    problems: [problemOf(source, thrown)],
    sources: [source],
    ignored: [],
    unsafe,
  };
}

function ofLayers(read: () => Layer[]): PolicyReading {
  try {
    const layers = read();
    return {
      ...mergePolicy(layers),
      sources: layers.map(({ source }) => source),
      ignored: [],
      unsafe: false,
    };
  } catch (thrown) {
    return nothing('machine policy', thrown);
  }
}

/** macOS: what MDM delivered. Converted by plutil(1), whose `-o -` writes JSON to standard output. */
function preferencesLayers(): Layer[] {
  if (!existsSync(MANAGED_PREFERENCES)) return [];
  readSafeFile(dirname(MANAGED_PREFERENCES), basename(MANAGED_PREFERENCES), [0]);
  const { status, stdout } = ask('/usr/bin/plutil', ['-convert', 'json', '-o', '-', MANAGED_PREFERENCES]);
  if (status !== 0) throw unreadable(MANAGED_PREFERENCES);
  return [{ source: MANAGED_PREFERENCES, value: parseJson(stdout, MANAGED_PREFERENCES) }];
}

/** Windows: `reg query` ends with 1 where the key is not there. */
function registryLayers(): Layer[] {
  const reg = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
  const { status, stdout } = ask(reg, ['query', REGISTRY_KEY, '/s']);
  if (status === 1) return [];
  if (status !== 0) throw unreadable(REGISTRY_KEY);
  return [{ source: REGISTRY_KEY, value: parseRegQuery(stdout) }];
}

function ask(program: string, args: readonly string[]) {
  return spawnSync(program, args, { encoding: 'utf8', timeout: PATIENCE, windowsHide: true });
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new Refusal('policy_invalid', { detail: `${source} is not what plutil writes.` }, thrown);
  }
}

function unreadable(source: string): Refusal {
  return new Refusal('policy_invalid', { detail: `${source} is there and could not be read.` });
}
