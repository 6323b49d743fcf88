import type { Branding } from '../contract/branding/branding.ts';
import type { NetworkInterface, Retrying, WifiOffer, WifiPanel } from '../contract/connection.ts';
import type { DeadEnd, Draft } from '../contract/draft.ts';
import type { Fact } from '../contract/facts.ts';
import type { Gate } from '../contract/gate.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import type { ReportPanel } from '../contract/report-panel.ts';
import type { Secret } from '../contract/secret.ts';
import type { Step } from '../contract/steps.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type {
  AuthenticatorChoice,
  Ceremony,
  CheckState,
  NetworkCheck,
  Preferences,
} from '../contract/view.ts';
import type { AuthnMethodName } from '../contract/wire/challenge.ts';
import type { AuthenticatorName, Profile, RunEvent } from '../contract/wire/provisioning.ts';
import type { RegistrationJson } from '../contract/wire/webauthn.ts';
import type { Wait } from './patience.ts';
import { foldFacts, type Standing } from './standing.ts';

/** Where the run stands inside its step. */
export type Stage =
  | { readonly at: 'welcome' }
  | { readonly at: 'network'; readonly checks: Readonly<Record<NetworkCheck, CheckState>> }
  | { readonly at: 'account' }
  | { readonly at: 'pass'; readonly showing: 'pass' | 'password' }
  | {
      readonly at: 'loop';
      readonly gates: readonly Gate[];
      readonly interval: number;
      readonly refusal: RefusalNotice;
      /** Since when it watches for a way on, and when it looked last; `null`: it does not. */
      readonly watching: { readonly since: number; readonly lookedAt: number } | null;
    }
  /** Before the join: the person may name the laptop. */
  | { readonly at: 'naming' }
  | { readonly at: 'join' }
  /** IT's part of a staged laptop ends here. */
  | { readonly at: 'seal'; readonly sealed: boolean }
  | {
      readonly at: 'credential';
      readonly phase: 'choose' | 'pin' | 'prompt' | 'working';
      readonly choices: readonly AuthenticatorChoice[];
      readonly picked: AuthenticatorName | null;
    }
  | {
      readonly at: 'proof';
      readonly phase: 'pin' | 'prompt' | 'working';
      readonly authenticator: AuthenticatorName;
    }
  | { readonly at: 'release' }
  /** Released with a PIN that somebody else chose. */
  | { readonly at: 'ownPin' }
  /** `returning`: it was released in an earlier process. */
  | { readonly at: 'done'; readonly finished: boolean; readonly returning: boolean }
  /** A technician has ended the set-up. `told`: whether the directory knows; `null` while it is being told. */
  | { readonly at: 'abandoned'; readonly from: Step; readonly told: boolean | null };

/** Work for the world outside. One is under way at a time; its result comes back as one event. */
export type Effect =
  | { readonly effect: 'reach' }
  | { readonly effect: 'openSignIn'; readonly userPrincipalName: string }
  | { readonly effect: 'answerPass'; readonly pass: Secret }
  | { readonly effect: 'answerPassword'; readonly password: Secret }
  /** Waits `seconds`, then looks whether there is a way on. */
  | { readonly effect: 'poll'; readonly seconds: number }
  /** Looks at once, in the session of before the restart. */
  | { readonly effect: 'resumeWatch'; readonly userPrincipalName: string }
  | { readonly effect: 'takeUpReservation'; readonly userPrincipalName: string }
  | { readonly effect: 'join'; readonly deviceName: string }
  | { readonly effect: 'seal' }
  | { readonly effect: 'listAuthenticators' }
  | { readonly effect: 'create'; readonly authenticator: AuthenticatorName; readonly pin: Secret | null }
  | { readonly effect: 'register'; readonly registration: RegistrationJson; readonly deviceName: string }
  | {
      readonly effect: 'prove';
      readonly authenticator: AuthenticatorName;
      readonly userPrincipalName: string;
      readonly credentialId: string;
      readonly pin: Secret | null;
    }
  | { readonly effect: 'release' }
  | {
      readonly effect: 'changePin';
      readonly authenticator: AuthenticatorName;
      readonly credentialId: string;
      readonly oldPin: Secret;
      readonly newPin: Secret;
    }
  | { readonly effect: 'abandon' };

export interface State {
  readonly stage: Stage;
  /** Facts so far, folded. The only memory that outlives the process. */
  readonly standing: Standing;
  readonly preferences: Preferences;
  /** The name that was typed; the record's once there is a reservation. */
  readonly account: string | null;
  readonly profile: Profile | null;
  /** What machine policy says about the company's look, for the screens before the profile is known. */
  readonly branding: Branding;
  readonly deviceName: string | null;
  readonly serialNumber: string | null;
  readonly skewSeconds: number | null;
  readonly connection: 'unknown' | 'connected' | 'offline';
  /** Work that the network stopped and that is done again by itself; `null`: none. */
  readonly retrying: Retrying | null;
  readonly interfaces: readonly NetworkInterface[];
  /** Whether a Wi-Fi network can be chosen, and what is shown of that; `null`: the screen for it is shut. */
  readonly wifi: { readonly offer: WifiOffer; readonly panel: WifiPanel | null };
  /** Shown on the present screen until something new is tried. */
  readonly refusal: RefusalNotice | null;
  /** Number of the work under way; results with another number are old and dropped. `null`: nothing is under way. */
  readonly task: number | null;
  /** The work under way, where it may keep somebody waiting. */
  readonly wait: Wait | null;
  /** What to do again on `retry`. Never holds a secret: what was typed has to be typed again. */
  readonly again: Work | null;
  readonly ceremony: Ceremony | null;
  /** What the technician panel shows; `null`: it is closed. */
  readonly technician: TechnicianPanel | null;
  /** What the report panel shows; `null`: it is closed. */
  readonly report: ReportPanel | null;
  /** The refusal on screen as a report for the company's support; `null`: there is none, or nobody to encrypt it to. */
  readonly sealedReport: string | null;
  readonly platformAvailable: boolean;
  /** The one kind of authenticator that whoever started the run wants; `null`: the strongest that is here. */
  readonly pinned: AuthenticatorName | null;
  /** Begin again on a device that was released: a new pass, a new credential in the place of the old one. */
  readonly renew: boolean;
  /** IT sets the PIN on behalf of the person, who has to change it before the key is used. */
  readonly staged: boolean;
  /** Run that a technician has ended: this device begins a new one. */
  readonly abandonedRun: string | null;
  /** The program ended on the pass screen: once the directory is reached it goes on there. */
  readonly wasAtPass: boolean;
  /** The program ended in this dead end: once the directory is reached it is told again, and watched on. */
  readonly deadEnd: DeadEnd | null;
  /** Whoever prepared the laptop has said whose it is: nobody is asked, unless they go back. */
  readonly nameIsGiven: boolean;
  /** Name of the device, said beforehand; `null`: by the profile's template. */
  readonly givenDeviceName: string | null;
  /** User name of whom a staged laptop is sealed for; `null`: nobody in particular. */
  readonly sealFor: string | null;
}

/** What whoever starts a run decides about it. */
export interface Wishes {
  readonly authenticator?: AuthenticatorName;
  readonly renew?: boolean;
  readonly staged?: boolean;
  readonly abandonedRun?: string | null;
  readonly branding?: Branding;
  /** Answers that somebody prepared. */
  readonly account?: string;
  readonly deviceName?: string;
  readonly sealFor?: string;
}

/** Facts to make durable first, then the effect. */
export interface Work {
  readonly facts: readonly Fact[];
  readonly effect: Effect | null;
}

/** What the reducer answers: the new state and the work that follows from it. */
export interface Transition {
  readonly state: State;
  readonly work?: Work;
  /** Work that waits for its next try is tried now. */
  readonly wake?: boolean;
  /** Told to the directory without waiting: nothing depends on it before the release, which sends them all again. */
  readonly events?: readonly RunEvent[];
}

export interface OfferedMethods {
  readonly methods: readonly AuthnMethodName[];
  readonly interval: number;
  readonly gates: readonly Gate[];
}

export const DEFAULT_PREFERENCES: Preferences = {
  language: 'system',
  textScale: '100',
  theme: 'system',
  motion: 'system',
  keyboard: 'touch',
};

export function initialState(
  facts: readonly Fact[],
  preferences: Preferences,
  wishes: Wishes = {},
  draft: Draft | null = null,
): State {
  const standing = foldFacts(facts);
  return {
    stage: { at: 'welcome' },
    standing,
    preferences: draft?.preferences ?? preferences,
    account:
      standing.reserved?.userPrincipalName ??
      standing.inForce?.userPrincipalName ??
      draft?.account ??
      standing.sealed?.for?.userPrincipalName ??
      (standing.sealed === null ? wishes.account : undefined) ??
      null,
    profile: null,
    branding: wishes.branding ?? {},
    deviceName: standing.named?.deviceName ?? standing.started?.deviceName ?? null,
    serialNumber: null,
    skewSeconds: null,
    connection: 'unknown',
    retrying: null,
    interfaces: [],
    wifi: { offer: 'none', panel: null },
    refusal: null,
    task: null,
    wait: null,
    again: null,
    ceremony: null,
    technician: null,
    report: null,
    sealedReport: null,
    platformAvailable: false,
    pinned: wishes.authenticator ?? null,
    renew: wishes.renew ?? false,
    staged: wishes.staged ?? false,
    abandonedRun: wishes.abandonedRun ?? null,
    wasAtPass: draft?.at === 'pass',
    deadEnd: draft?.at === 'loop' ? (draft.deadEnd ?? null) : null,
    // On a sealed laptop the directory has the name of its person; the file was for IT's part.
    nameIsGiven: wishes.account !== undefined && standing.sealed === null,
    givenDeviceName: wishes.deviceName ?? null,
    sealFor: wishes.sealFor ?? null,
  };
}

/** The step of the flow that a stage belongs to. */
export function stepOf(stage: Stage): Step {
  switch (stage.at) {
    case 'loop':
      return 'pass';
    case 'naming':
      return 'join';
    case 'seal':
      return 'join';
    case 'done':
    case 'ownPin':
      return 'release';
    case 'abandoned':
      return stage.from;
    default:
      return stage.at;
  }
}
