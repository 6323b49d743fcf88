import type { Fact } from '../contract/facts.ts';
import type { ControlReport } from '../contract/lockdown.ts';
import type { CheckState, NetworkCheck, View } from '../contract/view.ts';
import type { AuthenticatorName } from '../contract/wire/provisioning.ts';
import type { Moment } from '../contract/wire/report.ts';

/** The program and what it runs on. */
export interface About {
  readonly latchkey: string;
  readonly host: View['host']['name'];
  readonly node: string;
  /** `process.platform`. */
  readonly platform: string;
  readonly release: string;
  readonly architecture: string;
}

/** What was found when somebody looked at the machine. `Examination` of electron/examine.ts fits. */
export interface Examined {
  readonly authenticators: readonly {
    readonly name: AuthenticatorName;
    readonly state: 'available' | 'unavailable' | 'not checked';
    readonly guard?: 'guarded' | 'root can reset' | 'not guarded';
    readonly lockedOut?: boolean;
  }[];
  readonly vault:
    | { readonly kind: 'keychain' | 'file'; readonly sealedBy: 'tpm' | null }
    | { readonly problem: string };
  readonly lockdown: readonly ControlReport[];
  readonly policy: {
    readonly effective: readonly { readonly member: string; readonly from: string }[];
    readonly problems: readonly unknown[];
  };
}

/** Everything that a report may be made of, as it is: nothing is redacted yet. */
export interface Sources {
  /** Of the report; the same id for the same report. */
  readonly id: string;
  /** Seconds since 1970, in the directory's time where it is known. */
  readonly now: number;
  readonly about: About;
  /** `null` where no flow runs: the facts say where it stands. */
  readonly view: View | null;
  readonly facts: readonly Fact[];
  readonly timeline: readonly Moment[];
  /** The checks of the network step, as they were seen last. */
  readonly checks: Readonly<Partial<Record<NetworkCheck, CheckState>>>;
  /** Directory time minus device time; `null` until it was measured. */
  readonly skewSeconds: number | null;
  /** `null` where nobody has looked. */
  readonly examined: Examined | null;
}
