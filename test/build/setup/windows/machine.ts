import type { Change, State } from '../../../../build/setup/windows/change.ts';

/** One entry of the record, as `Functions/Record.ps1` writes it. */
export type Entry = Pick<Change, 'kind' | 'target' | 'name' | 'stage'> & {
  readonly before: State;
  readonly after: State;
};

export class PowerCut extends Error {}

const KEY = 'registryKey';
/** What is there only with a feature, and after the restart that brings it. */
const FEATURES: Readonly<Record<string, string>> = {
  key: 'feature|Client-KeyboardFilter|',
  shell: 'feature|Client-EmbeddedShellLauncher|',
};
const STICKY_KEYS = 'registry|KIOSK\\Control Panel\\Accessibility\\StickyKeys|Flags';
const ofAccount = ({ kind, target }: Pick<Change, 'kind' | 'target'>) =>
  (kind === 'registry' || kind === KEY) && target.startsWith('KIOSK\\');
const nameOf = (place: Pick<Change, 'kind' | 'target' | 'name'>) =>
  [place.kind, place.target, place.name ?? ''].join('|');

/**
 * A Windows of the plan’s places, as their adapters describe them: what is there, what cannot be asked yet, and what goes with
 * something else. It says nothing about whether the adapters are right; the workflow asks Windows.
 */
export class Machine {
  readonly disk = new Map<string, State>();
  record: Entry[] = [];
  readonly signs = new Set<string>();
  isSystem = false;
  isSignedIn = false;
  /** Features that came with a restart. */
  #running = new Set<string>();
  #cutIn = Number.POSITIVE_INFINITY;
  readonly #makeable: ReadonlySet<string>;

  /** Keys that the plan does not make are those that every Windows has. */
  constructor(plan: readonly Change[]) {
    this.#makeable = new Set(plan.filter(({ kind }) => kind === KEY).map(({ target }) => target));
  }

  /** From here on the power goes at the n-th write. */
  cutAfter(writes: number): void {
    this.#cutIn = writes;
  }

  /** A write that is on the disk when it returns, if it returns. */
  write(act: () => void): void {
    this.#cutIn -= 1;
    if (this.#cutIn === 0) throw new PowerCut();
    act();
    this.#cutIn -= 1;
    if (this.#cutIn === 0) throw new PowerCut();
  }

  restart(): void {
    this.#cutIn = Number.POSITIVE_INFINITY;
    this.isSystem = true;
    this.#running = new Set([...this.disk.keys()].filter((place) => this.disk.get(place) === 'Enabled'));
    this.isSignedIn =
      this.disk.get(
        'registry|HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon|AutoAdminLogon',
      ) === 'String:1';
  }

  get account(): State {
    return this.#valueOf('account|LatchkeyKiosk|');
  }

  /** As `Get-…State`. */
  look(place: Pick<Change, 'kind' | 'target' | 'name'>): State {
    if (ofAccount(place)) {
      if (this.account === 'none') return 'gone';
      if (this.#valueOf('profile|LatchkeyKiosk|') === 'none') return 'unavailable';
    }
    const feature = FEATURES[place.kind];
    if (feature !== undefined) {
      if (this.#valueOf(feature) === 'Disabled') return 'gone';
      if (!this.#running.has(feature)) return 'unavailable';
    }
    if (place.kind === 'shell' && !this.isSystem) return 'unavailable';
    return this.#valueOf(nameOf(place));
  }

  /** As `Set-…State`. */
  put(place: Pick<Change, 'kind' | 'target' | 'name'>, state: State): void {
    const name = nameOf(place);
    const isKeyThere =
      !this.#makeable.has(place.target) || this.#valueOf(`${KEY}|${place.target}|`) === 'present';
    if (place.kind === 'registry' && state !== 'none' && !isKeyThere) throw new Error(`no key for ${name}`);
    if (place.kind === KEY && state === 'none' && this.#holds(place.target)) return;
    if (place.kind === 'profile' && state === 'none' && this.isSignedIn) return;
    this.write(() => {
      if (state === 'none') this.disk.delete(name);
      else this.disk.set(name, state);
      if (place.kind !== 'profile') return;
      // A new profile has values of its own, and takes all of them along.
      if (state === 'none') this.#forgetAccountHive();
      else this.disk.set(STICKY_KEYS, 'String:510');
    });
  }

  #valueOf(name: string): State {
    return (
      this.disk.get(name) ??
      (name.startsWith('feature|') ? 'Disabled' : name.startsWith('key|') ? 'open' : 'none')
    );
  }

  #holds(key: string): boolean {
    return [...this.disk.keys()].some((name) => {
      const [kind, target = ''] = name.split('|');
      return (kind === 'registry' && target === key) || (kind === KEY && target.startsWith(`${key}\\`));
    });
  }

  #forgetAccountHive(): void {
    for (const name of this.disk.keys())
      if (name.split('|')[1]?.startsWith('KIOSK\\')) this.disk.delete(name);
  }
}
