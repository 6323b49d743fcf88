import type { RefusalNotice } from './refusal.ts';
import type { Step } from './steps.ts';
import type { AuthenticatorName } from './wire/provisioning.ts';

/** One line of `npm run provision -- --json`. Other people's scripts read these: only ever add members. */
export type ProvisionEvent =
  | { readonly event: 'step'; readonly step: Step }
  | ({ readonly event: 'refused'; readonly step: Step; readonly message: string } & RefusalNotice)
  | { readonly event: 'waiting'; readonly step: Step; readonly helpCode: string; readonly interval: number }
  | {
      readonly event: 'provisioned';
      readonly userPrincipalName: string;
      readonly deviceId: string;
      readonly deviceName: string;
      readonly credentialId: string;
      readonly authenticator: AuthenticatorName;
      readonly runId: string;
    }
  | {
      readonly event: 'failed';
      /** Slug of the refusal table. */
      readonly code: string;
      readonly helpCode: string;
      readonly message: string;
      readonly action: string;
      readonly retryAfter?: number;
      readonly step: Step;
    };
