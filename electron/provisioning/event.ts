import type { Command } from '../contract/commands.ts';
import type { NetworkInterface, Retrying, WifiOffer, WifiPanel } from '../contract/connection.ts';
import type { Pace } from '../contract/pace.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import type { ReportPanel } from '../contract/report-panel.ts';
import type { TechnicianAction } from '../contract/technician/actions.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type { AuthenticatorChoice, Ceremony, NetworkCheck } from '../contract/view.ts';
import type { SealAnswer } from '../contract/wire/provisioning.ts';
import type { RegistrationJson } from '../contract/wire/webauthn.ts';
import type { Reached, Reserved } from './ports.ts';
import type { OfferedMethods, Work } from './state.ts';

/** What an effect came to. Named after the effect. Times are seconds since 1970 in the directory's time. */
export type Result =
  | (Reached & {
      readonly of: 'reach';
      readonly keyThumbprint: string;
      readonly deviceName: string;
      readonly serialNumber: string;
      /** Used when this run is new. */
      readonly freshRunId: string;
    })
  | (OfferedMethods & { readonly of: 'openSignIn' | 'answerPassword' | 'poll' })
  | (Reserved & { readonly of: 'answerPass' | 'takeUpReservation' })
  | { readonly of: 'join'; readonly deviceId: string; readonly objectId: string }
  | { readonly of: 'seal'; readonly assignedTo: SealAnswer['assignedTo'] }
  | { readonly of: 'listAuthenticators'; readonly choices: readonly AuthenticatorChoice[] }
  | { readonly of: 'create'; readonly registration: RegistrationJson }
  | { readonly of: 'register'; readonly methodId: string }
  | { readonly of: 'prove' }
  | { readonly of: 'release' }
  | { readonly of: 'changePin'; readonly credentialId: string }
  /** Whether the directory knows, or will be told when it is next reached. */
  | { readonly of: 'abandon'; readonly told: boolean }
  /** Only facts had to be made durable. */
  | { readonly of: 'record' };

/** Everything that can happen to a run. `at` is when, in seconds since 1970. */
export type Event =
  | { readonly type: 'command'; readonly command: Command; readonly at: number }
  | { readonly type: 'result'; readonly task: number; readonly result: Result; readonly at: number }
  | { readonly type: 'refused'; readonly task: number; readonly refusal: RefusalNotice; readonly at: number }
  | { readonly type: 'started'; readonly task: number; readonly work: Work }
  | { readonly type: 'checked'; readonly task: number; readonly check: NetworkCheck }
  /** The network stopped work that is done again by itself. */
  | { readonly type: 'retrying'; readonly task: number; readonly retrying: Retrying }
  /** What IT needs to find this laptop on a network, before there is one. */
  | {
      readonly type: 'interfaces';
      readonly interfaces: readonly NetworkInterface[];
      readonly serialNumber: string | null;
    }
  | { readonly type: 'wifiOffer'; readonly offer: WifiOffer }
  | { readonly type: 'wifi'; readonly panel: WifiPanel | null }
  /** So long has nothing happened with the work under way. */
  | { readonly type: 'pace'; readonly task: number; readonly pace: Pace }
  | { readonly type: 'ceremony'; readonly ceremony: Ceremony | null }
  /** What the technician panel shows now; `null`: it is closed. */
  | { readonly type: 'technician'; readonly panel: TechnicianPanel | null }
  /** What the report panel shows now; `null`: it is closed. */
  | { readonly type: 'report'; readonly panel: ReportPanel | null }
  /** The refusal on screen, encrypted to the company's support; `null`: nothing is. */
  | { readonly type: 'sealed'; readonly text: string | null }
  /** A technician's code was right. */
  | { readonly type: 'intervention'; readonly action: TechnicianAction };
