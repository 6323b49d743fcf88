/**
 * State of one place, as text: `none` is nothing there, everything else is what the adapter of the kind says (`DWord:1`, `Enabled`,
 * `blocked`). Two states are the same when their texts are.
 */
export type State = string;

export const NOTHING: State = 'none';

/** Kinds of places. Each has two functions in `module/Functions/`, which look and put. */
export const KINDS = [
  'task',
  'feature',
  'account',
  'profile',
  'registryKey',
  'registry',
  'key',
  'shell',
] as const;
export type Kind = (typeof KINDS)[number];

/** One change that the set-up makes to a machine. */
export interface Change {
  readonly kind: Kind;
  /** The place, of which each occurs once. In the registry `HKLM\…` or, of the kiosk’s account, `KIOSK\…`. */
  readonly target: string;
  /** With `registry`: the name of the value. */
  readonly name?: string;
  readonly after: State;
  readonly why: string;
  /** Page or specification that says what the place means. */
  readonly source: string;
  /** Made only when the account is ours too: an account that was there before keeps its own sign-in. */
  readonly ownAccountOnly?: true;
  /** Only where the shell is Shell Launcher’s: the editions that have it have the Keyboard Filter too. */
  readonly shellLauncherOnly?: true;
  /** `first`: taken back only when everything else is. `last`: made only when everything else is. */
  readonly stage?: 'first' | 'last';
  /** A machine on which it was taken back has to start again before that counts. */
  readonly restart?: true;
}

/** Pure: what tells one place from another. */
export function placeOf({ kind, target, name }: Pick<Change, 'kind' | 'target' | 'name'>): string {
  return name === undefined ? `${kind} ${target}` : `${kind} ${target}\\\\${name}`;
}
