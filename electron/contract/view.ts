import type { Branding } from './branding/branding.ts';
import type { CommandInput } from './commands.ts';
import type { NetworkInterface, Retrying, WifiOffer, WifiPanel } from './connection.ts';
import type { Gate } from './gate.ts';
import type { Waiting } from './pace.ts';
import type { RefusalNotice } from './refusal.ts';
import type { ReportPanel } from './report-panel.ts';
import type { Step } from './steps.ts';
import type { TechnicianPanel } from './technician/panel.ts';
import type { AuthenticatorName, PinPolicy, Support } from './wire/provisioning.ts';
import type { CreationOptionsJson, RequestOptionsJson } from './wire/webauthn.ts';

/** One way to make the credential, as the person sees it. */
export interface AuthenticatorChoice {
  readonly name: AuthenticatorName;
  readonly available: boolean;
  /** The one that `auto` picks. */
  readonly recommended: boolean;
  /** Whether somebody vouches for where the key will live; absent where that is not known beforehand. */
  readonly attested?: boolean;
}

/** A WebAuthn ceremony that the renderer has to run. The id goes back with the answer. */
export type Ceremony =
  | { readonly id: string; readonly kind: 'create'; readonly options: CreationOptionsJson }
  | { readonly id: string; readonly kind: 'get'; readonly options: RequestOptionsJson };

export type CheckState = 'waiting' | 'running' | 'passed' | 'failed';

/** The checks of the network step, in the order in which they are made. */
export const NETWORK_CHECKS = ['device', 'network', 'directory', 'clock', 'profile'] as const;
export type NetworkCheck = (typeof NETWORK_CHECKS)[number];

/** What the right-hand side shows. `busy` means: work is under way, there is nothing to press but what is said. */
export type Screen =
  | { readonly kind: 'welcome' }
  | {
      readonly kind: 'network';
      readonly checks: Readonly<Record<NetworkCheck, CheckState>>;
      /** Directory time minus device time, in seconds; absent until measured. */
      readonly skewSeconds?: number;
      readonly refusal?: RefusalNotice;
    }
  | {
      readonly kind: 'account';
      readonly busy: boolean;
      readonly userPrincipalName?: string;
      readonly domains: readonly string[];
      readonly refusal?: RefusalNotice;
    }
  | {
      readonly kind: 'pass';
      readonly busy: boolean;
      readonly userPrincipalName: string;
      readonly refusal?: RefusalNotice;
    }
  | {
      readonly kind: 'password';
      readonly busy: boolean;
      readonly userPrincipalName: string;
      readonly refusal?: RefusalNotice;
    }
  /** The dead end that is not: who asks, what opens it, and it goes on by itself. */
  | {
      readonly kind: 'loop';
      readonly userPrincipalName: string;
      readonly refusal: RefusalNotice;
      readonly gates: readonly Gate[];
      /** Seconds between two looks at the directory. */
      readonly interval: number;
      /** Since when, and when it was looked last: seconds since 1970. Absent where nobody looks. */
      readonly watching?: { readonly since: number; readonly lookedAt: number };
    }
  /** Before the join, where the company lets people name their laptop. */
  | {
      readonly kind: 'device-name';
      /** By the template, or what was tried last. */
      readonly deviceName: string;
      readonly refusal?: RefusalNotice;
    }
  | { readonly kind: 'join'; readonly refusal?: RefusalNotice }
  | {
      readonly kind: 'credential';
      readonly phase: 'choose' | 'pin' | 'prompt' | 'working';
      readonly choices: readonly AuthenticatorChoice[];
      readonly picked?: AuthenticatorName;
      readonly pin: PinPolicy;
      readonly ceremony?: Ceremony;
      readonly refusal?: RefusalNotice;
    }
  | {
      readonly kind: 'proof';
      readonly phase: 'pin' | 'prompt' | 'working';
      readonly authenticator: AuthenticatorName;
      readonly pin: PinPolicy;
      readonly ceremony?: Ceremony;
      readonly refusal?: RefusalNotice;
    }
  | { readonly kind: 'release'; readonly refusal?: RefusalNotice }
  /** Choosing a Wi-Fi network, over whatever else the run is at. */
  | ({ readonly kind: 'wifi' } & WifiPanel)
  /** A staged laptop: IT seals it (`sealing`), it is sealed now (`sealed`), or its person opens it first (`waiting`). */
  | {
      readonly kind: 'sealed';
      readonly phase: 'sealing' | 'sealed' | 'waiting';
      /** Absent: nobody in particular. */
      readonly sealedFor?: { readonly userPrincipalName: string; readonly displayName: string };
      readonly refusal?: RefusalNotice;
    }
  /** A technician has ended the set-up without a credential: no door, no tick. */
  | {
      readonly kind: 'abandoned';
      /** Whether the directory knows already; `null` while it is being told. */
      readonly told: boolean | null;
    }
  /** A staged laptop at its first use: the PIN is IT's, and has to become the person's. */
  | {
      readonly kind: 'own-pin';
      readonly busy: boolean;
      readonly userPrincipalName: string;
      readonly pin: PinPolicy;
      readonly refusal?: RefusalNotice;
    }
  | {
      readonly kind: 'done';
      readonly authenticator: AuthenticatorName;
      readonly userPrincipalName: string;
      /** Set up earlier and opened again: who has forgotten the PIN can begin again. */
      readonly returning?: boolean;
    };

export interface Preferences {
  /** BCP 47 tag of what was chosen; `system` while nothing was: then what the laptop is set to, where it is offered. */
  readonly language: string;
  readonly textScale: '100' | '125' | '150' | '200' | '250' | '300';
  readonly theme: 'system' | 'light' | 'dark' | 'high';
  readonly motion: 'system' | 'reduced';
  readonly keyboard: 'touch' | 'always' | 'never';
}

/**
 * Everything a screen shows, pushed whole each time something changed. It never holds a pass, a password, a PIN or a token.
 * The renderer keeps nothing that is not in here, except what the person is typing.
 */
export interface View {
  readonly revision: number;
  readonly step: Step;
  /** How far the door stands open, 0 to 1. */
  readonly door: number;
  /** Typical seconds from here to the end; 0 when done. */
  readonly secondsLeft: number;
  readonly screen: Screen;
  readonly canGoBack: boolean;
  readonly preferences: Preferences;
  /** BCP 47 tags of the languages that the company lists; empty while its profile is not known: then all that there are. */
  readonly languages: readonly string[];
  /** Absent until the directory was reached, unless machine policy says it. */
  readonly tenantName?: string;
  /** How the company looks; absent: as we do. */
  readonly branding?: Branding;
  /** Given name of the person; absent until they have signed in. */
  readonly personName?: string;
  /** End of the pass or reservation, seconds since 1970 in the directory's time; absent before. */
  readonly passEndsAt?: number;
  /** Directory time minus device time, in seconds; absent until measured. */
  readonly skewSeconds?: number;
  readonly device: { readonly name: string; readonly serialNumber: string };
  readonly connection: 'unknown' | 'connected' | 'offline';
  /** Work that the network stopped and that is done again by itself. */
  readonly retrying?: Retrying;
  /** The ways out of this laptop; absent until they were looked at. */
  readonly interfaces?: readonly NetworkInterface[];
  /** Whether a Wi-Fi network can be chosen now; only where there is no working way. Absent: nobody has looked. */
  readonly wifi?: WifiOffer;
  /** Work is under way, and how it is going; absent: nobody has to wait. */
  readonly waiting?: Waiting;
  /** The help code of the refusal on screen, for the QR and the bottom row. */
  readonly helpCode?: string;
  /** Who helps; absent until the directory was reached, or where the company says nothing. */
  readonly support?: Support;
  /** A short report of the refusal on screen, encrypted to the company's support: what the square says. */
  readonly sealedReport?: string;
  /** What a report of this laptop would say, shown over the screen while somebody reads it. */
  readonly report?: ReportPanel;
  /** The technician panel, shown over the screen while it is open. */
  readonly technician?: TechnicianPanel;
  /** What the host wants said on every screen, such as that the preview locks nothing. */
  readonly host: {
    readonly name: 'electron' | 'preview' | 'terminal';
    readonly virtualAuthenticator: boolean;
  };
}

/** What the preload puts on `window.latchkey`: one channel down, one channel up. */
export interface Bridge {
  /** Sends a command; resolves with a refusal when it was not accepted. */
  send(command: CommandInput): Promise<BridgeAnswer>;
  /** Calls back with every view from now on; gives back the way to stop. */
  onView(listener: (view: View) => void): () => void;
}

export type BridgeAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: RefusalNotice };
